/** `/pools`: made, filled, emptied and removed. */
import { isObject, type Json } from '../../json.ts';
import { die } from '../failure.ts';
import { splitList } from '../formats.ts';
import { ownerOf } from '../guests.ts';
import { dropFromPools, type Pool, poolOf, readPools, writePools } from '../pools.ts';
import { held } from '../shared-files.ts';
import { readStorages } from '../storage/storages.ts';
import { api, type ApiCall, type Route } from './route.ts';
import { clusterRoutes } from './cluster.ts';

const idOf = ({ values }: ApiCall) => values.get('poolid') ?? '';

const required = (call: ApiCall): Pool =>
  readPools(call.session.host).get(idOf(call)) ?? die(`pool '${idOf(call)}' does not exist`);

const comment = (pool: Pool) => (pool.comment === '' ? {} : { comment: pool.comment });

/** Guests as `/cluster/resources` shows them, and storages. */
function members(call: ApiCall, pool: Pool): Json[] {
  const resources = clusterRoutes.find(({ path }) => path === '/cluster/resources');
  const all = resources?.run({ session: call.session, values: new Map([['type', 'vm']]) });
  const guests = (Array.isArray(all) ? (all as readonly Json[]) : []).flatMap((guest) => {
    if (!isObject(guest) || !pool.guests.includes(Number(guest['vmid']))) return [];
    const { pool: _, ...rest } = guest;
    return [rest];
  });
  const storages = pool.storages.map((storage): Json => ({
    id: `storage/${call.session.node.name}/${storage}`,
    storage,
    type: 'storage',
  }));
  return [...guests, ...storages];
}

function create(call: ApiCall): undefined {
  const pools = readPools(call.session.host);
  if (pools.has(idOf(call))) die(`create pool failed: pool '${idOf(call)}' already exists`);
  const [, parent] = /^(.*)\/[^/]+$/.exec(idOf(call)) ?? [];
  if (parent !== undefined && !pools.has(parent))
    die(`create pool failed: parent '${parent}' of pool '${idOf(call)}' does not exist`);
  pools.set(idOf(call), { comment: call.values.get('comment') ?? '', guests: [], storages: [] });
  writePools(call.session.host, pools);
}

function remove(call: ApiCall): undefined {
  const { host } = call.session;
  const pools = readPools(host);
  const pool = pools.get(idOf(call)) ?? die(`delete pool failed: pool '${idOf(call)}' does not exist`);
  const inside = [...pools.keys()].find((id) => id.startsWith(`${idOf(call)}/`));
  if (inside !== undefined)
    die(`delete pool failed: pool '${idOf(call)}' is not empty (contains pool '${inside}')`);
  const [guest] = pool.guests;
  if (guest !== undefined)
    die(`delete pool failed: pool '${idOf(call)}' is not empty (contains VM ${guest})`);
  const [storage] = pool.storages;
  if (storage !== undefined)
    die(`delete pool failed: pool '${idOf(call)}' is not empty (contains storage ${storage})`);
  pools.delete(idOf(call));
  writePools(host, pools);
}

function changeGuests(
  call: ApiCall,
  pool: Pool,
  vmids: readonly number[],
  remove: boolean,
): readonly number[] {
  const { host } = call.session;
  for (const vmid of vmids) {
    const isMember = pool.guests.includes(vmid);
    if (remove && !isMember) die(`update pools failed: VM ${vmid} is not a pool member`);
    if (remove) continue;
    if (isMember) die(`update pools failed: VM ${vmid} is already a pool member`);
    if (!ownerOf(host, vmid)) die(`update pools failed: VM ${vmid} does not exist`);
    const other = poolOf(host, vmid);
    if (other !== null && call.values.get('allow-move') !== '1') {
      die(`update pools failed: VM ${vmid} belongs already to pool '${other}' and 'allow-move' is not set`);
    }
    dropFromPools(host, vmid);
  }
  return remove ? pool.guests.filter((guest) => !vmids.includes(guest)) : [...pool.guests, ...vmids];
}

function changeStorages(
  call: ApiCall,
  pool: Pool,
  ids: readonly string[],
  remove: boolean,
): readonly string[] {
  for (const id of ids) {
    const isMember = pool.storages.includes(id);
    if (remove && !isMember) die(`update pools failed: Storage '${id}' is not a pool member`);
    if (!remove && isMember) die(`update pools failed: Storage '${id}' is already a pool member`);
    if (!remove && !readStorages(call.session.host).has(id))
      die(`update pools failed: storage '${id}' does not exist`);
  }
  return remove ? pool.storages.filter((storage) => !ids.includes(storage)) : [...pool.storages, ...ids];
}

function update(call: ApiCall): undefined {
  const { session, values } = call;
  const pool =
    readPools(session.host).get(idOf(call)) ??
    die(`update pools failed: pool '${idOf(call)}' does not exist`);
  const removal = values.get('delete') === '1';
  const guests = changeGuests(call, pool, splitList(values.get('vms') ?? '').map(Number), removal);
  const storages = changeStorages(call, pool, splitList(values.get('storage') ?? ''), removal);
  const changed = { comment: values.get('comment') ?? pool.comment, guests, storages };
  writePools(session.host, new Map([...readPools(session.host), [idOf(call), changed]]));
}

const list = (call: ApiCall): Json => {
  const wanted = call.values.get('poolid');
  return [...readPools(call.session.host)]
    .filter(([id]) => wanted === undefined || id === wanted)
    .map(([poolid, pool]): Json => ({
      poolid,
      ...comment(pool),
      ...(wanted === undefined ? {} : { members: members(call, pool) }),
    }));
};

const read = (call: ApiCall): Json => ({
  poolid: idOf(call),
  ...comment(required(call)),
  members: members(call, required(call)),
});

/** Reads, changes and writes the file as one. */
const edit =
  (change: (call: ApiCall) => undefined) =>
  (call: ApiCall): undefined =>
    held(call.session.host, 'pools', () => change(call));

export const poolRoutes: readonly Route[] = [
  api('GET /pools', list),
  api('POST /pools', edit(create)),
  api('PUT /pools', edit(update)),
  api('DELETE /pools', edit(remove)),
  api('GET /pools/{poolid}', read),
  api('PUT /pools/{poolid}', edit(update)),
  api('DELETE /pools/{poolid}', edit(remove)),
];
