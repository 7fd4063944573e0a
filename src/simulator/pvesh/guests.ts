/** `/nodes/N/lxc`: containers. What `pct` does too is `pct`'s code. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import type { Json } from '../../json.ts';
import { checkLock, draftOf, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { die } from '../failure.ts';
import { guestStatus } from '../guest-status.ts';
import { confPath, guestsOf, isRunning } from '../guests.ts';
import { isHaResource } from '../ha.ts';
import { pctClone } from '../pct/clone.ts';
import { pctCreate } from '../pct/create.ts';
import { pctDelsnapshot } from '../pct/delsnapshot.ts';
import { pctDestroy } from '../pct/destroy.ts';
import { snapshotEntries } from '../pct/listsnapshot.ts';
import { pctMigrate } from '../pct/migrate.ts';
import { mountsOf } from '../pct/mount-list.ts';
import { pctMoveVolume } from '../pct/move-volume.ts';
import { pctResize } from '../pct/resize.ts';
import { pctRollback } from '../pct/rollback.ts';
import { pctSet } from '../pct/set.ts';
import { pctSnapshot } from '../pct/snapshot.ts';
import { pctReboot, pctShutdown, pctStart, pctStop } from '../pct/start.ts';
import { pctSuspend, pctResume } from '../pct/suspend.ts';
import { pctTemplate } from '../pct/template.ts';
import type { Session } from '../session.ts';
import { diskHas } from '../storage/disks.ts';
import { configJson, pendingJson, sectionJson } from './config-json.ts';
import { type ApiCall, commandRoute, flag, type Route, route, text } from './route.ts';

const LXC = '/nodes/{node}/lxc';
const GUEST = `${LXC}/{vmid}`;

const vmidOf = ({ values }: ApiCall) => Number(values.get('vmid'));
const draftFor = (call: ApiCall) => loadConf(call.session, vmidOf(call));

function listGuests(session: Session): Json[] {
  return guestsOf(session.host, session.node.name).map((vmid) => {
    const draft = draftOf(session.host.read(confPath(session.node.name, vmid)) ?? '', vmid);
    return guestStatus(session, vmid, draft);
  });
}

function config(call: ApiCall): Json {
  const draft = draftFor(call);
  const snapshot = call.values.get('snapshot');
  if (snapshot === undefined) return configJson(draft, call.values.get('current') === '1');
  const section = draft.snapshots.get(snapshot) ?? die(`snapshot '${snapshot}' does not exist`);
  return { ...sectionJson(section, true), digest: draft.digest ?? '' };
}

function listSnapshots(call: ApiCall): Json {
  const draft = draftFor(call);
  return snapshotEntries(draft).map(({ name, parent, snaptime, description }): Json => ({
    name,
    description,
    ...(parent === null ? {} : { parent }),
    ...(snaptime === null
      ? { digest: draft.digest ?? '', running: isRunning(call.session.host, vmidOf(call)) ? 1 : 0 }
      : { snaptime }),
  }));
}

function describeSnapshot(call: ApiCall): undefined {
  const { session, values } = call;
  const [vmid, snapname, description] = [
    vmidOf(call),
    values.get('snapname') ?? '',
    values.get('description'),
  ];
  if (description === undefined) return;
  withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    checkLock(draft);
    const section = draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`);
    section.description = description === '' ? null : `${description.replace(/\n+$/, '')}\n`;
    writeConf(session, vmid, draft);
  });
}

const snapshotConfig = (call: ApiCall): Json => {
  const snapname = call.values.get('snapname') ?? '';
  return sectionJson(
    draftFor(call).snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`),
    false,
  );
};

/** The link-local address that a network address makes. */
function linkLocal(mac: string): string {
  const bytes = mac.split(':').map((part) => Number.parseInt(part, 16));
  bytes[0] = (bytes[0] ?? 0) ^ 2;
  const all = [...bytes.slice(0, 3), 0xff, 0xfe, ...bytes.slice(3)];
  const groups = [0, 2, 4, 6].map((at) => (((all[at] ?? 0) << 8) | (all[at + 1] ?? 0)).toString(16));
  return `fe80::${groups.join(':')}`;
}

function interfaceJson(name: string, mac: string, addresses: readonly string[]): Json {
  const list = addresses.map((address): Json => {
    const [ip = '', prefix = ''] = address.split('/');
    return { 'ip-address': ip, 'ip-address-type': ip.includes(':') ? 'inet6' : 'inet', prefix };
  });
  const first = (v6: boolean) => addresses.find((address) => address.includes(':') === v6);
  const [inet, inet6] = [first(false), first(true)];
  return {
    name,
    hwaddr: mac,
    'hardware-address': mac,
    'ip-addresses': list,
    ...(inet === undefined ? {} : { inet }),
    ...(inet6 === undefined ? {} : { inet6 }),
  };
}

function interfaces(call: ApiCall): Json {
  const { options } = draftFor(call);
  if (!isRunning(call.session.host, vmidOf(call))) return null;
  const nets = [...options].filter(([key]) => /^net\d+$/.test(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    interfaceJson('lo', '00:00:00:00:00:00', ['127.0.0.1/8', '::1/128']),
    ...nets.map(([, value]) => {
      const net = parsePropertyString(FAMILIES.net, value);
      const mac = (net.get('hwaddr') ?? '').toLowerCase();
      const given = [net.get('ip'), net.get('ip6')].filter(
        (address): address is string => address?.includes('/') === true,
      );
      return interfaceJson(net.get('name') ?? '', mac, [...given, `${linkLocal(mac)}/64`]);
    }),
  ];
}

function hasFeature(call: ApiCall): Json {
  const [feature = '', snapname = null] = [call.values.get('feature'), call.values.get('snapname')];
  const draft = draftFor(call);
  const section =
    snapname === null
      ? draft
      : (draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`));
  const has = mountsOf(section.options).every(({ volume, type }) => {
    if (feature === 'copy') return type === 'volume';
    return diskHas(call.session, feature === 'clone' ? 'clone' : 'snapshot', volume, snapname);
  });
  return { hasFeature: has ? 1 : 0 };
}

function currentStatus(call: ApiCall): Json {
  const vmid = vmidOf(call);
  const managed = isHaResource(call.session.host, vmid) ? 1 : 0;
  return { ...guestStatus(call.session, vmid, draftFor(call)), ha: { managed } };
}

export const guestRoutes: readonly Route[] = [
  route('get', LXC, {}, ({ session }) => listGuests(session)),
  commandRoute('create', LXC, 'pct create', pctCreate),
  commandRoute('delete', GUEST, 'pct destroy', pctDestroy),
  route('get', `${GUEST}/config`, { current: flag, snapshot: text }, config),
  commandRoute('set', `${GUEST}/config`, 'pct set', pctSet),
  route('get', `${GUEST}/pending`, {}, (call) => pendingJson(draftFor(call))),
  route('get', `${GUEST}/status/current`, {}, currentStatus),
  commandRoute('create', `${GUEST}/status/start`, 'pct start', pctStart),
  commandRoute('create', `${GUEST}/status/stop`, 'pct stop', pctStop),
  commandRoute('create', `${GUEST}/status/shutdown`, 'pct shutdown', pctShutdown),
  commandRoute('create', `${GUEST}/status/reboot`, 'pct reboot', pctReboot),
  commandRoute('create', `${GUEST}/status/suspend`, 'pct suspend', pctSuspend),
  commandRoute('create', `${GUEST}/status/resume`, 'pct resume', pctResume),
  route('get', `${GUEST}/snapshot`, {}, listSnapshots),
  commandRoute('create', `${GUEST}/snapshot`, 'pct snapshot', pctSnapshot),
  route('get', `${GUEST}/snapshot/{snapname}/config`, {}, snapshotConfig),
  route('set', `${GUEST}/snapshot/{snapname}/config`, { description: text }, describeSnapshot),
  commandRoute('delete', `${GUEST}/snapshot/{snapname}`, 'pct delsnapshot', pctDelsnapshot),
  commandRoute('create', `${GUEST}/snapshot/{snapname}/rollback`, 'pct rollback', pctRollback),
  commandRoute('create', `${GUEST}/clone`, 'pct clone', pctClone),
  commandRoute('create', `${GUEST}/template`, 'pct template', pctTemplate),
  commandRoute('set', `${GUEST}/resize`, 'pct resize', pctResize),
  commandRoute('create', `${GUEST}/move_volume`, 'pct move-volume', pctMoveVolume),
  commandRoute('create', `${GUEST}/migrate`, 'pct migrate', pctMigrate),
  route(
    'get',
    `${GUEST}/feature`,
    { feature: { type: 'string', enum: ['snapshot', 'clone', 'copy'] }, snapname: text },
    hasFeature,
  ),
  route('get', `${GUEST}/interfaces`, {}, interfaces),
];
