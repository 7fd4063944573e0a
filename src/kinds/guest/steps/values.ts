/** Property strings as they are sent: what git wants over what is there, in Proxmox's order. */
import { sizeInKiB } from '../../../config/units.ts';
import {
  FAMILIES,
  type Family,
  familyOf,
  formatPropertyString,
  parsePropertyString,
} from '../../../node/property-string.ts';
import { canonical, pointerSegments } from '../../../json.ts';
import type { Change } from '../../change.ts';
import { isVolumeSlot } from '../field.ts';

/** The sub-property that a change is about; null where the slot is one value. The inverse of `fieldPath`. */
export function keyOf({ path, slot }: Pick<Change, 'path' | 'slot'>): string | null {
  const segments = pointerSegments(path);
  if (slot.includes(':')) return segments[2] ?? null;
  // Of a virtual machine: a disk by its slot, and what cloud-init is told, each an option of its own.
  if (segments[0] === 'disks') return segments[2] ?? null;
  if (segments[0] === 'cloudInit') return isVolumeSlot(slot) ? 'cloudinit' : null;
  if (slot === 'features') return segments[0] === 'mountfs' ? 'mount' : (segments[0] ?? null);
  return segments[1] ?? null;
}

/** The value that a change asks for, in Proxmox's words; null: nothing. */
export function textOf(after: Change['after']): string | null {
  return after === null || typeof after === 'string' ? after : canonical(after);
}

/** Sub-properties by their keys; null: none. */
export type Properties = ReadonlyMap<string, string>;

export function parseProperties(option: string, value: string | undefined): Map<string, string> {
  const family = familyOf(option);
  return family === null || value === undefined ? new Map() : parsePropertyString(FAMILIES[family], value);
}

export function formatProperties(family: Family, properties: Properties): string {
  return formatPropertyString(FAMILIES[family], properties);
}

/** What asks Proxmox for a new volume: `local-zfs:8`, in GiB; a fraction is exact, since sizes are whole MiB. */
export function allocation(storage: string, size: string): string {
  return `${storage}:${(sizeInKiB(size, 'G') ?? 0) / (1024 * 1024)}`;
}

/** `--startup`: Proxmox keeps it as written, so it is written in one order. */
export function startupValue(values: Properties): string {
  return ['order', 'up', 'down']
    .filter((key) => values.has(key))
    .map((key) => `${key}=${values.get(key) ?? ''}`)
    .join(',');
}
