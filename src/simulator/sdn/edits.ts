/** Edits of zones, vnets and subnets, with what Proxmox checks of each (PVE 9.2: PVE::API2::Network::SDN). */
import { badParameter, die } from '../failure.ts';
import type { Session } from '../session.ts';
import { addEntry, addSubnet, cidrOf, removeEntry, removeSubnet } from './ipam.ts';
import { assertToken } from './lock.ts';
import { parseAddress, parseRange, parseSubnet, isInRange } from '../../config/address-range.ts';
import { readGroup, type SdnFields, type SdnGroup, writeGroup } from './store.ts';

type Values = ReadonlyMap<string, string>;

const WHAT: Readonly<Record<SdnGroup, string>> = { zones: 'zone', vnets: 'vnet', subnets: 'subnet' };
const NOT_KEPT: ReadonlySet<string> = new Set(['lock-token', 'digest', 'delete', 'zone', 'subnet', 'vnet']);

/** Options that each type of zone takes beside those of all (PVE::Network::SDN::Zones::*Plugin). */
const COMMON = ['type', 'nodes', 'mtu', 'dns', 'reversedns', 'dnszone', 'ipam'];
const OWN: Readonly<Record<string, readonly string[]>> = {
  simple: ['dhcp'],
  vlan: ['bridge', 'bridge-disable-mac-learning'],
  qinq: ['bridge', 'bridge-disable-mac-learning', 'tag', 'vlan-protocol'],
  vxlan: ['peers', 'vxlan-port', 'fabric'],
  evpn: [
    'vrf-vxlan',
    'controller',
    'mac',
    'exitnodes',
    'exitnodes-local-routing',
    'exitnodes-primary',
    'advertise-subnets',
    'disable-arp-nd-suppression',
    'bridge-disable-mac-learning',
    'rt-import',
    'vxlan-port',
  ],
};
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  vlan: ['bridge'],
  qinq: ['bridge', 'tag'],
  evpn: ['controller', 'vrf-vxlan'],
};

function checkZone(fields: SdnFields): void {
  const type = String(fields['type']);
  for (const key of Object.keys(fields)) {
    if (![...COMMON, ...(OWN[type] ?? [])].includes(key)) badParameter(key, `unexpected property '${key}'`);
  }
  for (const key of NEEDED[type] ?? [])
    if (!fields[key]) die(`missing value for required option '${key}'`, 2);
  if (fields['ipam'] !== undefined && fields['ipam'] !== 'pve')
    badParameter('ipam', `${String(fields['ipam'])} not existing`);
}

function checkVnet(session: Session, id: string, fields: SdnFields): void {
  const zones = readGroup(session.host, 'zones');
  const zone =
    zones.get(String(fields['zone'])) ?? die(`sdn zone '${String(fields['zone'])}' does not exist`);
  const tag = fields['tag'];
  if (zone['type'] === 'simple' && tag !== undefined)
    badParameter('tag', 'vlan tag is not allowed on simple zone');
  if (zone['type'] !== 'simple' && tag === undefined) badParameter('tag', 'missing vlan tag');
  if (zone['type'] === 'vlan' && Number(tag) > 4096) badParameter('tag', 'vlan tag max value is 4096');
  for (const [other, vnet] of readGroup(session.host, 'vnets')) {
    if (other !== id && tag !== undefined && vnet['zone'] === fields['zone'] && vnet['tag'] === tag)
      badParameter('tag', `tag ${String(tag)} already exist in vnet ${other}`);
  }
  if (fields['vlanaware'] === '1' && subnetsOf(session, id).length > 0)
    badParameter('vlanaware', 'vlanaware vnet is not compatible with subnets');
}

const subnetsOf = ({ host }: Session, vnet: string): string[] =>
  [...readGroup(host, 'subnets')].flatMap(([id, fields]) => (fields['vnet'] === vnet ? [id] : []));

function checkSubnet(session: Session, id: string, fields: SdnFields): void {
  const cidr = cidrOf(id);
  const vnet = readGroup(session.host, 'vnets').get(String(fields['vnet']));
  if (!vnet) badParameter('vnet', `${String(fields['vnet'])} don't exist`);
  if (vnet['vlanaware'] === '1') badParameter('vnet', "you can't add a subnet on a vlanaware vnet");
  const range = parseSubnet(cidr) ?? die(`${cidr} is no network`);
  const gateway = fields['gateway'] === undefined ? null : parseAddress(String(fields['gateway']));
  if (gateway && !isInRange(gateway, range) && !cidr.endsWith('/32'))
    badParameter('gateway', `${String(fields['gateway'])} is not in subnet ${cidr}`);
  for (const text of [fields['dhcp-range'] ?? []].flat()) {
    const [, first = '', last = ''] = /start-address=([^,]+),end-address=([^,]+)/.exec(text) ?? [];
    const own = parseRange(`${first}-${last}`);
    if (!own || own.first < range.first || own.last > range.last)
      badParameter('dhcp-range', `start-address ${first} is not in subnet ${cidr}`);
  }
}

/** IPAM keeps the gateway of a subnet, from its edit on. */
function trackSubnet(session: Session, id: string, before: SdnFields | null, after: SdnFields): void {
  const [zone = ''] = id.split('-');
  if (!readGroup(session.host, 'zones').get(zone)?.['ipam']) return;
  addSubnet(session.host, zone, id);
  const [old, now] = [before?.['gateway'], after['gateway']];
  if (cidrOf(id).endsWith('/32') || old === now) return;
  if (typeof now === 'string') addEntry(session.host, zone, id, now, { gateway: 1 });
  if (typeof old === 'string') removeEntry(session.host, zone, id, old, null);
}

function fieldsIn(group: SdnGroup, values: Values): SdnFields {
  const kept = [...values].filter(([key]) => {
    if (key === 'type') return group === 'zones';
    return (
      !NOT_KEPT.has(key) || (group === 'vnets' && key === 'zone') || (group === 'subnets' && key === 'vnet')
    );
  });
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === 'dhcp-range' ? value.split('\0') : value]),
  );
}

function check(session: Session, group: SdnGroup, id: string, fields: SdnFields): void {
  if (group === 'zones') checkZone(fields);
  else if (group === 'vnets') checkVnet(session, id, fields);
  else checkSubnet(session, id, fields);
}

/** A vnet's and a subnet's section has a type that the JSON tells too. */
const typed = (group: SdnGroup, fields: SdnFields): SdnFields =>
  group === 'zones' ? fields : { type: WHAT[group], ...fields };

export function createObject(session: Session, group: SdnGroup, id: string, values: Values): void {
  assertToken(session, `create sdn ${WHAT[group]} object failed`, values.get('lock-token'));
  const objects = readGroup(session.host, group);
  if (objects.has(id))
    die(`create sdn ${WHAT[group]} object failed: sdn ${WHAT[group]} object ID '${id}' already defined`);
  const fields = fieldsIn(group, values);
  check(session, group, id, fields);
  if (group === 'subnets') trackSubnet(session, id, null, fields);
  writeGroup(session.host, group, new Map([...objects, [id, typed(group, fields)]]));
}

export function updateObject(session: Session, group: SdnGroup, id: string, values: Values): void {
  const what = `update sdn ${WHAT[group]} object failed`;
  assertToken(session, what, values.get('lock-token'));
  const objects = readGroup(session.host, group);
  const before = objects.get(id) ?? die(`${what}: sdn ${WHAT[group]} '${id}' does not exist`);
  const gone = (values.get('delete') ?? '').split(/[\s,;]+/);
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !gone.includes(key)));
  const { type, ...fields }: SdnFields = { ...kept, ...fieldsIn(group, values) };
  const all: SdnFields = group === 'zones' && type !== undefined ? { type, ...fields } : fields;
  if (group === 'zones' && all['ipam'] !== before['ipam'] && subnetsInZone(session, id))
    badParameter('ipam', "can't change ipam if a subnet is already defined in this zone");
  if (group === 'vnets' && all['zone'] !== before['zone'] && subnetsOf(session, id).length > 0)
    badParameter('zone', "can't change zone if subnets exist");
  check(session, group, id, all);
  if (group === 'subnets') trackSubnet(session, id, before, all);
  writeGroup(session.host, group, new Map([...objects, [id, typed(group, all)]]));
}

const subnetsInZone = ({ host }: Session, zone: string): boolean =>
  [...readGroup(host, 'subnets').keys()].some((id) => id.startsWith(`${zone}-`));

export function deleteObject(session: Session, group: SdnGroup, id: string, values: Values): void {
  const what = `delete sdn ${WHAT[group]} object failed`;
  assertToken(session, what, values.get('lock-token'));
  const { host } = session;
  const objects = readGroup(host, group);
  if (!objects.has(id)) die(`${what}: sdn ${WHAT[group]} '${id}' does not exist`);
  if (group === 'zones') {
    const user = [...readGroup(host, 'vnets')].find(([, fields]) => fields['zone'] === id);
    if (user) die(`${what}: zone ${id} is used by vnet ${user[0]}`);
  }
  if (group === 'vnets' && subnetsOf(session, id).length > 0)
    badParameter('vnet', "Can't delete vnet if subnets exists");
  if (group === 'subnets') {
    const [zone = ''] = id.split('-');
    if (readGroup(host, 'zones').get(zone)?.['ipam']) removeSubnet(host, zone, id);
  }
  objects.delete(id);
  writeGroup(host, group, objects);
}
