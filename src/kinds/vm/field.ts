/**
 * Fields of a virtual machine. A slot is Proxmox's option by its own name; where it stands in the file is another thing
 * for disks (`/disks/scsi0`), for addresses, which stand with their card, and for what cloud-init is told.
 */
import type { Pointer } from '../../json.ts';
import { pointer, pointerSegments } from '../../json.ts';
import { type Field, field, type Slot } from '../guest/field.ts';

const CLOUD_INIT: Readonly<Record<string, string>> = {
  ciuser: 'user',
  sshkeys: 'sshKeys',
  ciupgrade: 'upgrade',
  nameserver: 'nameserver',
  searchdomain: 'searchdomain',
  cicustom: 'userData',
};

export const DISK = /^(?:scsi|virtio|sata|ide)\d+$/;

export const importSlot = (slot: Slot): Slot => `import:${slot}`;

function pathOf(slot: Slot, key: string | null): Pointer {
  const cloudInit = CLOUD_INIT[slot];
  if (cloudInit !== undefined) return pointer('cloudInit', cloudInit);
  if (key === 'cloudinit') return '/cloudInit/storage';
  if (slot.startsWith('import:')) return pointer('disks', slot.slice('import:'.length), 'import');
  if (slot.startsWith('ipconfig')) return pointer(`net${slot.slice('ipconfig'.length)}`, key ?? '');
  if (DISK.test(slot)) return key === null ? pointer('disks', slot) : pointer('disks', slot, key);
  return key === null ? pointer(slot) : pointer(slot, key);
}

/** The slot of a path of the file: the inverse of the above, as far as markers owe paths. */
export function slotAt(path: Pointer): Slot {
  const [head = '', key = ''] = pointerSegments(path);
  const option = Object.keys(CLOUD_INIT).find((one) => CLOUD_INIT[one] === key);
  if (head === 'cloudInit') return option ?? head;
  const isAddress = /^net\d+$/.test(head) && ['ip', 'gw', 'ip6', 'gw6'].includes(key);
  return isAddress ? `ipconfig${head.slice('net'.length)}` : head;
}

/** As `field`, for slots of a virtual machine; those that all guests have are the same. */
export function vmField(slot: Slot, key: string | null, value: string): Field {
  const isCommon = slot.includes(':') && !slot.startsWith('import:');
  return isCommon ? field(slot, key, value) : { path: pathOf(slot, key), slot, key, value };
}
