/** What tables of options call a field: the same for every card, mount and disk. */
import type { Slot } from './field.ts';

/** Slots with a number that are alike, whatever it is. */
const NUMBERED = /^(net|usb|hostpci|serial|ipconfig)\d+$/;
const DISK = /^(?:scsi|virtio|sata|ide)\d+$/;

/** `net` of `net3`, `mount` of `mount:/data`, `disk` of `scsi0`, `memory` of itself. */
export function family(slot: Slot): string {
  const colon = slot.indexOf(':');
  if (colon > 0) return slot.slice(0, colon);
  const last = slot.charCodeAt(slot.length - 1);
  if (last < 48 || last > 57) return slot;
  return DISK.test(slot) ? 'disk' : (NUMBERED.exec(slot)?.[1] ?? slot);
}

/** The name of a field in tables: `memory`, `net.ip`, `mount.size`, `disk.size`. */
export function fieldName(slot: Slot, key: string | null): string {
  return key === null ? family(slot) : `${family(slot)}.${key}`;
}
