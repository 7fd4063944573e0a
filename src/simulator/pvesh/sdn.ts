/** `/cluster/sdn`: zones, vnets and subnets, their lock, their commit, and who has which address. */
import type { Json, JsonObject } from '../../json.ts';
import { parseAddress, parseSubnet, isInRange } from '../../config/address-range.ts';
import { die } from '../failure.ts';
import { forgiving } from '../pct/forgiving.ts';
import { commit, reloadNode } from '../sdn/commit.ts';
import { createObject, deleteObject, updateObject } from '../sdn/edits.ts';
import { interfacesText, readInterfaces } from '../sdn/interfaces.ts';
import { addEntry, addressesOf, cidrOf, readDb, removeEntry } from '../sdn/ipam.ts';
import { assertToken, freeLock, takeLock } from '../sdn/lock.ts';
import {
  hasPending,
  readGroup,
  readRunning,
  rollbackGroups,
  type SdnFields,
  type SdnGroup,
} from '../sdn/store.ts';
import { held } from '../shared-files.ts';
import { lastTask } from '../tasks.ts';
import { api, type ApiCall, type Route } from './route.ts';

const text = ({ values }: ApiCall, name: string): string => values.get(name) ?? '';

function subnetId(call: ApiCall): string {
  const zone = readGroup(call.session.host, 'vnets').get(text(call, 'vnet'))?.['zone'];
  return `${String(zone ?? '')}-${text(call, 'subnet').replace('/', '-')}`;
}

/** Subnets are named by their CIDR when they are made, and by their id afterwards. */
const idOf = (call: ApiCall, group: SdnGroup): string =>
  group === 'subnets' ? text(call, 'subnet') : text(call, group === 'zones' ? 'zone' : 'vnet');

/** The path names a vnet also where no field of a subnet does. */
const edit =
  (group: SdnGroup, work: typeof createObject, id: (call: ApiCall) => string = (call) => idOf(call, group)) =>
  (call: ApiCall): undefined => {
    held(call.session.host, 'sdn', () => work(call.session, group, id(call), call.values));
  };

const shown = (name: string, id: string, { type, ...fields }: SdnFields): Json => ({
  [name]: id,
  type: type ?? 'vnet',
  ...fields,
});

const list =
  (group: SdnGroup, name: string) =>
  ({ session }: ApiCall): Json =>
    [...readGroup(session.host, group)].map(([id, fields]) => shown(name, id, fields));

const one =
  (group: SdnGroup, name: string) =>
  (call: ApiCall): Json => {
    const id = idOf(call, group);
    const fields =
      readGroup(call.session.host, group).get(id) ?? die(`sdn ${name} '${id}' does not exist`, 2);
    return shown(name, id, fields);
  };

function lock({ session, values }: ApiCall): Json {
  return held(session.host, 'sdn', () => {
    assertToken(session, 'could not acquire lock for SDN config', undefined);
    if (values.get('allow-pending') !== '1' && hasPending(session.host))
      die('could not acquire lock for SDN config: configuration has pending changes');
    return takeLock(session);
  });
}

function unlock({ session, values }: ApiCall): undefined {
  if (values.get('force') !== '1') assertToken(session, 'could not release lock', values.get('lock-token'));
  freeLock(session.host);
}

function rollback({ session, values }: ApiCall): undefined {
  const token = values.get('lock-token');
  assertToken(session, 'could not rollback SDN configuration', token);
  held(session.host, 'sdn', () => rollbackGroups(session.host));
  if (token !== undefined && values.get('release-lock') !== '0') freeLock(session.host);
}

function apply({ session, values }: ApiCall): Json {
  return forgiving(session, () => {
    commit(session, values.get('lock-token'), values.get('release-lock') !== '0');
    return lastTask(session) ?? '';
  });
}

/** Lines of one text that the other has not, as `diff -u` marks them. */
function difference(before: string, after: string): string | undefined {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !now.includes(line)).map((line) => `-${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `+${line}`);
  return gone.length + come.length === 0 ? undefined : `${[...gone, ...come].join('\n')}\n`;
}

function dryRun({ session }: ApiCall): Json {
  const { host, node } = session;
  const running = readRunning(host);
  const groups = {
    zones: readGroup(host, 'zones'),
    vnets: readGroup(host, 'vnets'),
    subnets: readGroup(host, 'subnets'),
  };
  const after = interfacesText(node.name, { version: running.version, groups });
  const diff = difference(readInterfaces(host, node.name), after);
  return diff === undefined ? {} : { 'interfaces-diff': diff };
}

function subnetWith(call: ApiCall, ip: string): { zone: string; id: string } {
  const address = parseAddress(ip);
  const vnet = text(call, 'vnet');
  const { host } = call.session;
  const found = [...readRunning(host).groups.subnets].find(([id, fields]) => {
    const range = parseSubnet(cidrOf(id));
    return fields['vnet'] === vnet && address !== null && range !== null && isInRange(address, range);
  });
  const id = found?.[0] ?? die(`can't find any subnet for ip ${ip}`);
  return { zone: id.split('-')[0] ?? '', id };
}

function addIp(call: ApiCall, vmid?: string): void {
  const ip = text(call, 'ip');
  const { zone, id } = subnetWith(call, ip);
  addEntry(call.session.host, zone, id, ip, { mac: text(call, 'mac'), ...(vmid !== undefined && { vmid }) });
}

function deleteIp(call: ApiCall): undefined {
  const ip = text(call, 'ip');
  const { zone, id } = subnetWith(call, ip);
  removeEntry(call.session.host, zone, id, ip, text(call, 'mac'));
}

/** The card's old address is freed first, and comes back where the new one cannot be had. */
function moveIp(call: ApiCall): undefined {
  const [ip, mac] = [text(call, 'ip'), text(call, 'mac')];
  const { zone } = subnetWith(call, ip);
  const { ip4, ip6 } = addressesOf(call.session.host, zone, mac);
  const old = ip.includes(':') ? ip6 : ip4;
  if (old !== undefined) removeEntry(call.session.host, zone, subnetWith(call, old).id, old, mac);
  const vmid = call.values.get('vmid');
  try {
    addIp(call, vmid);
  } catch (error) {
    if (old !== undefined) {
      const entry = { mac, ...(vmid !== undefined && { vmid }) };
      addEntry(call.session.host, zone, subnetWith(call, old).id, old, entry);
    }
    throw error;
  }
}

function status({ session }: ApiCall): Json {
  const { groups } = readRunning(session.host);
  return Object.entries(readDb(session.host).zones).flatMap(([zone, { subnets }]): JsonObject[] => {
    if (!groups.zones.get(zone)?.['dhcp']) return [];
    return Object.entries(subnets).flatMap(([subnet, { ips }]) => {
      const vnet = [...groups.subnets].find(
        ([id]) => id.startsWith(`${zone}-`) && cidrOf(id) === subnet,
      )?.[1]['vnet'];
      if (vnet === undefined) return [];
      return Object.entries(ips).map(([ip, entry]): JsonObject => {
        const vmid = entry.vmid === undefined ? {} : { vmid: Number(entry.vmid) };
        return { ...entry, ...vmid, zone, subnet, ip, vnet: String(vnet) };
      });
    });
  });
}

export const sdnRoutes: readonly Route[] = [
  api('GET /cluster/sdn/zones', list('zones', 'zone')),
  api('POST /cluster/sdn/zones', edit('zones', createObject)),
  api('GET /cluster/sdn/zones/{zone}', one('zones', 'zone')),
  api('PUT /cluster/sdn/zones/{zone}', edit('zones', updateObject)),
  api('DELETE /cluster/sdn/zones/{zone}', edit('zones', deleteObject)),
  api('GET /cluster/sdn/vnets', list('vnets', 'vnet')),
  api('POST /cluster/sdn/vnets', edit('vnets', createObject)),
  api('GET /cluster/sdn/vnets/{vnet}', one('vnets', 'vnet')),
  api('PUT /cluster/sdn/vnets/{vnet}', edit('vnets', updateObject)),
  api('DELETE /cluster/sdn/vnets/{vnet}', edit('vnets', deleteObject)),
  api('POST /cluster/sdn/vnets/{vnet}/subnets', edit('subnets', createObject, subnetId)),
  api('PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}', edit('subnets', updateObject)),
  api('DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}', edit('subnets', deleteObject)),
  api('POST /cluster/sdn/vnets/{vnet}/ips', (call) => {
    addIp(call);
    return undefined;
  }),
  api('PUT /cluster/sdn/vnets/{vnet}/ips', moveIp),
  api('DELETE /cluster/sdn/vnets/{vnet}/ips', deleteIp),
  api('GET /cluster/sdn/ipams/{ipam}/status', status),
  api('POST /cluster/sdn/lock', lock),
  api('DELETE /cluster/sdn/lock', unlock),
  api('POST /cluster/sdn/rollback', rollback),
  api('GET /cluster/sdn/dry-run', dryRun),
  api('PUT /cluster/sdn', apply),
  api('PUT /nodes/{node}/network', ({ session }) => {
    reloadNode(session, session.node.name);
    return lastTask(session) ?? undefined;
  }),
];
