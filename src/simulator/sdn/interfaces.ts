/** /etc/network/interfaces.d/sdn of each node, which its reload of the network writes: the bridges of its vnets. */
import type { NodeFacts } from '../facts.ts';
import type { Host } from '../host.ts';
import { ownPath } from '../own-files.ts';
import { cidrOf } from './ipam.ts';
import type { RunningConfig, SdnFields } from './store.ts';

const PATH = '/etc/network/interfaces.d/sdn';

type Interfaces = Map<string, string[]>;

function simple(
  vnet: string,
  fields: SdnFields,
  mtu: SdnFields[string] | undefined,
  subnets: readonly [string, SdnFields][],
): Interfaces {
  const lines: string[] = [];
  for (const [id, { gateway, snat }] of subnets) {
    if (gateway !== undefined) lines.push(`address ${String(gateway)}/${cidrOf(id).split('/')[1] ?? ''}`);
    if (snat !== '1') continue;
    const rule = `POSTROUTING -s '${cidrOf(id)}' -o vmbr0 -j SNAT --to-source 192.0.2.1`;
    lines.push(`post-up iptables -t nat -A ${rule}`, `post-down iptables -t nat -D ${rule}`);
  }
  lines.push('bridge_ports none', 'bridge_stp off', 'bridge_fd 0', ...vlanLines(fields));
  if (mtu !== undefined) lines.push(`mtu ${String(mtu)}`);
  if (fields['alias'] !== undefined) lines.push(`alias ${String(fields['alias'])}`);
  if (subnets.some(([id, { gateway }]) => gateway !== undefined && !id.includes(':')))
    lines.push('ip-forward on');
  return new Map([[vnet, lines]]);
}

const vlanLines = (fields: SdnFields): string[] =>
  fields['vlanaware'] === '1' ? ['bridge-vlan-aware yes', 'bridge-vids 2-4094'] : [];

/** Any type that goes out by something of the node; how in detail is that type's own. */
function uplinked(vnet: string, fields: SdnFields, zone: SdnFields): Interfaces {
  const uplink = `${String(zone['bridge'] ?? 'vxlan')}.${String(fields['tag'] ?? '')}`;
  const lines = [`bridge_ports ${uplink}`, 'bridge_stp off', 'bridge_fd 0', ...vlanLines(fields)];
  if (zone['mtu'] !== undefined) lines.push(`mtu ${String(zone['mtu'])}`);
  if (fields['alias'] !== undefined) lines.push(`alias ${String(fields['alias'])}`);
  return new Map([[vnet, lines]]);
}

function interfacesOf(node: string, { groups }: RunningConfig): Interfaces {
  const all: Interfaces = new Map();
  for (const [vnet, fields] of groups.vnets) {
    const zone = groups.zones.get(String(fields['zone'] ?? ''));
    if (!zone || !isOn(zone, node)) continue;
    const subnets = [...groups.subnets].filter(([, subnet]) => subnet['vnet'] === vnet);
    const sorted = subnets.toSorted(([a], [b]) => (a < b ? -1 : 1));
    const own =
      zone['type'] === 'simple' ? simple(vnet, fields, zone['mtu'], sorted) : uplinked(vnet, fields, zone);
    for (const [name, lines] of own) all.set(name, lines);
  }
  return all;
}

const isOn = ({ nodes }: SdnFields, node: string): boolean =>
  nodes === undefined || String(nodes).split(',').includes(node);

export function interfacesText(node: string, running: RunningConfig): string {
  const blocks = [...interfacesOf(node, running)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, lines]) => `\nauto ${name}\niface ${name}\n${lines.map((line) => `\t${line}\n`).join('')}`);
  return `#version:${running.version}\n${blocks.join('')}`;
}

export const readInterfaces = (host: Host, node: string): string => host.read(ownPath(node, PATH)) ?? '';

export function writeInterfaces(host: Host, node: string, running: RunningConfig): void {
  host.write(ownPath(node, PATH), interfacesText(node, running));
}

/** The bridges that a node has by SDN, and their MTU. */
function sdnBridges(host: Host, node: string): ReadonlyMap<string, { readonly mtu: number }> {
  const found = new Map<string, { readonly mtu: number }>();
  for (const block of readInterfaces(host, node).split('\nauto ').slice(1)) {
    const name = block.split('\n')[0] ?? '';
    found.set(name, { mtu: Number(/^\tmtu (\d+)$/m.exec(block)?.[1] ?? 1500) });
  }
  return found;
}

/** Does the node have that bridge, by its own network or by SDN? */
export function bridgeOf(host: Host, node: NodeFacts, name: string): { readonly mtu: number } | null {
  const own = Object.hasOwn(node.bridges, name) ? node.bridges[name] : undefined;
  return own ?? sdnBridges(host, node.name).get(name) ?? null;
}
