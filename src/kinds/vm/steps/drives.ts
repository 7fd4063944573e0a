/** Values of drives as `qm` takes them: new ones, and what stands there with some of its words changed. */
import { FAMILIES, formatPropertyString } from '../../../node/property-string.ts';
import { allocation } from '../../guest/steps/values.ts';
import type { Values } from '../../guest/spec.ts';

/** Words of a spec that are none of Proxmox's. */
export const NOT_SENT: readonly string[] = ['storage', 'size', 'iso', 'cloudinit'];

export function driveText(file: string, flags: ReadonlyMap<string, string>): string {
  return formatPropertyString(FAMILIES.drive, new Map([...flags, ['file', file]]));
}

/** What makes a drive that is not there yet. @param image that the disk begins with */
export function newDrive(slot: string, values: Values, image: string | undefined): string {
  const { storage = '', size, iso, cloudinit } = values;
  const flags = new Map(Object.entries(values).filter(([key]) => !NOT_SENT.includes(key)));
  if (cloudinit !== undefined) return `${cloudinit}:cloudinit`;
  if (iso !== undefined) return driveText(iso, new Map([...flags, ['media', 'cdrom']]));
  // Proxmox knows how large these two are, and takes any number.
  if (slot === 'efidisk0' || slot === 'tpmstate0') return driveText(`${storage}:1`, flags);
  if (image !== undefined) return driveText(`${storage}:0`, flags.set('import-from', image));
  return driveText(allocation(storage, size ?? '1G'), flags);
}

/** Whether what is written makes a volume each time that it is written. */
export const allocates = ({ iso }: Values): boolean => iso === undefined;
