/**
 * What Proxmox writes for the dnsmasq of a zone (PVE 9.2): one instance a zone on each node, its ranges, and one line for each
 * card that has started there. These files are what a real dnsmasq is run with in tests/lxc.
 */
import type { Host } from '../host.ts';
import { ownPath } from '../own-files.ts';
import type { Session } from '../session.ts';
import { held } from '../shared-files.ts';
import { cidrOf, readMacs } from './ipam.ts';
import type { RunningConfig, SdnFields } from './store.ts';

const dnsmasqFolder = (zone: string): string => `/etc/dnsmasq.d/${zone}`;

const textOf = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Where the zone says nothing, as Proxmox has it. */
const DEFAULT_MTU = '1500';

function defaults(zone: string, mtu = DEFAULT_MTU): string {
  const folder = dnsmasqFolder(zone);
  return [
    'except-interface=lo',
    'enable-ra',
    'quiet-ra',
    'bind-dynamic',
    'no-hosts',
    `dhcp-leasefile=/var/lib/misc/dnsmasq.${zone}.leases`,
    `dhcp-hostsfile=${folder}/ethers`,
    'dhcp-ignore=tag:!known',
    '',
    `dhcp-option=26,${mtu}`,
    `ra-param=*,mtu:${mtu},0`,
    '',
    'dhcp-option=252,"\\n"',
    'dhcp-option=vendor:MSFT,2,1i',
    'dhcp-name-match=set:wpad-ignore,wpad',
    'dhcp-ignore-names=tag:wpad-ignore',
    '',
  ].join('\n');
}

const maskOf = (bits: number): string =>
  [24, 16, 8, 0].map((shift) => String(((2 ** 32 - 2 ** (32 - bits)) / 2 ** shift) & 255)).join('.');

function subnetLines(id: string, fields: SdnFields): string[] {
  const [network = '', bits = ''] = cidrOf(id).split('/');
  const is4 = !network.includes(':');
  const gateway = textOf(fields['gateway']);
  const dns = textOf(fields['dhcp-dns-server']);
  const option = is4 ? 'option' : 'option6';
  return [
    `dhcp-range=set:${id},${network},static,${is4 ? maskOf(Number(bits)) : bits},infinite`,
    ...(is4 && gateway !== undefined ? [`dhcp-option=tag:${id},${option}:router,${gateway}`] : []),
    ...(dns === undefined ? [] : [`dhcp-option=tag:${id},${option}:dns-server,${dns}`]),
  ];
}

function writeZone(host: Host, node: string, zone: string, { groups }: RunningConfig): void {
  const at = (name: string) => ownPath(node, `${dnsmasqFolder(zone)}/${name}`);
  const fields = groups.zones.get(zone);
  const service = `uk.org.thekelleys.dnsmasq.${zone}`;
  host.write(
    ownPath(node, `/etc/default/dnsmasq.${zone}`),
    `CONFIG_DIR='${dnsmasqFolder(zone)},*.conf'\nDNSMASQ_OPTS="--conf-file=/dev/null --enable-dbus=${service}"\n`,
  );
  host.write(at('00-default.conf'), defaults(zone, textOf(fields?.['mtu'])));
  for (const name of host.list(ownPath(node, dnsmasqFolder(zone)))) {
    if (/^10-.*\.conf$/.test(name)) host.remove(at(name));
  }
  for (const [vnet, own] of [...groups.vnets].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (own['zone'] !== zone) continue;
    const subnets = [...groups.subnets].filter(([, subnet]) => subnet['vnet'] === vnet);
    const lines = subnets
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([id, subnet]) => subnetLines(id, subnet));
    if (lines.length > 0)
      host.write(at(`10-${vnet}.conf`), `${[...lines, `interface=${vnet}`].join('\n')}\n`);
  }
}

/** As the reload of a node does for every zone with DHCP, whatever nodes the zone is on. */
export function writeDnsmasq(host: Host, node: string, running: RunningConfig): void {
  for (const [zone, fields] of running.groups.zones) {
    if (fields['dhcp'] === 'dnsmasq') writeZone(host, node, zone, running);
  }
}

/** Tells the dnsmasq of this node of a card: lines of cards that have another address now go. */
export function mapCard(
  { host, node }: Session,
  zone: string,
  mac: string,
  { ip4, ip6 }: { readonly ip4?: string; readonly ip6?: string },
): void {
  const path = ownPath(node.name, `${dnsmasqFolder(zone)}/ethers`);
  const macs = readMacs(host);
  const keptOf = () =>
    (host.read(path) ?? '').split('\n').filter((line) => {
      const [known = '', first] = line.split(',');
      const cached = macs[known];
      return (
        known !== '' &&
        known !== mac &&
        cached !== undefined &&
        (cached.ip4 === undefined || cached.ip4 === first)
      );
    });
  const own = [mac, ...(ip4 === undefined ? [] : [ip4]), ...(ip6 === undefined ? [] : [`[${ip6}]`])];
  held(host, 'dnsmasq', () =>
    host.write(path, [...keptOf(), own.join(',')].map((line) => `${line}\n`).join('')),
  );
}
