/** `qm disk move`: a disk comes onto another storage, or to another machine (move_vm_disk, 9.2). */
import { die, messageOf } from '../failure.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk, reassignDisk, requireVolume } from '../storage/disks.ts';
import { availableStorage } from '../storage/storages.ts';
import { locateImage, parseVolumeId } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import { isCloudinit } from './conf.ts';
import { addUnusedVm, isVmVolumeInUse } from './detach.ts';
import {
  type Drive,
  DRIVE_KEY,
  isCdrom,
  managedVolume,
  parseDrive,
  printDrive,
  volumeOfDrive,
} from './drives.ts';
import {
  assertVmDigest,
  checkVmLock,
  isMachineRunning,
  isVmTemplate,
  loadVm,
  vmLockPath,
  withVmLock,
  writeVm,
} from './machines.ts';
import { assertTakesImages, baseOf, copyVmVolume, vmDiskHas } from './volumes.ts';

interface Move {
  readonly vmid: number;
  readonly key: string;
  readonly storage: string;
  readonly format: string | undefined;
  readonly deletes: boolean;
  readonly digest: string | undefined;
}

function checkMove(session: Session, { vmid, key, storage, format, deletes, digest }: Move) {
  const draft = loadVm(session, vmid);
  checkVmLock(draft);
  assertVmDigest(session, draft, digest);
  const value = draft.options.get(key) ?? die(`disk '${key}' does not exist`);
  const drive = parseDrive(key, value);
  const volid = managedVolume(drive) ?? die(`disk '${key}' has no associated volume`);
  if (isCdrom(drive) && !isCloudinit(value)) die("you can't move a cdrom");
  const { name, id } = locateImage(session.host, volid);
  if (id.storage === storage && (format === undefined || name.format === format)) {
    die(`you can't move to the same storage with same format`);
  }
  availableStorage(session, storage);
  assertTakesImages(session, storage);
  const snapshotted = isVmVolumeInUse(draft, volid, key);
  if (snapshotted && deletes) die("you can't move a disk with snapshots and delete the source");
  return { draft, drive, volid, snapshotted };
}

function moveToStorage(session: Session, move: Move): void {
  const { vmid, key, storage, format, deletes } = move;
  const { draft, drive, volid, snapshotted } = checkMove(session, move);
  const from = parseVolumeId(volid)?.storage ?? '';
  session.print(`copying volume '${volid}' from current storage '${from}' to target storage '${storage}'\n`);
  if (isMachineRunning(session.host, vmid) && key === 'tpmstate0') {
    die('storage migration failed: cannot move TPM state while VM is running');
  }
  if (snapshotted) session.warn('moving disk with snapshots, snapshots will not be moved!\n');
  session.print(`create full clone of drive ${key} (${volid})\n`);
  let copy: string;
  try {
    const seed = isCloudinit(volid);
    copy = copyVmVolume(session, {
      volid,
      vmid,
      storage,
      format,
      ...(seed ? { name: `vm-${vmid}-cloudinit`, empty: true } : {}),
    });
  } catch (error) {
    die(`storage migration failed: ${messageOf(error)}`);
  }
  const volume = isVmTemplate(draft) ? baseOf(session, copy) : copy;
  const moved: Drive = new Map([
    ...drive,
    ['file', volume],
    ['size', String(requireVolume(session, volume).size)],
  ]);
  moved.delete('format');
  draft.options.set(key, printDrive(key, moved));
  if (!deletes) {
    const unused = addUnusedVm(draft, volid) ?? '';
    session.print(`adding source volume '${volid}' as '${unused}' to config\n`);
  }
  session.at('move:copied');
  writeVm(session, vmid, draft);
  if (!deletes) return;
  session.print(`removing source volume '${volid}' after successful copy\n`);
  freeDisk(session, volid);
}

/** A disk changes its machine, without being copied. */
function reassign(session: Session, vmid: number, key: string, other: number, otherKey: string): void {
  const [source, target] = [loadVm(session, vmid), loadVm(session, other)];
  for (const draft of [source, target]) checkVmLock(draft);
  if (isVmTemplate(source) || isVmTemplate(target)) die("Can't move disks from or to template VMs");
  const value = source.options.get(key) ?? die(`Disk '${key}' for VM '${vmid}' does not exist`);
  if (target.options.has(otherKey)) {
    die(`Target disk key '${otherKey}' is already in use for VM '${other}'`);
  }
  const volid = volumeOfDrive(value);
  if (DRIVE_KEY.test(key) && isCdrom(parseDrive(key, value)))
    die("CD drive contents can't be moved to another VM");
  if (isVmVolumeInUse(source, volid, key)) die("Can't move disk used by a snapshot to another VM");
  if (!vmDiskHas(session, 'rename', volid, null)) {
    die('Storage does not support moving of this disk to another VM');
  }
  if (isMachineRunning(session.host, vmid) && !/^unused\d+$/.test(key)) {
    die('Cannot move disk to another VM while the source VM is running - detach first');
  }
  const renamed = reassignDisk(session, volid, other);
  source.options.delete(key);
  writeVm(session, vmid, source);
  const moved = /^unused\d+$/.test(otherKey) ? renamed : value.replace(volid, renamed);
  target.options.set(otherKey, moved);
  writeVm(session, other, target);
  session.print(`removed disk '${key}' from VM '${vmid}'\n`);
}

export const qmMoveDisk: Command = (session, { values }) => {
  const [vmid, key] = [Number(values.get('vmid')), values.get('disk') ?? ''];
  const other = values.get('target-vmid');
  const storage = values.get('storage');
  if (other !== undefined && storage !== undefined) {
    die('either set storage or target-vmid, but not both');
  }
  if (other !== undefined) {
    if (Number(other) === vmid) die('must be different than source VMID to move disk to another VM');
    const work = () => reassign(session, vmid, key, Number(other), values.get('target-disk') ?? key);
    runTask(session, 'qmmove', `${vmid}-${key}>${other}`, () =>
      withVmLock(session, vmid, () => session.host.withLock(vmLockPath(Number(other)), 10, work)),
    );
    return;
  }
  if (storage === undefined) die('both, storage and target-vmid, are missing - set one of them');
  const move: Move = {
    vmid,
    key,
    storage,
    format: values.get('format'),
    deletes: values.get('delete') === '1',
    digest: values.get('digest'),
  };
  checkMove(session, move);
  runTask(session, 'qmmove', String(vmid), () =>
    withVmLock(session, vmid, () => moveToStorage(session, move)),
  );
};
