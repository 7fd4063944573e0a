/** Drives that leave a machine: kept as `unusedN`, or freed. */
import { die, messageOf } from '../failure.ts';
import type { Session } from '../session.ts';
import { freeDisk } from '../storage/disks.ts';
import { readStorages } from '../storage/storages.ts';
import { locateImage, parseVolumeId } from '../storage/volumes.ts';
import { isCloudinit, type VmDraft } from './conf.ts';
import { DRIVE_KEY, isCdrom, managedVolume, parseDrive, volumeOfDrive } from './drives.ts';

const MOST_UNUSED = 256;

/** @returns the key; null when the volume is there already */
export function addUnusedVm(draft: VmDraft, volid: string): string | null {
  let free: string | null = null;
  for (let index = MOST_UNUSED - 1; index >= 0; index -= 1) {
    const held = draft.options.get(`unused${index}`);
    if (held === volid) return null;
    if (held === undefined) free = `unused${index}`;
  }
  if (free === null) die('Too many unused volumes - please delete them first.');
  draft.options.set(free, volid);
  return free;
}

/** Is the volume named anywhere else: by another drive, or by a snapshot? */
export function isVmVolumeInUse(draft: VmDraft, volid: string, but: string | null): boolean {
  const names = (section: ReadonlyMap<string, string>, skipped: string | null) =>
    [...section].some(
      ([key, value]) => DRIVE_KEY.test(key) && key !== skipped && volumeOfDrive(value) === volid,
    );
  return names(draft.options, but) || [...draft.snapshots.values()].some((section) => names(section, null));
}

const isOwner = (session: Session, vmid: number, volid: string): boolean =>
  parseVolumeId(volid) !== null && locateImage(session.host, volid).name.vmid === vmid;

/** Keeps the volume of a drive that goes; the drive of cloud-init is freed. */
export function registerUnused(
  session: Session,
  vmid: number,
  draft: VmDraft,
  key: string,
  value: string,
): void {
  if (isCloudinit(value)) {
    try {
      freeDisk(session, volumeOfDrive(value));
    } catch (error) {
      session.warn(`${messageOf(error)}\n`);
    }
    draft.cloudinit.clear();
    return;
  }
  const drive = parseDrive(key, value);
  const volid = managedVolume(drive);
  if (isCdrom(drive) || volid === null) return;
  const storage = parseVolumeId(volid)?.storage ?? '';
  if (!readStorages(session.host).has(storage)) {
    session.warn(
      `WARN: storage '${storage}' no longer exists, volume '${volid}' will be removed from config\n`,
    );
  } else if (isOwner(session, vmid, volid)) addUnusedVm(draft, volid);
}

/** Frees the volume of a key. @returns whether the key may go. @throws Failure while the volume is in use */
export function deallocate(
  session: Session,
  vmid: number,
  draft: VmDraft,
  key: string,
  value: string,
): boolean {
  const volid = volumeOfDrive(value);
  const isMedium = DRIVE_KEY.test(key) && isCdrom(parseDrive(key, value)) && !isCloudinit(value);
  if (isMedium) return false;
  if (!isOwner(session, vmid, volid)) return true;
  if (isVmVolumeInUse(draft, volid, key)) {
    die(`unable to delete '${volid}' - volume is still in use (snapshot?)`);
  }
  freeDisk(session, volid);
  return true;
}

/** What becomes of a drive's volume when its key is deleted. */
export function detachDrive(
  session: Session,
  vmid: number,
  draft: VmDraft,
  key: string,
  force: boolean,
): void {
  const value = draft.options.get(key) ?? '';
  if (force) deallocate(session, vmid, draft, key, value);
  else registerUnused(session, vmid, draft, key, value);
}
