/** `qmrestore`, and `qm create --archive`: a machine from a backup of this simulator, with new disks (create_vm, 9.2). */
import { restoreBackupFiles } from '../backups.ts';
import { badParameter, die, Failure, messageOf } from '../failure.ts';
import { removeGuestFiles } from '../guest-files.ts';
import { assertUnused } from '../locks.ts';
import { addToPool, requirePool } from '../pools.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk, requireVolume } from '../storage/disks.ts';
import { locate, parseVolumeId, volumeRecord, writeVolume } from '../storage/volumes.ts';
import { parseSize } from '../../node/property-string.ts';
import { runTask } from '../tasks.ts';
import { cardsMade } from './cards.ts';
import { isCloudinit, type VmDraft, vmOf } from './conf.ts';
import { addVmToHa, reserve, splitParameters } from './begin.ts';
import { DRIVE_KEY, driveKeys, isCdrom, parseDrive, printDrive, volumeOfDrive } from './drives.ts';
import { uuid, withNewMac, withNewUuid } from './identity.ts';
import {
  assertVmUnprotected,
  isMachineRunning,
  isVmTemplate,
  loadVm,
  removeVmLock,
  vmConfPath,
  withVmLock,
  writeVm,
} from './machines.ts';
import { startChecked } from './start.ts';
import { makeVmBases } from './template.ts';
import { allocateVmVolume, CLOUDINIT_BYTES } from './volumes.ts';

interface Order {
  readonly vmid: number;
  readonly archive: string;
  readonly storage: string | null;
  readonly unique: boolean;
  readonly given: ReadonlyMap<string, string>;
  /** The machine was there before, and its disks go. */
  readonly replaces: boolean;
}

function readOrder(session: Session, values: ReadonlyMap<string, string>): Order {
  const [vmid, archive] = [Number(values.get('vmid')), values.get('archive') ?? ''];
  const given = splitParameters(values);
  for (const key of given.keys()) {
    if (DRIVE_KEY.test(key)) badParameter(key, "option conflicts with option 'archive'");
  }
  const pool = values.get('pool');
  if (pool !== undefined) requirePool(session.host, pool);
  if (locate(session.host, archive).name.kind !== 'backup') {
    die(`unable to use volume ${archive} - content type needs to be 'backup'`);
  }
  const there = session.host.read(vmConfPath(session.node.name, vmid)) !== null;
  const replaces = values.get('force') === '1' && there;
  const problem = `unable to restore VM ${vmid} -`;
  if (!replaces) {
    try {
      assertUnused(session, vmid);
    } catch (error) {
      die(`${problem} ${messageOf(error)}`);
    }
  } else if (isMachineRunning(session.host, vmid)) die(`${problem} vm is running`);
  return {
    vmid,
    archive,
    storage: values.get('storage') ?? null,
    unique: values.get('unique') === '1',
    given,
    replaces,
  };
}

/** New disks where the old ones were, or on the storage that was asked for. */
function makeDisks(session: Session, order: Order, draft: VmDraft, made: string[]): void {
  const { vmid } = order;
  for (const key of driveKeys(draft.options)) {
    const value = draft.options.get(key) ?? '';
    const drive = parseDrive(key, value);
    const old = parseVolumeId(volumeOfDrive(value));
    if (drive.get('backup') === '0') {
      draft.options.delete(key);
      continue;
    }
    if (!old || (isCdrom(drive) && !isCloudinit(value))) continue;
    const seed = isCloudinit(value);
    const bytes = seed ? CLOUDINIT_BYTES : (parseSize(drive.get('size') ?? '') ?? 0);
    const ending = /\.(raw|qcow2|vmdk)$/.exec(old.name)?.[1];
    const volid = allocateVmVolume(session, {
      storage: order.storage ?? old.storage,
      vmid,
      bytes,
      format: order.storage === null || order.storage === old.storage ? ending : undefined,
      ...(seed ? { name: `vm-${vmid}-cloudinit` } : {}),
    });
    made.push(volid);
    session.print(`new volume ID is '${volid}'\n`);
    const size = String(requireVolume(session, volid).size);
    const restored = new Map([...drive, ['file', volid], ...(seed ? [] : [['size', size] as const])]);
    restored.delete('format');
    draft.options.set(key, printDrive(key, restored));
  }
}

function adopt(session: Session, { unique, given }: Order, { options }: VmDraft): void {
  for (const key of ['lock', 'parent', 'vmstate', 'runningmachine', 'runningcpu']) options.delete(key);
  for (const key of options.keys()) {
    if (/^unused\d+$/.test(key)) options.delete(key);
    else if (unique && /^net\d+$/.test(key)) options.set(key, withNewMac(session, options.get(key) ?? ''));
  }
  if (options.get('vmgenid') && options.get('vmgenid') !== '0') options.set('vmgenid', uuid(session.host));
  if (unique) options.set('smbios1', withNewUuid(session.host, options.get('smbios1')));
  for (const [key, value] of given) options.set(key, value);
}

function freeOld(session: Session, vmid: number, draft: VmDraft): void {
  for (const key of driveKeys(draft.options, true)) {
    const volid = volumeOfDrive(draft.options.get(key) ?? '');
    const id = parseVolumeId(volid);
    if (id && !id.name.startsWith('iso/') && volumeRecord(session.host, id)) freeDisk(session, volid);
  }
  removeGuestFiles(session.host, vmid);
}

function restore(session: Session, order: Order, before: VmDraft | null): void {
  const { vmid, archive } = order;
  const { id, storage, type, name } = locate(session.host, archive);
  const record = volumeRecord(session.host, id) ?? die(`volume '${archive}' does not exist`);
  const text = record.text ?? die(`the simulator restores only backups that it has made: ${archive}`);
  const draft = vmOf(text.replace(/^#qmdump#.*\n/gm, ''), vmid);
  session.print(`restore vma archive: ${type.path(storage, name)}\n`);
  const made: string[] = [];
  try {
    if (before) freeOld(session, vmid, before);
    makeDisks(session, order, draft, made);
    session.at('restore:unpacking');
    const [first] = made;
    const target = first === undefined ? null : locate(session.host, first).id;
    const volume = target && volumeRecord(session.host, target);
    if (target && volume) writeVolume(session.host, target, { ...volume, used: record.unpacked ?? 0 });
    adopt(session, order, draft);
    restoreBackupFiles(session.host, archive, vmid);
    writeVm(session, vmid, draft);
  } catch (error) {
    if (error instanceof Failure) for (const volid of made) freeDisk(session, volid);
    throw error;
  }
  if (isVmTemplate(draft)) {
    session.warn('Convert to template.\n');
    makeVmBases(session, vmid, draft);
  }
}

export const restoreMachine: Command = (session, { values }) => {
  const order = readOrder(session, values);
  const { vmid } = order;
  const before = order.replaces ? loadVm(session, vmid) : null;
  if (before) assertVmUnprotected(session, before, `unable to restore VM ${vmid} -`);
  try {
    reserve(session, vmid, order.replaces);
  } catch (error) {
    die(`unable to restore VM ${vmid} - ${messageOf(error)}`);
  }
  session.at('restore:locked');
  const start = values.get('start') === '1';
  runTask(session, 'qmrestore', String(vmid), () => {
    try {
      withVmLock(session, vmid, () => restore(session, order, before));
    } catch (error) {
      const reason = messageOf(error);
      if (loadVm(session, vmid).options.get('lock') === 'create') removeVmLock(session, vmid, 'create');
      session.warn(
        `error before or during data restore, some or all disks were not completely restored. VM ${vmid} state is NOT cleaned up.\n`,
      );
      die(reason);
    }
    if (order.unique) cardsMade(session, vmid, loadVm(session, vmid));
    const pool = values.get('pool');
    if (pool !== undefined) addToPool(session.host, pool, vmid);
    if (start) {
      session.print('Execute autostart\n');
      runTask(session, 'qmstart', String(vmid), () =>
        withVmLock(session, vmid, () => startChecked(session, vmid)),
      );
    }
    if (values.get('ha-managed') === '1') addVmToHa(session, vmid, start);
  });
};
