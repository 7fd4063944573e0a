/** Network interfaces of a guest: their properties, random addresses, and what changing one does while it runs. */
import { FAMILIES, formatPropertyString, parsePropertyString } from '../../node/property-string.ts';
import { type Draft, writeConf } from '../conf-store.ts';
import { die, Failure } from '../failure.ts';
import { bridgeOf } from '../sdn/interfaces.ts';
import { cardChanged, cardStarts } from '../sdn/cards.ts';
import type { Session } from '../session.ts';
import { detectedOs } from './guest-os.ts';

export type Net = Map<string, string>;

/** Proxmox's registered prefix, the default of datacenter.cfg's `mac_prefix` (PVE 8.1 and later). */
const MAC_PREFIX = 'BC:24:11';

function macPrefix(session: Session): string {
  const text = session.host.read('/etc/pve/datacenter.cfg') ?? '';
  return (/^mac_prefix:\s*(\S+)\s*$/m.exec(text)?.[1] ?? MAC_PREFIX).toUpperCase();
}

export function randomMac(session: Session): string {
  const bytes = Array.from({ length: 6 }, () => Math.floor(session.host.random() * 256));
  bytes[0] = ((bytes[0] ?? 0) & 0xfe) | 2;
  const mac = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(':');
  const prefix = macPrefix(session);
  return prefix + mac.slice(prefix.length);
}

/** The properties of a net with Proxmox's additions: `type`, and an address where none is given. */
export function parseNet(session: Session, value: string): Net {
  const net = parsePropertyString(FAMILIES.net, value);
  net.set('type', 'veth');
  if (!net.get('hwaddr')) net.set('hwaddr', randomMac(session));
  return net;
}

export const formatNet = (net: Net) => formatPropertyString(FAMILIES.net, net);

/** With the quirk `mac` off, a net that is set without an address keeps the one it has. */
export function parseNewNet(session: Session, value: string, old: string | undefined): Net {
  const kept = old === undefined ? undefined : parsePropertyString(FAMILIES.net, old).get('hwaddr');
  const net = parsePropertyString(FAMILIES.net, value);
  if (!session.node.quirks.mac && kept !== undefined && !net.get('hwaddr')) net.set('hwaddr', kept);
  return parseNet(session, formatNet(net));
}

/** @throws Failure when the node has no such bridge. */
export function bridgeMtu(session: Session, bridge: string | undefined): number {
  const name = bridge ?? '';
  return bridgeOf(session.host, session.node, name)?.mtu ?? die(`bridge '${name}' does not exist`, 2);
}

const isOn = (net: Net, key: string) => (net.get(key) ?? '0') !== '0';

/** Connects the host's end to its bridge. */
function plug(session: Session, veth: string, net: Net): void {
  if (isOn(net, 'link_down')) return;
  const bridge = net.get('bridge') ?? '';
  if (!bridgeOf(session.host, session.node, bridge)) {
    die(`bridge '${bridge}' is neither a linux nor an OVS bridge!`);
  }
  if (net.has('trunks')) die('vlan aware feature need to be enabled to use trunks');
  limitRate(session, veth, net.get('rate'));
}

function limitRate(session: Session, veth: string, rate: string | undefined): void {
  if (rate === undefined || Number(rate) === 0 || session.node.policing) return;
  const bytes = Math.trunc(Number(rate) * 1024 * 1024);
  session.warn('Error: TC classifier not found.\nWe have an error talking to the kernel\n');
  die(
    `command '/sbin/tc filter add dev ${veth} parent ffff: prio 50 basic police rate ${bytes}bps burst 1048576b mtu 64kb drop' failed: exit code 2`,
  );
}

const pick = (net: Net, keys: readonly string[]): [string, string][] =>
  keys.flatMap((key): [string, string][] => (isOn(net, key) ? [[key, net.get(key) ?? '']] : []));

const ownerOf = (vmid: number, draft: Draft) => ({ vmid, hostname: draft.options.get('hostname') ?? '' });

/** Makes a new interface in a running guest, and writes what exists then: the addresses come later. */
function hotplug(session: Session, vmid: number, draft: Draft, key: string, net: Net): void {
  const veth = `veth${vmid}i${key.slice(3)}`;
  const name = net.get('name') ?? '';
  if (!net.get('bridge')) die('unable to get bridge setting');
  bridgeMtu(session, net.get('bridge'));
  plug(session, veth, net);
  const others = [...draft.options].filter(([other]) => /^net\d+$/.test(other) && other !== key);
  if (others.some(([, value]) => parsePropertyString(FAMILIES.net, value).get('name') === name)) {
    session.warn('RTNETLINK answers: File exists\n');
    die(`command 'lxc-device -n ${vmid} add ${veth}p ${name}' failed: exit code 2`);
  }
  const done = pick(net, ['bridge', 'tag', 'firewall', 'hwaddr', 'name', 'link_down']);
  draft.options.set(key, formatNet(new Map([['type', 'veth'], ...done])));
  writeConf(session, vmid, draft);
}

/** Moves a running interface to another bridge, tag or rate. */
function replug(session: Session, vmid: number, key: string, old: Net, net: Net): void {
  const veth = `veth${vmid}i${key.slice(3)}`;
  const differs = (property: string) => old.get(property) !== net.get(property);
  if (
    differs('bridge') ||
    differs('tag') ||
    differs('firewall') ||
    isOn(old, 'link_down') !== isOn(net, 'link_down')
  ) {
    try {
      plug(session, veth, net);
    } catch (error) {
      if (error instanceof Failure) die(`${error.message}\n`);
      throw error;
    }
    for (const [property, value] of pick(net, ['bridge', 'tag', 'firewall', 'rate', 'link_down'])) {
      old.set(property, value);
    }
  } else if (differs('rate')) {
    limitRate(session, veth, net.get('rate'));
    const rate = net.get('rate');
    if (rate === undefined) old.delete('rate');
    else old.set('rate', rate);
  }
}

/** Sets the addresses in the guest. On the way Proxmox looks which system it really is, and keeps that. */
function updateAddresses(session: Session, vmid: number, draft: Draft, key: string, net: Net): void {
  const expected = draft.options.get('ostype');
  if (expected !== 'unmanaged') {
    const found = detectedOs(session, vmid, draft);
    if (expected !== undefined && found !== expected) {
      session.warn(`got unexpected ostype (${found} != ${expected})\n`);
    }
    draft.options.set('ostype', found);
  }
  const now = parseNet(session, draft.options.get(key) ?? '');
  for (const suffix of ['', '6']) {
    const [ip, gw] = [`ip${suffix}`, `gw${suffix}`];
    if (now.get(ip) === net.get(ip) && now.get(gw) === net.get(gw)) continue;
    if (net.get(gw) !== undefined && !net.get(ip)?.includes('/')) {
      session.warn('RTNETLINK answers: Network is unreachable\n');
      session.warn(
        `command 'lxc-attach -n ${vmid} -s NETWORK -- /sbin/ip ${suffix ? '-6' : '-4'} route replace default via ${net.get(gw)}' failed: exit code 2\n`,
      );
      continue;
    }
    for (const property of [ip, gw]) {
      const value = net.get(property);
      if (value) now.set(property, value);
      else now.delete(property);
    }
    draft.options.set(key, formatNet(now));
    writeConf(session, vmid, draft);
  }
}

/**
 * Changes an interface of a running guest. It writes the conf file on its way (PVE 9.2), so that a later failure of
 * the same call leaves this interface changed and everything else pending.
 */
export function updateNet(session: Session, vmid: number, draft: Draft, key: string, net: Net): void {
  const current = draft.options.get(key);
  cardChanged(session, ownerOf(vmid, draft), current, formatNet(net));
  cardStarts(session, ownerOf(vmid, draft), formatNet(net));
  if (current === undefined) hotplug(session, vmid, draft, key, net);
  else {
    const old = parseNet(session, current);
    if (old.get('hwaddr') !== net.get('hwaddr') || old.get('name') !== net.get('name')) {
      draft.options.delete(key);
      writeConf(session, vmid, draft);
      hotplug(session, vmid, draft, key, net);
    } else {
      replug(session, vmid, key, old, net);
      draft.options.set(key, formatNet(old));
      writeConf(session, vmid, draft);
    }
  }
  updateAddresses(session, vmid, draft, key, net);
}
