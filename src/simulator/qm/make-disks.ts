/** Drives as they are asked for: `STORE:GiB`, `import-from`, `STORE:cloudinit`, or a volume that is there (create_disks, 9.2). */
import { badParameter, die, Failure, messageOf } from '../failure.ts';
import type { Session } from '../session.ts';
import { freeDisk, requireVolume } from '../storage/disks.ts';
import { storageById, typeOf } from '../storage/storages.ts';
import { locate, parseVolumeId, volumeRecord } from '../storage/volumes.ts';
import { cloudinitKey, isCloudinit, type VmSection } from './conf.ts';
import { type Drive, DRIVE_KEY, isCdrom, NEW_DISK, parseDrive, printDrive } from './drives.ts';
import {
  allocateVmVolume,
  assertTakesImages,
  baseOf,
  CLOUDINIT_BYTES,
  copyVmVolume,
  efiBytes,
  formatFor,
  imageBytes,
  TPM_BYTES,
} from './volumes.ts';

const GIB = 1024 ** 3;

const isNew = (drive: Drive) => NEW_DISK.exec(drive.get('file') ?? '');

/** `STORE:cloudinit`, or `cloudinit` on the default storage. */
const asksCloudinit = (drive: Drive) => /^(?:[^/:\s]+:)?cloudinit$/.test(drive.get('file') ?? '');

/** What is wrong with what was asked, before anything is made. @throws ParameterFailure */
export function checkDrives(
  session: Session,
  options: ReadonlyMap<string, string>,
  storage: string | null,
): void {
  for (const key of [...options.keys()].filter((name) => DRIVE_KEY.test(name)).sort()) {
    const drive = parseDrive(key, options.get(key) ?? '');
    const fresh = isNew(drive);
    if (drive.has('import-from')) {
      if (!fresh || Number(fresh[2]) !== 0) {
        badParameter(key, `'import-from' requires special syntax - use <storage ID>:0,import-from=<source>`);
      }
      const needed =
        key === 'efidisk0' ? ['efitype', 'pre-enrolled-keys'] : key === 'tpmstate0' ? ['version'] : [];
      const missing = needed.find((name) => !drive.has(name));
      if (missing !== undefined) badParameter(key, `need to specify '${missing}' when using 'import-from'`);
    }
    if (fresh && !isCdrom(drive)) {
      assertTakesImages(
        session,
        fresh[1] ?? storage ?? die('no storage ID specified (and no default storage)'),
      );
    } else if (!asksCloudinit(drive) && parseVolumeId(drive.get('file') ?? '')) {
      const { name } = locate(session.host, drive.get('file') ?? '');
      if (name.kind === 'iso' && !isCdrom(drive)) {
        badParameter(key, `explicit 'media=cdrom' is required for iso images`);
      }
      if (name.kind !== 'iso' && name.kind !== 'images') {
        badParameter(key, `content type needs to be 'images' or 'iso'`);
      }
    }
  }
}

interface Making {
  readonly session: Session;
  readonly vmid: number;
  /** The conf file that the drives come into. */
  readonly conf: VmSection;
  readonly pending: VmSection;
  /** Storage of drives that name none. */
  readonly storage: string | null;
  readonly made: string[];
  readonly done: Map<string, string>;
}

function makeCloudinit(
  { session, vmid, conf, pending, storage, made, done }: Making,
  key: string,
  drive: Drive,
): void {
  const other = cloudinitKey(conf, key) ?? cloudinitKey(pending, key) ?? cloudinitKey(done, key);
  if (other !== null) die(`${key} - cloud-init drive is already attached at '${other}'`);
  const id = parseVolumeId(drive.get('file') ?? '')?.storage ?? storage;
  if (id === null) die('no storage ID specified (and no default storage)');
  const { hasFolders, type } = typeOf(storageById(session.host, id));
  const inFiles = hasFolders && type !== 'btrfs';
  const format = drive.get('format') ?? (inFiles ? 'qcow2' : 'raw');
  const volid = allocateVmVolume(session, {
    storage: id,
    vmid,
    bytes: CLOUDINIT_BYTES,
    format,
    name: `vm-${vmid}-cloudinit`,
  });
  made.push(volid);
  drive.delete('format');
  done.set(key, printDrive(key, new Map([...drive, ['file', volid], ['media', 'cdrom']])));
}

/** A copy of a volume, or of an image. @returns its id */
function importDisk(making: Making, key: string, source: string, storage: string, drive: Drive): string {
  const { session, vmid } = making;
  const format = drive.get('format');
  const bytes = imageBytes(session, source);
  const isVolume = !source.startsWith('/') && locate(session.host, source).name.kind === 'images';
  if (isVolume) {
    if (isCloudinit(source)) die('cannot import from cloudinit disk');
    session.print(`create full clone of drive (${source})\n`);
    const fixed = key === 'efidisk0' ? { bytes: efiBytes(drive.get('efitype')) } : {};
    return copyVmVolume(session, { volid: source, vmid, storage, format, ...fixed });
  }
  const volid = allocateVmVolume(session, {
    storage,
    vmid,
    bytes,
    format: formatFor(session, storage, format),
  });
  session.at('disk:importing');
  session.print(`transferred 0.0 B of ${(bytes / GIB).toFixed(1)} GiB (0.00%)\n`);
  session.print(`transferred ${(bytes / GIB).toFixed(1)} GiB of ${(bytes / GIB).toFixed(1)} GiB (100.00%)\n`);
  return volid;
}

function makeNew(making: Making, key: string, drive: Drive, storage: string, gib: number): void {
  const { session, vmid, conf, made, done } = making;
  const source = drive.get('import-from');
  drive.delete('import-from');
  let volid: string;
  if (source !== undefined) {
    try {
      volid = importDisk(making, key, source, storage, drive);
    } catch (error) {
      die(`cannot import from '${source}' - ${messageOf(error)}`);
    }
  } else {
    const bytes =
      key === 'efidisk0' ? efiBytes(drive.get('efitype')) : key === 'tpmstate0' ? TPM_BYTES : gib * GIB;
    volid = allocateVmVolume(session, { storage, vmid, bytes, format: drive.get('format') });
  }
  if (conf.get('template') === '1') volid = baseOf(session, volid);
  made.push(volid);
  drive.delete('format');
  const size = String(requireVolume(session, volid).size);
  done.set(key, printDrive(key, new Map([...drive, ['file', volid], ['size', size]])));
}

/** Hangs in what is there already. */
function takeVolume({ session, conf, pending, done }: Making, key: string, drive: Drive): void {
  const file = drive.get('file') ?? '';
  const id = parseVolumeId(file);
  if (!id) {
    done.set(key, printDrive(key, drive));
    return;
  }
  const { name } = locate(session.host, file);
  if (isCloudinit(file)) {
    const other = cloudinitKey(conf, key) ?? cloudinitKey(pending, key) ?? cloudinitKey(done, key);
    if (other !== null) die(`${key} - cloud-init drive is already attached at '${other}'`);
  }
  const format = drive.get('format');
  if (format !== undefined && name.kind === 'images' && format !== name.format) {
    die(
      `drive '${key}' - volume '${file}' - 'format=${format}' option different from storage format '${name.format}'`,
    );
  }
  const record = volumeRecord(session.host, id);
  if (!record) die(`volume ${file} does not exist`);
  done.set(key, printDrive(key, new Map([...drive, ['size', String(record.size)]])));
}

export interface MakeOrder {
  readonly vmid: number;
  readonly conf: VmSection;
  readonly pending: VmSection;
  readonly storage: string | null;
}

/**
 * Makes what the drives ask for.
 * @returns the drives as they are kept, and the volumes that were made
 * @throws Failure when one cannot be: what was made is freed
 */
export function makeDisks(
  session: Session,
  { vmid, conf, pending, storage }: MakeOrder,
  asked: ReadonlyMap<string, string>,
): { readonly drives: ReadonlyMap<string, string>; readonly made: readonly string[] } {
  const making: Making = { session, vmid, conf, pending, storage, made: [], done: new Map() };
  try {
    for (const key of [...asked.keys()].filter((name) => DRIVE_KEY.test(name)).sort()) {
      const drive = parseDrive(key, asked.get(key) ?? '');
      const file = drive.get('file') ?? '';
      const fresh = isNew(drive);
      if (file === 'none' || file === 'cdrom') {
        drive.delete('size');
        making.done.set(key, printDrive(key, drive));
      } else if (asksCloudinit(drive)) makeCloudinit(making, key, drive);
      else if (fresh) {
        const id = fresh[1] ?? storage ?? die('no storage ID specified (and no default storage)');
        makeNew(making, key, drive, id, Number(fresh[2]));
      } else {
        takeVolume(making, key, drive);
        continue;
      }
      if (asksCloudinit(drive) || fresh) {
        session.print(`${key}: successfully created disk '${making.done.get(key) ?? ''}'\n`);
      }
    }
  } catch (error) {
    if (error instanceof Failure) for (const volid of making.made) freeDisk(session, volid);
    throw error;
  }
  return { drives: making.done, made: making.made };
}
