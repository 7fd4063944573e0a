/**
 * One text for each value, whether it came from a file or from a conf: so that equal values compare equal. It follows
 * what Proxmox does on writing (PVE 9.2) and undoes what it leaves open, such as the order in a list.
 */
import { formatSize, parseBoolean, parseSize } from '../../node/property-string.ts';
import { isNetSlot, type Slot } from './field.ts';
import { userTags, splitTags } from './marker.ts';

const BOOLEANS: ReadonlySet<string> = new Set(
  (
    'onboot protection template console debug unprivileged features.nesting features.keyctl features.fuse ' +
    'features.mknod features.force_rw_sys net.firewall net.link_down net.host-managed device.deny-write ' +
    'rootfs.acl rootfs.ro rootfs.quota rootfs.replicate rootfs.shared ' +
    'mount.acl mount.ro mount.quota mount.replicate mount.shared mount.backup mount.keepattrs'
  ).split(' '),
);
const NUMBERS: ReadonlySet<string> = new Set(['cpulimit', 'net.rate']);
const SIZES: ReadonlySet<string> = new Set(['rootfs.size', 'mount.size']);
const SETS: ReadonlySet<string> = new Set([
  'rootfs.mountoptions',
  'mount.mountoptions',
  'net.trunks',
  'features.mount',
]);
/** Lists whose order is meaning; only their separators differ. */
const LISTS: ReadonlySet<string> = new Set(['nameserver', 'searchdomain']);

/** `net` of `net3`, `mount` of `mount:/data`, `memory` of itself. */
export function family(slot: Slot): string {
  const colon = slot.indexOf(':');
  if (colon > 0) return slot.slice(0, colon);
  return isNetSlot(slot) ? 'net' : slot;
}

/** The name of a field in tables: `memory`, `net.ip`, `mount.size`. */
export function fieldName(slot: Slot, key: string | null): string {
  return key === null ? family(slot) : `${family(slot)}.${key}`;
}

function sorted(value: string): string {
  const items = value.split(/[;\s]+/).filter((item) => item !== '');
  const numeric = items.every((item) => /^\d+$/.test(item));
  return [...new Set(items)].sort(numeric ? (a, b) => Number(a) - Number(b) : undefined).join(';');
}

/** The canonical text of a value in Proxmox's words; what cannot be understood stays as it is. */
export function canonicalValue(slot: Slot, key: string | null, value: string): string {
  const name = fieldName(slot, key);
  if (BOOLEANS.has(name)) return parseBoolean(value) ?? value;
  if (SIZES.has(name)) {
    const bytes = parseSize(value);
    return bytes === null ? value : formatSize(bytes);
  }
  if (NUMBERS.has(name)) return /^\d+(?:\.\d+)?$/.test(value) ? String(Number(value)) : value;
  if (SETS.has(name)) return sorted(value);
  if (LISTS.has(name))
    return value
      .split(/[\s,;]+/)
      .filter((item) => item !== '')
      .join(' ');
  if (name === 'tags') return userTags(splitTags(value)).join(';');
  if (name === 'net.hwaddr') return value.toUpperCase();
  return value;
}
