/** Drives of virtual machines: their keys, their properties, and what is no volume (PVE::QemuServer::Drive, 9.2). */
import {
  formatPropertyString,
  formatSize,
  parsePropertyString,
  parseSize,
  PropertyStringError,
} from '../../node/property-string.ts';
import { die } from '../failure.ts';
import { confSchema } from '../schema.ts';
import { parseVolumeId } from '../storage/volumes.ts';

/** Keys that name drives; Proxmox asks for `unusedN` too where it goes over all volumes. */
export const DRIVE_KEY = /^(?:(?:ide|sata|scsi|virtio)\d+|efidisk0|tpmstate0)$/;
const DISK_KEY = /^(?:(?:ide|sata|scsi|virtio|unused)\d+|efidisk0|tpmstate0)$/;

/** `STORE:GiB` asks for a new volume. */
export const NEW_DISK = /^(?:([^/:\s]+):)?(\d+(?:\.\d+)?)$/;

export type Drive = Map<string, string>;

const fieldsOf = (key: string) => confSchema('9.2', 'qemu').get(key)?.fields ?? {};

/** The properties of a drive; `file` is its volume. @throws Failure when they cannot be read */
export function parseDrive(key: string, value: string): Drive {
  try {
    const drive = parsePropertyString(fieldsOf(key), value);
    // Proxmox takes paths of older releases for `volume`, and gives `cdrom` and `none` their medium.
    if (!drive.has('media') && /^(?:cdrom|none)$/.test(drive.get('file') ?? '')) drive.set('media', 'cdrom');
    return drive;
  } catch (error) {
    if (error instanceof PropertyStringError) die(`unable to parse drive options for '${key}'`);
    throw error;
  }
}

/** As Proxmox writes a drive: the volume first, then the rest by name, sizes in the largest unit that fits. */
export function printDrive(key: string, drive: Drive): string {
  const size = parseSize(drive.get('size') ?? '');
  const shown = size === null ? drive : new Map([...drive, ['size', formatSize(size)]]);
  return formatPropertyString(fieldsOf(key), shown);
}

/** What stands at the volume's place: a volume id, a path, `none`. */
export function volumeOfDrive(value: string): string {
  const first = value.split(',').find((part) => !part.includes('=') || /^(?:file|volume)=/.test(part));
  return (first ?? '').replace(/^(?:file|volume)=/, '');
}

export const isCdrom = (drive: Drive): boolean => drive.get('media') === 'cdrom';

/** The volume id of a drive that is one of a storage; null for paths, `none` and `cdrom`. */
export function managedVolume(drive: Drive): string | null {
  const file = drive.get('file') ?? '';
  return !file.startsWith('/') && parseVolumeId(file) ? file : null;
}

const ORDER = ['ide', 'scsi', 'virtio', 'sata', 'efidisk', 'tpmstate', 'unused'];

/** Drives as far as they are set, in the order in which Proxmox goes over them. */
export function driveKeys(section: ReadonlyMap<string, string>, withUnused = false): string[] {
  const place = (key: string): [number, number] => {
    const [, family = '', index = '0'] = /^([a-z]+)(\d+)$/.exec(key) ?? [];
    return [ORDER.indexOf(family), Number(index)];
  };
  return [...section.keys()]
    .filter((key) => (withUnused ? DISK_KEY : DRIVE_KEY).test(key))
    .sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
}

/** Drives that hold a guest's data: no medium, and no drive of cloud-init. */
export function diskDrives(
  section: ReadonlyMap<string, string>,
): { key: string; drive: Drive; volid: string }[] {
  return driveKeys(section).flatMap((key) => {
    const drive = parseDrive(key, section.get(key) ?? '');
    const volid = managedVolume(drive);
    return isCdrom(drive) || volid === null ? [] : [{ key, drive, volid }];
  });
}
