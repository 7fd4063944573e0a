/** Volumes of virtual machines: made, copied, linked. Names and sizes are the storages'; 9.2, modelled from the sources. */
import { badParameter, die } from '../failure.ts';
import type { Session } from '../session.ts';
import { createBase, freeDisk, linkDisk, requireVolume } from '../storage/disks.ts';
import { fits } from '../storage/space.ts';
import { availableStorage, storageById, typeOf } from '../storage/storages.ts';
import type { Feature, Format, Storage } from '../storage/type.ts';
import {
  locate,
  locateImage,
  parseVolumeId,
  volumeRecord,
  volumesOf,
  writeVolume,
} from '../storage/volumes.ts';

/** Bytes of the drives whose size nobody chooses (PVE::QemuServer::Cloudinit, ::Drive, ::OVMF). */
export const CLOUDINIT_BYTES = 4 * 1024 ** 2;
export const TPM_BYTES = 4 * 1024 ** 2;
export const efiBytes = (efitype: string | undefined): number => (efitype === '4m' ? 540_672 : 131_072);

/** Formats that a storage can have for a machine's disk; the first is what it takes by itself. */
function formatsOf(storage: Storage): readonly Format[] {
  const type = typeOf(storage);
  return type.hasFolders && type.type !== 'btrfs' ? ['raw', 'qcow2', 'vmdk'] : ['raw'];
}

/** The format of a new volume: the asked one where the storage can have it (PVE::QemuServer::resolve_dst_disk_format). */
export function formatFor(session: Session, storageId: string, asked: string | undefined): Format {
  const formats = formatsOf(storageById(session.host, storageId));
  return formats.find((format) => format === asked) ?? formats[0] ?? 'raw';
}

/** @throws ParameterFailure when a storage does not take disks of machines */
export function assertTakesImages(session: Session, storageId: string): void {
  if (!storageById(session.host, storageId).content.includes('images')) {
    badParameter('storage', `storage '${storageId}' does not support vm images`);
  }
}

export interface NewVolume {
  readonly storage: string;
  readonly vmid: number;
  readonly bytes: number;
  readonly format?: string | undefined;
  /** Without folder and ending; a number that is free otherwise. */
  readonly name?: string;
}

/** Makes a volume. @returns its id. @throws Failure when the storage has it already, or has no such format */
export function allocateVmVolume(
  session: Session,
  { storage: id, vmid, bytes, format, name }: NewVolume,
): string {
  const { host } = session;
  const storage = availableStorage(session, id);
  const type = typeOf(storage);
  const formats = formatsOf(storage);
  const chosen = format === undefined ? formats[0] : formats.find((each) => each === format);
  if (chosen === undefined) die(`unsupported format '${format ?? ''}'`);
  const taken = volumesOf(host, id, vmid);
  const own = name === undefined ? undefined : type.hasFolders ? `${vmid}/${name}.${chosen}` : name;
  const volname = own ?? type.freshName(vmid, chosen, taken);
  const volid = `${id}:${volname}`;
  if (volumeRecord(host, { storage: id, name: volname })) die(`disk image '${volid}' already exists`);
  if (!fits(host, storage, 0)) die(`not enough space on storage '${id}'`);
  const size = type.resizedTo(chosen, bytes);
  const ctime = Math.floor(host.now() / 1000);
  writeVolume(host, { storage: id, name: volname }, { format: chosen, size, used: 0, ctime });
  session.at('disk:allocated');
  return volid;
}

/** Bytes of a volume as a guest sees it. */
export const sizeOf = (session: Session, volid: string): number => requireVolume(session, volid).size;

/** Can a volume be copied, linked, snapshotted …? */
export function vmDiskHas(
  session: Session,
  feature: Feature,
  volid: string,
  snapname: string | null,
): boolean {
  if (parseVolumeId(volid) === null) return false;
  const { type, name } = locateImage(session.host, volid);
  return type.has(feature, name, snapname);
}

export interface CopyOrder {
  readonly volid: string;
  readonly vmid: number;
  /** That of the source when not given. */
  readonly storage?: string | undefined;
  readonly format?: string | undefined;
  /** Bytes, where the copy's size is fixed. */
  readonly bytes?: number;
  readonly name?: string;
  /** Nothing is copied: cloud-init's drive is written anew. */
  readonly empty?: boolean;
}

/** Copies a volume into a new one. @returns its id. @throws Failure when there is no room */
export function copyVmVolume(session: Session, order: CopyOrder): string {
  const { host } = session;
  const { storage, name } = locateImage(host, order.volid);
  const source = requireVolume(session, order.volid);
  const target = order.storage ?? storage.id;
  const format = formatFor(session, target, order.format ?? name.format);
  if (order.format !== undefined && order.format !== format) {
    session.warn(
      `format '${order.format}' is not supported by the target storage '${target}' - using '${format}' instead\n`,
    );
  }
  const copy = allocateVmVolume(session, {
    storage: target,
    vmid: order.vmid,
    bytes: order.bytes ?? source.size,
    format,
    ...(order.name === undefined ? {} : { name: order.name }),
  });
  session.print(`allocated target volume '${copy}'\n`);
  session.at('disk:copying');
  const used = order.empty ? 0 : (source.used ?? 0);
  const there = availableStorage(session, target);
  if (!fits(host, there, used)) {
    freeDisk(session, copy);
    die(`copying failed: command '/usr/bin/qemu-img convert' failed: exit code 1`);
  }
  const { id } = locateImage(host, copy);
  const record = volumeRecord(host, id);
  if (record) writeVolume(host, id, { ...record, used });
  return copy;
}

/** A linked clone. @returns its id */
export const linkVmVolume = (session: Session, volid: string, vmid: number): string =>
  linkDisk(session, volid, vmid);

/** Makes a base of a volume, where the storage has such. @returns its id */
export function baseOf(session: Session, volid: string): string {
  return vmDiskHas(session, 'template', volid, null) ? createBase(session, volid) : volid;
}

/** An image to import from: its bytes as a guest will see them. @throws Failure when there is none */
export function imageBytes(session: Session, source: string): number {
  const { host } = session;
  if (source.startsWith('/')) {
    const text = host.read(source) ?? session.runtime?.readFile?.(source) ?? null;
    if (text === null && !session.node.paths.includes(source)) die(`file '${source}' does not exist`, 2);
    return IMAGE_BYTES;
  }
  const { id, name } = locate(host, source);
  if (name.kind !== 'images' && name.kind !== 'import') {
    die(`${source} has wrong type '${name.kind}' - needs to be 'images' or 'import'`);
  }
  const record = volumeRecord(host, id) ?? die(`volume '${source}' does not exist`);
  return name.kind === 'import' ? (record.unpacked ?? IMAGE_BYTES) : record.size;
}

/** What the disk of a cloud image has that tells no size of its own: Debian's is 3 GiB. */
const IMAGE_BYTES = 3 * 1024 ** 3;
