/** `qm snapshot`, `delsnapshot`, `rollback`: prepared, done disk by disk, committed, with a lock in between (9.2). */
import { die, Failure, messageOf } from '../failure.ts';
import { deleteGuestSnapshot, rollbackGuestFiles, snapshotGuestFiles } from '../guest-files.ts';
import type { Command, Session } from '../session.ts';
import {
  assertRollback,
  deleteDiskSnapshot,
  freeDisk,
  rollbackDisk,
  snapshotDisk,
} from '../storage/disks.ts';
import { runTask } from '../tasks.ts';
import type { VmDraft, VmSection } from './conf.ts';
import { addUnusedVm } from './detach.ts';
import { diskDrives } from './drives.ts';
import { uuid } from './identity.ts';
import {
  checkVmLock,
  isMachineRunning,
  isVmTemplate,
  loadVm,
  machineState,
  withVmLock,
  writeVm,
} from './machines.ts';
import { startMachine, stopMachine } from './power.ts';
import { snapshotOf } from './show.ts';
import { allocateVmVolume, vmDiskHas } from './volumes.ts';

/** What a snapshot does not keep. */
const LEFT = /^(?:snapstate|snaptime|lock|unused\d+|vmstate|runningcpu|runningmachine|description)$/;

const copyOf = (section: VmSection): VmSection => new Map([...section].filter(([key]) => !LEFT.test(key)));

function saveState(session: Session, vmid: number, snapname: string, section: VmSection): void {
  const memory = machineState(session.host, vmid)?.memory ?? 0;
  const storage = section.get('vmstatestorage') ?? diskDrives(section)[0]?.volid.split(':')[0] ?? 'local';
  const name = `vm-${vmid}-state-${snapname}`;
  const bytes = memory * 2 + 500 * 1024 ** 2;
  section.set('vmstate', allocateVmVolume(session, { storage, vmid, bytes, format: 'raw', name }));
  section.set('runningmachine', 'pc-i440fx-10.0+pve0');
  section.set('runningcpu', 'kvm64,enforce,+kvm_pv_eoi,+kvm_pv_unhalt,+lahf_lm,+sep');
}

function prepare(session: Session, vmid: number, values: ReadonlyMap<string, string>): VmDraft {
  const snapname = values.get('snapname') ?? '';
  const draft = loadVm(session, vmid);
  if (isVmTemplate(draft)) die(`you can't take a snapshot if it's a template`);
  checkVmLock(draft);
  draft.options.set('lock', 'snapshot');
  if (draft.snapshots.has(snapname)) die(`snapshot name '${snapname}' already used`);
  if (!diskDrives(draft.options).every(({ volid }) => vmDiskHas(session, 'snapshot', volid, null))) {
    die('snapshot feature is not available');
  }
  for (const section of draft.snapshots.values()) {
    if (section.get('parent') === snapname) section.delete('parent');
  }
  const section = copyOf(draft.options);
  if (values.get('vmstate') === '1' && isMachineRunning(session.host, vmid)) {
    saveState(session, vmid, snapname, section);
  }
  section.set('snapstate', 'prepare');
  section.set('snaptime', String(Math.floor(session.host.now() / 1000)));
  const comment = values.get('description');
  if (comment) section.set('description', comment);
  draft.snapshots.set(snapname, section);
  writeVm(session, vmid, draft);
  return draft;
}

/** Every disk of a snapshot, also those that have gone since. */
const disksIn = (draft: VmDraft, snapname: string) => diskDrives(snapshotOf(draft, snapname));

function take(session: Session, vmid: number, values: ReadonlyMap<string, string>): void {
  const snapname = values.get('snapname') ?? '';
  const draft = withVmLock(session, vmid, () => prepare(session, vmid, values));
  session.at('snapshot:prepared');
  const taken: string[] = [];
  try {
    for (const { key, volid } of disksIn(draft, snapname)) {
      session.print(`snapshotting '${key}' (${volid})\n`);
      snapshotDisk(session, volid, snapname);
      taken.push(volid);
      session.at('snapshot:taken');
    }
    snapshotGuestFiles(session.host, vmid, snapname);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    session.warn('snapshot create failed: starting cleanup\n');
    remove(session, vmid, snapname, { force: true, taken });
    throw error;
  }
  withVmLock(session, vmid, () => {
    const now = loadVm(session, vmid);
    if (now.options.get('lock') !== 'snapshot') die('missing snapshot lock');
    const section = snapshotOf(now, snapname);
    if (section.get('snapstate') !== 'prepare') die('wrong snapshot state');
    section.delete('snapstate');
    now.options.delete('lock');
    now.options.set('parent', snapname);
    writeVm(session, vmid, now);
  });
}

export const qmSnapshot: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const snapname = values.get('snapname') ?? '';
  if (/^(?:current|pending)$/i.test(snapname))
    die(`unable to use snapshot name '${snapname}' (reserved name)`, 2);
  loadVm(session, vmid);
  runTask(session, 'qmsnapshot', String(vmid), () => take(session, vmid, values));
};

function unlink(draft: VmDraft, snapname: string): void {
  const parent = draft.snapshots.get(snapname)?.get('parent');
  for (const section of [draft.options, ...draft.snapshots.values()]) {
    if (section.get('parent') !== snapname) continue;
    if (parent) section.set('parent', parent);
    else section.delete('parent');
  }
  draft.snapshots.delete(snapname);
}

interface Removal {
  /** Go on when a disk's snapshot cannot be deleted. */
  readonly force: boolean;
  /** Volumes of which one was taken, when a snapshot that failed is cleaned up; all otherwise. */
  readonly taken?: readonly string[];
}

function remove(session: Session, vmid: number, snapname: string, { force, taken }: Removal): void {
  const lock = taken ? 'snapshot' : 'snapshot-delete';
  const edit = (body: (draft: VmDraft) => void) =>
    withVmLock(session, vmid, () => {
      const draft = loadVm(session, vmid);
      if (draft.options.get('lock') !== lock) die(`encountered invalid lock, expected '${lock}'`);
      body(draft);
      writeVm(session, vmid, draft);
    });
  snapshotOf(loadVm(session, vmid), snapname);
  if (!taken) {
    withVmLock(session, vmid, () => {
      const draft = loadVm(session, vmid);
      checkVmLock(draft);
      draft.options.set('lock', lock);
      writeVm(session, vmid, draft);
    });
  }
  edit((draft) => {
    // The lock stays: Proxmox checks this only after it has locked (PVE 9.2).
    if (isVmTemplate(draft)) die(`you can't delete a snapshot if vm is a template`);
    snapshotOf(draft, snapname).set('snapstate', 'delete');
  });
  const draft = loadVm(session, vmid);
  const state = snapshotOf(draft, snapname).get('vmstate');
  if (state !== undefined) {
    freeDisk(session, state);
    edit((now) => snapshotOf(now, snapname).delete('vmstate'));
  }
  const freed: string[] = [];
  for (const { key, volid } of disksIn(draft, snapname)) {
    if (taken && !taken.includes(volid)) continue;
    session.at('delsnapshot:volume');
    try {
      deleteDiskSnapshot(session, volid, snapname);
      freed.push(volid);
    } catch (error) {
      const reason = messageOf(error);
      if (!force) throw error;
      session.warn(`${reason}\n`);
    }
    if (!force) edit((now) => snapshotOf(now, snapname).delete(key));
  }
  deleteGuestSnapshot(session.host, vmid, snapname);
  edit((now) => {
    unlink(now, snapname);
    now.options.delete('lock');
    const kept = [now.options, ...now.snapshots.values()].flatMap(diskDrives).map(({ volid }) => volid);
    for (const volid of freed) if (!kept.includes(volid)) addUnusedVm(now, volid);
  });
}

export const qmDelsnapshot: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const snapname = values.get('snapname') ?? '';
  loadVm(session, vmid);
  runTask(session, 'qmdelsnapshot', String(vmid), () =>
    remove(session, vmid, snapname, { force: values.get('force') === '1' }),
  );
};

/** The conf file of the snapshot, with what is kept: description no, unused disks, snapshots (AbstractConfig). */
function restored(draft: VmDraft, snapname: string): VmDraft {
  const section = snapshotOf(draft, snapname);
  const options = copyOf(section);
  const description = draft.options.get('description');
  if (description !== undefined) options.set('description', description);
  const unused = [...draft.options].filter(([key]) => /^unused\d+$/.test(key));
  for (const [key, value] of unused) options.set(key, value);
  options.set('parent', snapname);
  const result: VmDraft = { ...draft, options, pending: new Map(), cloudinit: new Map() };
  const kept = diskDrives(options).map(({ volid }) => volid);
  for (const { volid } of diskDrives(draft.options)) if (!kept.includes(volid)) addUnusedVm(result, volid);
  return result;
}

function rollBack(session: Session, vmid: number, snapname: string): boolean {
  const disks = withVmLock(session, vmid, () => {
    const draft = loadVm(session, vmid);
    if (isVmTemplate(draft)) die(`you can't rollback if vm is a template`);
    const section = snapshotOf(draft, snapname);
    const found = diskDrives(section);
    for (const { volid } of found) assertRollback(session, volid, snapname);
    const state = section.get('snapstate');
    if (state) die(`unable to rollback to incomplete snapshot (snapstate = ${state})`);
    checkVmLock(draft);
    stopMachine(session, vmid, { within: null, force: true });
    draft.options.set('lock', 'rollback');
    writeVm(session, vmid, draft);
    return found;
  });
  session.at('rollback:prepared');
  for (const { volid } of disks) {
    rollbackDisk(session, volid, snapname);
    session.at('rollback:volume');
  }
  rollbackGuestFiles(session.host, vmid, snapname);
  return withVmLock(session, vmid, () => {
    const draft = loadVm(session, vmid);
    if (draft.options.get('lock') !== 'rollback') die('got wrong lock');
    const withState = snapshotOf(draft, snapname).has('vmstate');
    const back = restored(draft, snapname);
    // The guest is told that it is another generation of itself.
    if (back.options.get('vmgenid')) back.options.set('vmgenid', uuid(session.host));
    writeVm(session, vmid, back);
    return withState;
  });
}

/** A snapshot with memory goes on where it was; another starts when it is asked to. */
export const qmRollback: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  loadVm(session, vmid);
  runTask(session, 'qmrollback', String(vmid), () => {
    const withState = rollBack(session, vmid, values.get('snapname') ?? '');
    if (withState || values.get('start') === '1') {
      withVmLock(session, vmid, () => startMachine(session, vmid));
    }
  });
};
