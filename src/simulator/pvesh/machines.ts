/** `/nodes/N/qemu`: virtual machines. What `qm` does too is `qm`'s code. */
import type { Json, JsonObject } from '../../json.ts';
import { die } from '../failure.ts';
import { readResources } from '../ha.ts';
import { agentCommand, agentExec, agentReadFile, agentStatus, agentWriteFile } from '../qm/agent.ts';
import { qmClone } from '../qm/clone.ts';
import { dumpSeed } from '../qm/cloudinit.ts';
import { cloudinitEntries, qmCloudinitUpdate } from '../qm/cloudinit-commands.ts';
import type { VmSection } from '../qm/conf.ts';
import { qmCreate } from '../qm/create.ts';
import { qmDestroy } from '../qm/destroy.ts';
import { qmResize, qmUnlink } from '../qm/disk.ts';
import { diskDrives } from '../qm/drives.ts';
import { checkVmLock, isMachineRunning, loadVm, withVmLock, writeVm } from '../qm/machines.ts';
import { qmMigrate } from '../qm/migrate.ts';
import { qmMoveDisk } from '../qm/move-disk.ts';
import { qmSet } from '../qm/set.ts';
import { pendingEntries, shownConfig, snapshotOf, vmSnapshots, vmStatus, vmStatuses } from '../qm/show.ts';
import { qmDelsnapshot, qmRollback, qmSnapshot } from '../qm/snapshot.ts';
import { qmReboot, qmReset, qmResume, qmShutdown, qmStart, qmStop, qmSuspend } from '../qm/start.ts';
import { qmTemplate } from '../qm/template.ts';
import { vmDiskHas } from '../qm/volumes.ts';
import { confSchema } from '../schema.ts';
import { runTask, lastTask } from '../tasks.ts';
import { forgiving } from '../pct/forgiving.ts';
import { sessionWith } from '../session.ts';
import { api, type ApiCall, commandRoute, type Route } from './route.ts';

const QEMU = '/nodes/{node}/qemu';
const GUEST = `${QEMU}/{vmid}`;

const vmidOf = ({ values }: ApiCall) => Number(values.get('vmid'));
const draftFor = (call: ApiCall) => loadVm(call.session, vmidOf(call));

function jsonOf(key: string, value: string): Json {
  const type = confSchema('9.2', 'qemu').get(key)?.type;
  return (type === 'integer' || type === 'boolean') && /^\d+$/.test(value) ? Number(value) : value;
}

const sectionJson = (section: VmSection): JsonObject =>
  Object.fromEntries([...section.keys()].sort().map((key) => [key, jsonOf(key, section.get(key) ?? '')]));

function config(call: ApiCall): Json {
  const draft = draftFor(call);
  const snapshot = call.values.get('snapshot');
  const shown =
    snapshot === undefined
      ? shownConfig(draft, call.values.get('current') === '1')
      : snapshotOf(draft, snapshot);
  return { ...sectionJson(shown), digest: draft.digest ?? '' };
}

function pending(call: ApiCall): Json {
  const draft = draftFor(call);
  const entries = pendingEntries(draft).map((entry): Json => ({ ...entry }));
  return [...entries, { key: 'digest', value: draft.digest ?? '' }];
}

function status(call: ApiCall): Json {
  const vmid = vmidOf(call);
  const draft = draftFor(call);
  const managed = readResources(call.session.host).has(`vm:${vmid}`) ? 1 : 0;
  const agent = draft.options.has('agent') ? { agent: 1 } : {};
  return { ...vmStatus(call.session, vmid, draft), ...agent, ha: { managed } };
}

function snapshots(call: ApiCall): Json {
  const draft = draftFor(call);
  const running = isMachineRunning(call.session.host, vmidOf(call)) ? 1 : 0;
  return vmSnapshots(draft).map(({ name, parent, snaptime, description }): Json => ({
    name,
    description,
    ...(parent === null ? {} : { parent }),
    ...(snaptime === null
      ? { digest: draft.digest ?? '', running }
      : { snaptime, vmstate: draft.snapshots.get(name)?.has('vmstate') ? 1 : 0 }),
  }));
}

function describeSnapshot(call: ApiCall): undefined {
  const { session, values } = call;
  const description = values.get('description');
  if (description === undefined) return;
  withVmLock(session, vmidOf(call), () => {
    const draft = draftFor(call);
    checkVmLock(draft);
    snapshotOf(draft, values.get('snapname') ?? '').set('description', description);
    writeVm(session, vmidOf(call), draft);
  });
}

function feature(call: ApiCall): Json {
  const [wanted = '', snapname = null] = [call.values.get('feature'), call.values.get('snapname')];
  const draft = draftFor(call);
  const section = snapname === null ? draft.options : snapshotOf(draft, snapname);
  const name = wanted === 'clone' || wanted === 'copy' ? wanted : 'snapshot';
  const has = diskDrives(section).every(({ volid }) => vmDiskHas(call.session, name, volid, snapname));
  return { hasFeature: has ? 1 : 0, nodes: [call.session.node.name] };
}

/** The method that changes options as a task; the one without waits for its end. */
function configTask({ session, values }: ApiCall): Json | undefined {
  const inner = sessionWith(session, { command: 'pvesh create config' });
  const all = new Map(values);
  all.delete('node');
  forgiving(inner, () =>
    runTask(inner, 'qmconfig', values.get('vmid') ?? '', () => qmSet(inner, { values: all, extra: [] })),
  );
  return lastTask(inner) ?? undefined;
}

function configNow({ session, values }: ApiCall): undefined {
  const all = new Map(values);
  all.delete('node');
  qmSet(sessionWith(session, { command: 'pvesh set config' }), { values: all, extra: [] });
}

const agentRoutes: readonly Route[] = [
  api(`POST ${GUEST}/agent/exec`, ({ session, values }) => ({
    pid: agentExec(
      session,
      Number(values.get('vmid')),
      (values.get('command') ?? '').split('\0'),
      values.get('input-data') ?? '',
    ),
  })),
  api(`GET ${GUEST}/agent/exec-status`, ({ session, values }) =>
    agentStatus(session, Number(values.get('vmid')), Number(values.get('pid'))),
  ),
  api(`GET ${GUEST}/agent/file-read`, ({ session, values }) =>
    agentReadFile(session, Number(values.get('vmid')), values.get('file') ?? ''),
  ),
  api(`POST ${GUEST}/agent/file-write`, ({ session, values }) => {
    const content = values.get('content') ?? '';
    // Without `encode` it comes as base64 already.
    const text = values.get('encode') === '0' ? Buffer.from(content, 'base64').toString('utf8') : content;
    agentWriteFile(session, Number(values.get('vmid')), values.get('file') ?? '', text);
  }),
  api(`POST ${GUEST}/agent`, ({ session, values }) => ({
    result: agentCommand(session, Number(values.get('vmid')), values.get('command') ?? ''),
  })),
  ...['ping', 'fstrim', 'shutdown', 'fsfreeze-status'].map((command) =>
    api(`POST ${GUEST}/agent/${command}`, ({ session, values }) => ({
      result: agentCommand(session, Number(values.get('vmid')), command),
    })),
  ),
  ...['get-host-name', 'get-osinfo', 'info', 'network-get-interfaces'].map((command) =>
    api(`GET ${GUEST}/agent/${command}`, ({ session, values }) => ({
      result: agentCommand(session, Number(values.get('vmid')), command),
    })),
  ),
];

export const machineRoutes: readonly Route[] = [
  api(`GET ${QEMU}`, ({ session }) => vmStatuses(session).map((each): Json => ({ ...each }))),
  commandRoute('create', QEMU, 'qm create', qmCreate),
  commandRoute('delete', GUEST, 'qm destroy', qmDestroy),
  api(`GET ${GUEST}/config`, config),
  api(`PUT ${GUEST}/config`, configNow),
  api(`POST ${GUEST}/config`, configTask),
  api(`GET ${GUEST}/pending`, pending),
  api(`GET ${GUEST}/status/current`, status),
  commandRoute('create', `${GUEST}/status/start`, 'qm start', qmStart),
  commandRoute('create', `${GUEST}/status/stop`, 'qm stop', qmStop),
  commandRoute('create', `${GUEST}/status/shutdown`, 'qm shutdown', qmShutdown),
  commandRoute('create', `${GUEST}/status/reboot`, 'qm reboot', qmReboot),
  commandRoute('create', `${GUEST}/status/reset`, 'qm reset', qmReset),
  commandRoute('create', `${GUEST}/status/suspend`, 'qm suspend', qmSuspend),
  commandRoute('create', `${GUEST}/status/resume`, 'qm resume', qmResume),
  api(`GET ${GUEST}/snapshot`, snapshots),
  commandRoute('create', `${GUEST}/snapshot`, 'qm snapshot', qmSnapshot),
  api(`GET ${GUEST}/snapshot/{snapname}/config`, (call) =>
    sectionJson(snapshotOf(draftFor(call), call.values.get('snapname') ?? '')),
  ),
  api(`PUT ${GUEST}/snapshot/{snapname}/config`, describeSnapshot),
  commandRoute('delete', `${GUEST}/snapshot/{snapname}`, 'qm delsnapshot', qmDelsnapshot),
  commandRoute('create', `${GUEST}/snapshot/{snapname}/rollback`, 'qm rollback', qmRollback),
  commandRoute('create', `${GUEST}/clone`, 'qm clone', qmClone),
  commandRoute('create', `${GUEST}/template`, 'qm template', qmTemplate),
  commandRoute('set', `${GUEST}/resize`, 'qm resize', qmResize),
  commandRoute('create', `${GUEST}/move_disk`, 'qm disk move', qmMoveDisk),
  commandRoute('set', `${GUEST}/unlink`, 'qm disk unlink', qmUnlink),
  commandRoute('create', `${GUEST}/migrate`, 'qm migrate', qmMigrate),
  api(`GET ${GUEST}/feature`, feature),
  api(`GET ${GUEST}/cloudinit`, (call) =>
    cloudinitEntries(draftFor(call)).map((each): Json => ({ ...each })),
  ),
  api(`PUT ${GUEST}/cloudinit`, ({ session, values }) => {
    qmCloudinitUpdate(session, { values, extra: [] });
  }),
  api(`GET ${GUEST}/cloudinit/dump`, (call) => {
    const type = call.values.get('type') ?? die('type is missing');
    return dumpSeed(draftFor(call).options, vmidOf(call), type);
  }),
  ...agentRoutes,
];
