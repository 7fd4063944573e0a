/** `/version`, `/nodes`, `/cluster`: what there is, as a whole. */
import type { Json } from '../../json.ts';
import { digest } from '../../node/conf.ts';
import { nodeNames, readFacts } from '../facts.ts';
import { draftOf } from '../conf-store.ts';
import { badParameter, die } from '../failure.ts';
import { guestStatus } from '../guest-status.ts';
import { confPath, guestsOf, ownerOf } from '../guests.ts';
import { readResources, resourcesText, changeResources } from '../ha.ts';
import { poolOf } from '../pools.ts';
import { vmStatuses } from '../qm/show.ts';
import { type Session, sessionWith } from '../session.ts';
import { storageStatuses } from '../pvesm/status.ts';
import { api, type ApiCall, count, type Route, route, text } from './route.ts';

const RELEASES: Readonly<Record<string, { readonly version: string; readonly repoid: string }>> = {
  '9.2': { version: '9.2.11', repoid: '14a22df3' },
  '8.4': { version: '8.4.14', repoid: 'b502d23c' },
};

function version({ session }: ApiCall): Json {
  const release = session.node.pve;
  return { release, ...(RELEASES[release] ?? { version: `${release}.0`, repoid: '00000000' }) };
}

const nodeEntry = (name: string): Json => ({
  id: `node/${name}`,
  node: name,
  ssl_fingerprint: null,
  status: 'online',
  type: 'node',
});

/** What `/cluster/resources` takes of a guest's status. */
const KEPT = [
  'disk',
  'diskread',
  'diskwrite',
  'maxdisk',
  'maxmem',
  'mem',
  'name',
  'netin',
  'netout',
  'status',
  'uptime',
  'vmid',
  'cpu',
  'tags',
  'lock',
];

function guestResource(
  session: Session,
  type: 'lxc' | 'qemu',
  status: Readonly<Record<string, Json>>,
  isTemplate: boolean,
): Json {
  const vmid = Number(status['vmid']);
  const pool = poolOf(session.host, vmid);
  return {
    ...Object.fromEntries(KEPT.flatMap((key) => (status[key] === undefined ? [] : [[key, status[key]]]))),
    type,
    id: `${type}/${vmid}`,
    node: session.node.name,
    maxcpu: Number(status['cpus']),
    memhost: 0,
    template: isTemplate ? 1 : 0,
    ...(pool === null ? {} : { pool }),
  };
}

/** All guests, seen from pvestatd. */
function guestResources(session: Session): Json[] {
  return nodeNames(session.host).flatMap((name) => {
    const there = sessionWith(session, { node: readFacts(session.host, name) });
    const containers = guestsOf(session.host, name).map((vmid) => {
      const draft = draftOf(session.host.read(confPath(name, vmid)) ?? '', vmid);
      const isTemplate = draft.options.get('template') === '1';
      return guestResource(there, 'lxc', guestStatus(there, vmid, draft), isTemplate);
    });
    const machines = vmStatuses(there).map((status) =>
      guestResource(there, 'qemu', status, status['template'] === 1),
    );
    return [...containers, ...machines];
  });
}

function storageResources(session: Session): Json[] {
  return nodeNames(session.host).flatMap((name) =>
    storageStatuses(sessionWith(session, { node: readFacts(session.host, name) }), new Map()).map(
      ({ storage, active, total, used }): Json => ({
        id: `storage/${name}/${storage.id}`,
        node: name,
        storage: storage.id,
        type: 'storage',
        plugintype: storage.type,
        content: storage.content.join(','),
        shared: storage.shared ? 1 : 0,
        status: active ? 'available' : 'unknown',
        disk: used,
        maxdisk: total,
      }),
    ),
  );
}

function resources({ session, values }: ApiCall): Json {
  const type = values.get('type');
  const nodes = nodeNames(session.host).map((name): Json => ({
    id: `node/${name}`,
    node: name,
    status: 'online',
    type: 'node',
  }));
  return [
    ...(type === undefined || type === 'vm' ? guestResources(session) : []),
    ...(type === undefined || type === 'node' ? nodes : []),
    ...(type === undefined || type === 'storage' ? storageResources(session) : []),
  ];
}

/** The lowest free VMID, or the given one when it is free; nothing is reserved. */
function nextid({ session, values }: ApiCall): Json {
  const asked = values.get('vmid');
  const used = (vmid: number) => ownerOf(session.host, vmid) !== null;
  if (asked !== undefined) {
    if (used(Number(asked))) badParameter('vmid', `VM ${asked} already exists`);
    return asked;
  }
  const range = /^next-id:\s*(.*)$/m.exec(session.host.read('/etc/pve/datacenter.cfg') ?? '')?.[1] ?? '';
  const lower = Number(/lower=(\d+)/.exec(range)?.[1] ?? 100);
  const upper = Number(/upper=(\d+)/.exec(range)?.[1] ?? 1_000_000);
  for (let vmid = lower; vmid < upper; vmid += 1) if (!used(vmid)) return String(vmid);
  return die(`unable to get any free VMID in range [${lower}, ${upper - 1}]`);
}

/** Members of the cluster, with the addresses that documentation uses. */
function clusterStatus({ session }: ApiCall): Json {
  return nodeNames(session.host).map((name, index): Json => ({
    id: `node/${name}`,
    ip: `192.0.2.${index + 2}`,
    level: '',
    local: name === session.node.name ? 1 : 0,
    name,
    nodeid: index,
    online: 1,
    type: 'node',
  }));
}

function haResources({ session }: ApiCall): Json {
  const sum = digest(resourcesText(session.host));
  return [...readResources(session.host)].map(([sid, properties]): Json => ({
    ...Object.fromEntries(properties),
    sid,
    type: sid.split(':')[0] ?? '',
    digest: sum,
  }));
}

function addHaResource({ session, values }: ApiCall): undefined {
  const sid = values.get('sid') ?? '';
  const properties = [...values].filter(([key]) => key !== 'sid');
  changeResources(session.host, (all) => {
    if (all.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
    all.set(sid, new Map([['state', 'started'], ...properties]));
  });
}

function removeHaResource({ session, values }: ApiCall): undefined {
  const sid = values.get('sid') ?? '';
  changeResources(session.host, (all) => {
    if (!all.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
  });
}

/** Bridges as their addresses in the node's facts: the file /etc/network/interfaces is not modelled. */
function network({ session, values }: ApiCall): Json {
  const type = values.get('type');
  if (type !== undefined && !/^(?:any_)?(?:local_)?bridge$/.test(type)) return [];
  return Object.keys(session.node.bridges).map((iface): Json => ({
    active: 1,
    autostart: 1,
    iface,
    method: 'manual',
    method6: 'manual',
    type: 'bridge',
  }));
}

export const clusterRoutes: readonly Route[] = [
  route('get', '/version', {}, version),
  route('get', '/nodes', {}, ({ session }) => nodeNames(session.host).map(nodeEntry)),
  route('get', '/nodes/{node}/version', {}, version),
  route('get', '/nodes/{node}/network', { type: text }, network),
  route(
    'get',
    '/cluster/resources',
    { type: { ...text, enum: ['vm', 'storage', 'node', 'sdn'] } },
    resources,
  ),
  route('get', '/cluster/nextid', { vmid: { ...count, minimum: 100 } }, nextid),
  route('get', '/cluster/status', {}, clusterStatus),
  api('GET /cluster/ha/resources', haResources),
  api('POST /cluster/ha/resources', addHaResource),
  api('DELETE /cluster/ha/resources/{sid}', removeHaResource),
];
