/** Zones and vnets that exist become files: `phoenix import`. Edits that nobody applied are no part of them. Pure. */
import type { JsonObject } from '../../json.ts';
import type { Importable, Importing, ImportSearch, Unfit } from '../importable.ts';
import { marksIn } from '../mark-file.ts';
import type { Fields, Objects } from './config.ts';
import { sdnIn } from './live.ts';
import { cidrOf } from './spec.ts';

const FLAGS: ReadonlySet<string> = new Set([
  'vlanaware',
  'isolate-ports',
  'snat',
  'bridge-disable-mac-learning',
  'exitnodes-local-routing',
  'advertise-subnets',
  'disable-arp-nd-suppression',
]);
const NUMBERS: ReadonlySet<string> = new Set(['mtu', 'tag', 'vxlan-port', 'vrf-vxlan']);
const LISTS: ReadonlySet<string> = new Set(['nodes', 'exitnodes', 'peers']);
/** Older releases have it for other backends that no file can name. */
const UNKNOWN: ReadonlySet<string> = new Set(['dp-id', 'type']);

function valueOf(key: string, text: string): JsonObject[string] {
  if (FLAGS.has(key)) return text === '1';
  if (NUMBERS.has(key)) return Number(text);
  return LISTS.has(key) ? text.split(',') : text;
}

const entriesOf = (fields: Fields): [string, JsonObject[string]][] =>
  Object.entries(fields)
    .filter(([key]) => !UNKNOWN.has(key))
    .map(([key, text]) => [key, valueOf(key, text)]);

function zoneFile(fields: Fields): JsonObject {
  // With DHCP it is what a file has that says nothing.
  const isUsual = fields['dhcp'] !== undefined && fields['ipam'] === 'pve';
  const shown = entriesOf(fields).filter(([key]) => !(isUsual && key === 'ipam'));
  return { type: fields['type'] ?? 'simple', ...Object.fromEntries(shown), adopt: true };
}

function subnetFile(fields: Fields): JsonObject {
  const ranges = [...(fields['dhcp-range'] ?? '').matchAll(/start-address=([^,\s]+),end-address=([^,\s]+)/g)];
  return {
    ...(fields['gateway'] !== undefined && { gateway: fields['gateway'] }),
    ...(fields['snat'] !== undefined && { snat: fields['snat'] === '1' }),
    ...(ranges.length > 0 && { dhcp: ranges.map(([, first, last]) => `${first}-${last}`) }),
    ...(fields['dhcp-dns-server'] !== undefined && { dns: fields['dhcp-dns-server'] }),
    ...(fields['dnszoneprefix'] !== undefined && { dnszoneprefix: fields['dnszoneprefix'] }),
  };
}

function vnetFile(name: string, fields: Fields, running: Objects): JsonObject {
  const subnets = [...running].filter(
    ([key, subnet]) => key.startsWith('subnet:') && subnet['vnet'] === name,
  );
  const files = subnets.map(([key, subnet]) => [cidrOf(key.slice('subnet:'.length)), subnetFile(subnet)]);
  return {
    ...Object.fromEntries(entriesOf(fields)),
    ...(files.length > 0 && { subnets: Object.fromEntries(files) }),
    adopt: true,
  };
}

function importing(key: string, running: Objects): Importing {
  const [type = '', name = ''] = key.split(':');
  const fields = running.get(key) ?? {};
  return {
    id: key,
    node: null,
    vmid: null,
    names: [name],
    draft: () => ({ value: type === 'zone' ? zoneFile(fields) : vnetFile(name, fields, running), left: [] }),
    whyChanged: (path) => `Proxmox has another value at ${path}`,
  };
}

function find(type: 'zone' | 'vnet', search: ImportSearch): { found: Importing[]; unfit: Unfit[] } {
  const { snapshot, vmids, estate, ownerOf } = search;
  if (vmids) return { found: [], unfit: [] };
  const { running } = sdnIn(snapshot);
  const ours = new Set(
    estate === null ? [] : marksIn(snapshot, estate, null, `${type}:`).map(({ id }) => id),
  );
  const keys = [...running.keys()].filter((key) => key.startsWith(`${type}:`)).toSorted();
  const known = (key: string) => ours.has(key) || ownerOf(key) !== undefined;
  return {
    found: keys.filter((key) => !known(key)).map((key) => importing(key, running)),
    unfit: keys
      .filter(known)
      .map((id): Unfit => ({ id, node: null, vmid: null, why: 'it is of this estate', ours: true })),
  };
}

export const importSdn = (type: 'zone' | 'vnet'): Importable => ({
  find: (search) => find(type, search),
  essential: type === 'zone' ? ['type', 'adopt'] : ['zone', 'subnets', 'adopt'],
  apart: true,
});
