/** What guests do with volumes: allocate, free, grow, snapshot, roll back, clone, copy. Messages are Proxmox's. */
import { die, Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { mkfsOutput, qemuImgOutput, rsyncOutput } from './format-output.ts';
import { allocateVolume } from './allocate.ts';
import { fits } from './space.ts';
import { storageById, typeOf } from './storages.ts';
import type { Format, ImageName } from './type.ts';
import {
  freeVolume,
  guestVolumes,
  type Located,
  locateImage,
  parseVolumeId,
  volumeOwners,
  volumeRecord,
  type VolumeRecord,
  volumesOf,
  writeVolume,
} from './volumes.ts';

/** Bytes that an empty ext4 takes. */
const EMPTY_EXT4 = 28 * 1024;

/** The largest file of an ext4 with 4 KiB blocks, below the folder of a `dir` storage. */
const LARGEST_FILE = 16 * 1024 ** 4 - 4096;

/** A volume that must be there. @throws Failure */
export function requireVolume(session: Session, volid: string): VolumeRecord {
  const { id } = locateImage(session.host, volid);
  return volumeRecord(session.host, id) ?? die(`volume '${volid}' does not exist`);
}

function change(session: Session, volid: string, edit: (volume: VolumeRecord) => VolumeRecord): void {
  const { id } = locateImage(session.host, volid);
  writeVolume(session.host, id, edit(requireVolume(session, volid)));
}

/**
 * Makes a container volume with its file system, as `STORE:GiB` asks for it.
 * @param sizeKib 0 is a folder without a limit, where the storage has such
 * @returns its id
 * @throws Failure when the storage does not take containers
 */
export function allocateDisk(session: Session, storageId: string, vmid: number, sizeKib: number): string {
  const { host } = session;
  const storage = storageById(host, storageId);
  const type = typeOf(storage);
  const format = type.containerFormat(sizeKib);
  const volid = allocateVolume(host, storage, vmid, format, sizeKib * 1024);
  if (type.type === 'dir' && format === 'raw') {
    const path = type.path(storage, locateImage(host, volid).name);
    session.print(qemuImgOutput(path, sizeKib * 1024));
    if (sizeKib * 1024 > LARGEST_FILE) {
      freeDisk(session, volid);
      die(`unable to create image: qemu-img: ${path}: The image size is too large for file format 'raw'`);
    }
  }
  try {
    session.at('disk:allocated');
  } catch (error) {
    if (error instanceof Failure) freeDisk(session, volid);
    throw error;
  }
  if (format === 'raw') {
    session.print(mkfsOutput(host, sizeKib * 1024));
    change(session, volid, (volume) => ({ ...volume, used: EMPTY_EXT4 }));
  }
  return volid;
}

/** Writes data into a volume. @returns false when there is no room for it */
export function fill(session: Session, volid: string, bytes: number): boolean {
  const { storage, name } = locateImage(session.host, volid);
  const volume = requireVolume(session, volid);
  const used = volume.used ?? 0;
  // ext4 keeps about 7 % for itself; a folder's limit is what it says.
  const room =
    name.format === 'raw' ? Math.floor(volume.size * 0.93) : volume.size || Number.POSITIVE_INFINITY;
  if (used + bytes > room || !fits(session.host, storage, bytes)) return false;
  change(session, volid, (old) => ({ ...old, used: used + bytes }));
  return true;
}

/** Does a linked clone name this base? */
function isBaseInUse(session: Session, { storage, type, id, name }: Located & { name: ImageName }): boolean {
  return (
    name.isBase &&
    volumeOwners(session.host, storage).some((owner) =>
      [...guestVolumes(session.host, storage, owner).keys()].some((other) => {
        const clone = type.parse(other);
        return clone?.kind === 'images' && clone.base !== null && [id.name, name.name].includes(clone.base);
      }),
    )
  );
}

/** Is a base volume named by a linked clone? */
export const isBaseUsed = (session: Session, volid: string): boolean =>
  isBaseInUse(session, locateImage(session.host, volid));

/** Frees a volume and its snapshots. @throws Failure while linked clones name it as their base */
export function freeDisk(session: Session, volid: string): void {
  const found = locateImage(session.host, volid);
  const { storage, type, id, name } = found;
  if (isBaseInUse(session, found)) die(`base volume '${id.name}' is still in use by linked clones`);
  const path = type.path(storage, name);
  const volume = volumeRecord(session.host, id);
  if (volume?.immutable && name.format === 'subvol') {
    session.warn(`cannot remove directory for ${path}: Operation not permitted\n`);
    return;
  }
  session.runtime?.volumes?.free(volid);
  if (freeVolume(session.host, id)) return;
  if (type.type === 'btrfs') {
    const folder = path.replace(/\/disk\.raw$/, '');
    die(
      `command 'btrfs subvolume delete -- ${folder}' failed: ERROR: Could not statfs: No such file or directory`,
    );
  }
  if (type.hasFolders && name.format !== 'subvol') session.warn(`disk image '${path}' does not exist\n`);
}

/** @returns bytes that it has now. @throws Failure when it cannot grow */
export function resizeDisk(session: Session, volid: string, bytes: number): number {
  const { storage, type, name } = locateImage(session.host, volid);
  const refusal = type.resizeRefusal(name.format);
  if (refusal !== null) die(refusal);
  const padded = Math.ceil(bytes / 1024) * 1024;
  const path = type.path(storage, name);
  const command = `command '/usr/bin/qemu-img resize '--preallocation=off' -f raw ${path} ${padded}'`;
  if (name.isBase && type.hasFolders) {
    const problem = type.type === 'btrfs' ? 'Read-only file system' : 'Operation not permitted';
    session.print(`qemu-img: Could not open '${path}': Could not open '${path}': ${problem}\n`);
    die(`${command} failed: exit code 1`);
  }
  if (type.type === 'dir' && padded > LARGEST_FILE) {
    session.print(`qemu-img: The image size is too large for file format 'raw'\n`);
    die(`${command} failed: exit code 1`);
  }
  const size = type.resizedTo(name.format, padded);
  change(session, volid, (old) => ({ ...old, size }));
  if (type.type === 'dir') session.print('Image resized.\n');
  return size;
}

export function snapshotDisk(session: Session, volid: string, snapname: string): void {
  change(session, volid, (old) => ({
    ...old,
    snapshots: [...(old.snapshots ?? []), snapname],
    sizes: { ...old.sizes, [snapname]: old.size },
  }));
  session.runtime?.volumes?.snapshot(volid, snapname);
}

export function deleteDiskSnapshot(session: Session, volid: string, snapname: string): void {
  requireVolume(session, volid);
  session.runtime?.volumes?.deleteSnapshot(volid, snapname);
  change(session, volid, (old) => ({
    ...old,
    snapshots: (old.snapshots ?? []).filter((name) => name !== snapname),
  }));
}

/** @throws Failure when the storage can only roll back to its newest snapshot (ZFS) */
export function assertRollback(session: Session, volid: string, snapname: string): void {
  const { type } = locateImage(session.host, volid);
  const names = requireVolume(session, volid).snapshots ?? [];
  if (type.type === 'zfspool' && !names.includes(snapname)) {
    die(`can't rollback, snapshot '${snapname}' does not exist on '${volid}'`);
  }
  if (type.rollbackBlockers(names, snapname).length > 0) {
    die(`can't rollback, '${snapname}' is not most recent snapshot on '${volid}'`);
  }
}

export function rollbackDisk(session: Session, volid: string, snapname: string): void {
  requireVolume(session, volid);
  session.runtime?.volumes?.rollback(volid, snapname);
  change(session, volid, (old) => ({ ...old, size: old.sizes?.[snapname] ?? old.size }));
}

function rename(
  session: Session,
  from: string,
  to: string,
  edit: (volume: VolumeRecord) => VolumeRecord,
): void {
  const { host } = session;
  const volume = requireVolume(session, from);
  const [old, renamed] = [locateImage(host, from), locateImage(host, to)];
  if (to !== from) {
    if (volumeRecord(host, renamed.id)) die(`target volume '${renamed.name.name}' already exists`);
    session.runtime?.volumes?.rename(from, to);
    freeVolume(host, old.id);
  }
  const base = renamed.name.base;
  writeVolume(host, renamed.id, edit(base === null ? volume : { ...volume, base }));
}

/** Makes a base of a volume: `pct template`. @returns its new id */
export function createBase(session: Session, volid: string): string {
  const { storage, type, id, name } = locateImage(session.host, volid);
  if (name.isBase) die('create_base not possible with base image');
  if (type.type === 'lvmthin' && (requireVolume(session, volid).snapshots ?? []).length > 0) {
    die(`unable to create base volume - found snaphost 'snap_${id.name}'`);
  }
  const base = `${storage.id}:${type.baseName(id.name, name)}`;
  const immutable = type.type === 'dir';
  rename(session, volid, base, (volume) => (immutable ? { ...volume, immutable } : volume));
  return base;
}

/** Makes a linked clone of a base volume. @returns its id */
export function linkDisk(session: Session, volid: string, vmid: number): string {
  const { host } = session;
  const { storage, type, name } = locateImage(host, volid);
  const { format, size } = requireVolume(session, volid);
  const clone = type.cloneName(name, vmid, volumesOf(host, storage.id, vmid));
  const id = { storage: storage.id, name: clone };
  const base = locateImage(host, `${storage.id}:${clone}`).name.base;
  const ctime = Math.floor(host.now() / 1000);
  writeVolume(host, id, { format, size, used: 0, ctime, ...(base === null ? {} : { base }) });
  const volume = `${storage.id}:${clone}`;
  try {
    session.runtime?.volumes?.copy(volid, volume, null);
  } catch (error) {
    if (error instanceof Failure) freeDisk(session, volume);
    throw error;
  }
  return volume;
}

/** Copies a volume into a new one, file by file. @returns the new id. @throws Failure for a snapshot of a folder */
export function copyDisk(
  session: Session,
  volid: string,
  vmid: number,
  target: string,
  snapname: string | null,
): string {
  const { storage, name } = locateImage(session.host, volid);
  const { size, used = 0 } = requireVolume(session, volid);
  const copy = allocateDisk(session, target, vmid, size / 1024);
  try {
    if (snapname !== null && name.format === 'subvol' && storage.type !== 'zfspool') {
      die(`cannot mount subvol snapshots for storage type '${storage.type}'`);
    }
    session.at('disk:copying');
    if (!fill(session, copy, Math.max(0, used - EMPTY_EXT4))) {
      die(`command 'rsync --stats -X -A --numeric-ids -aH --whole-file' failed: exit code 11`);
    }
    session.runtime?.volumes?.copy(volid, copy, snapname);
    session.print(rsyncOutput(used));
  } catch (error) {
    if (error instanceof Failure) freeDisk(session, copy);
    throw error;
  }
  return copy;
}

/** Gives a volume to another guest. @returns its new id */
export function reassignDisk(session: Session, volid: string, vmid: number): string {
  const { storage, type, name } = locateImage(session.host, volid);
  const base = name.base === null ? '' : `${name.base}/`;
  const fresh = type.freshName(vmid, name.format, volumesOf(session.host, storage.id, vmid));
  const renamed = `${storage.id}:${base}${fresh}`;
  rename(session, volid, renamed, (volume) => volume);
  return renamed;
}

/** A free volume name for `pvesm alloc`, which takes one from its caller. @throws Failure when it is taken or wrong */
export function allocateNamed(
  session: Session,
  storageId: string,
  vmid: number,
  filename: string,
  format: Format,
  bytes: number,
): string {
  const storage = storageById(session.host, storageId);
  const type = typeOf(storage);
  const volname = type.hasFolders ? `${vmid}/${filename}` : filename;
  const volid = `${storage.id}:${volname}`;
  const { id, name } = locateImage(session.host, volid);
  if (name.format !== format) {
    die(`illegal name '${filename}' - wrong extension for format ('${name.format} != '${format}')`);
  }
  if (volumeRecord(session.host, id)) die(`disk image '${type.path(storage, name)}' already exists`);
  const size = format === 'subvol' ? bytes : type.resizedTo(format, bytes);
  writeVolume(session.host, id, { format, size, used: 0, ctime: Math.floor(session.host.now() / 1000) });
  return volid;
}

/** The snapshot, clone, template … ability of a volume; false for what is no volume of a storage. */
export function diskHas(
  session: Session,
  feature: 'snapshot' | 'clone' | 'template' | 'rename',
  volid: string,
  snapname: string | null,
): boolean {
  if (parseVolumeId(volid) === null) return false;
  const { type, name } = locateImage(session.host, volid);
  if (feature === 'clone' && !type.clonesForContainers) return false;
  return type.has(feature, name, snapname);
}
