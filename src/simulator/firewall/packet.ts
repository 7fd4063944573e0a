/** What becomes of one TCP connection to a simulated node: its rules, the cluster's, what Proxmox adds, the policy. */
import ipaddr from 'ipaddr.js';
import type { FirewallConfig, SimulatedRule } from './config.ts';
import { MACROS } from './macro-ports.ts';

export interface Packet {
  /** `10.0.0.7`. */
  readonly source: string;
  readonly port: number;
}

interface Around {
  readonly cluster: FirewallConfig;
  readonly host: FirewallConfig;
  /** `192.0.2.0/24`. */
  readonly localNetwork: string;
}

function isIn(source: string, place: string): boolean {
  const address = ipaddr.parse(source);
  const [from = '', to] = place.split('-');
  if (to !== undefined) {
    const number = (text: string) =>
      BigInt(
        `0x${ipaddr
          .parse(text)
          .toByteArray()
          .map((b) => b.toString(16).padStart(2, '0'))
          .join('')}`,
      );
    return number(from) <= number(source) && number(source) <= number(to);
  }
  const [net, bits] = ipaddr.parseCIDR(
    place.includes('/') ? place : `${place}/${place.includes(':') ? 128 : 32}`,
  );
  return address.kind() === net.kind() && address.match([net, bits] as [ipaddr.IPv4, number]);
}

const bare = (name: string) => name.replace(/^\+?(?:dc\/|guest\/|sdn\/)?/, '').toLowerCase();

function aliasOf(name: string, { cluster, host, localNetwork }: Around): string | undefined {
  const key = bare(name);
  return (
    host.aliases.get(key) ?? cluster.aliases.get(key) ?? (key === 'local_network' ? localNetwork : undefined)
  );
}

function isFrom(source: string, text: string | undefined, around: Around): boolean {
  if (text === undefined) return true;
  if (text.startsWith('+')) return isMember(source, bare(text), around);
  if (/^[A-Za-z]/.test(text) && !text.includes(':')) {
    const alias = aliasOf(text, around);
    return alias !== undefined && isIn(source, alias);
  }
  return text.split(',').some((place) => isIn(source, place));
}

function isMember(source: string, set: string, around: Around): boolean {
  const lines = around.cluster.ipsets.get(set) ?? [];
  const hits = lines.flatMap((line) => {
    const text = line.replace(/^!\s*/, '');
    if (!isFrom(source, text, around)) return [];
    const place = aliasOf(text, around) ?? text;
    return [{ bits: Number(place.split('/')[1] ?? 128), isOut: line.startsWith('!') }];
  });
  // As ipset(8) says of hash:net: the narrowest network decides.
  const [narrowest] = hits.toSorted((a, b) => b.bits - a.bits);
  return narrowest !== undefined && !narrowest.isOut;
}

function isTo(port: number, text: string | undefined): boolean {
  // Perl takes a single "0" for no port (pve-firewall 6.0).
  if (text === undefined || text === '0') return true;
  return text.split(',').some((item) => {
    const [from = 0, to = from] = item.split(':').map((word) => (word === 'ssh' ? 22 : Number(word)));
    return from <= port && port <= to;
  });
}

function fits({ macro, options }: SimulatedRule, { source, port }: Packet, around: Around): boolean {
  const { proto } = options;
  // iptables(8): the number zero is all protocols.
  if (proto !== undefined && !/^(?:tcp|6|ip|hopopt|0)$/.test(proto)) return false;
  const ports = macro === null ? undefined : MACROS.get(macro.toLowerCase());
  if (ports && !ports.some((one) => isTo(port, one))) return false;
  return isTo(port, options['dport']) && isFrom(source, options['source'], around);
}

/** Whether the connection comes about. Interfaces and source ports are not looked at. */
export function admits(packet: Packet, around: Around): boolean {
  const { cluster, host, localNetwork } = around;
  if (Number(cluster.options.get('enable') ?? '0') === 0 || host.options.get('enable') === '0') return true;
  if (isMember(packet.source, 'blacklist', around)) return false;
  const unfolded = [...host.rules, ...cluster.rules].flatMap((rule) => {
    if (!rule.isOn) return [];
    return rule.type === 'group' ? (cluster.groups.get(rule.action.toLowerCase()) ?? []) : [rule];
  });
  const first = unfolded.find((rule) => rule.isOn && rule.type === 'in' && fits(rule, packet, around));
  if (first) return first.action === 'ACCEPT';
  const isManagement =
    isIn(packet.source, aliasOf('local_network', around) ?? localNetwork) ||
    isMember(packet.source, 'management', around);
  if (isManagement && (packet.port === 22 || packet.port === 8006)) return true;
  return cluster.options.get('policy_in')?.toUpperCase() === 'ACCEPT';
}
