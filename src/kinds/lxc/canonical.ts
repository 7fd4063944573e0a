/**
 * One text for each value, whether it came from a file or from a conf: so that equal values compare equal. It follows
 * what Proxmox does on writing (PVE 9.2) and undoes what it leaves open, such as the order in a list.
 */
import { formatSize, parseBoolean, parseSize } from '../../node/property-string.ts';
import type { Slot } from '../guest/field.ts';
import { fieldName } from '../guest/field-name.ts';
import { userTags, splitTags } from '../guest/marker.ts';

/** What makes one text of a value. */
type Rule = (value: string) => string;

const boolean: Rule = (value) => parseBoolean(value) ?? value;
const number: Rule = (value) => (/^\d+(?:\.\d+)?$/.test(value) ? String(Number(value)) : value);

const size: Rule = (value) => {
  const bytes = parseSize(value);
  return bytes === null ? value : formatSize(bytes);
};

/** The order of the items means nothing. */
const set: Rule = (value) => {
  const items = value.split(/[;\s]+/).filter((item) => item !== '');
  const numeric = items.every((item) => /^\d+$/.test(item));
  return [...new Set(items)].sort(numeric ? (a, b) => Number(a) - Number(b) : undefined).join(';');
};

/** The order is meaning; only the separators differ. */
const list: Rule = (value) =>
  value
    .split(/[\s,;]+/)
    .filter((item) => item !== '')
    .join(' ');

const rules = (rule: Rule, names: string) => names.split(' ').map((name) => [name, rule] as const);

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...rules(boolean, 'onboot protection template console debug unprivileged features.nesting features.keyctl'),
  ...rules(boolean, 'features.fuse features.mknod features.force_rw_sys net.firewall net.link_down'),
  ...rules(boolean, 'net.host-managed device.deny-write rootfs.acl rootfs.ro rootfs.quota rootfs.replicate'),
  ...rules(boolean, 'rootfs.shared mount.acl mount.ro mount.quota mount.replicate mount.shared mount.backup'),
  ...rules(boolean, 'mount.keepattrs'),
  ...rules(number, 'cpulimit net.rate'),
  ...rules(size, 'rootfs.size mount.size'),
  ...rules(set, 'rootfs.mountoptions mount.mountoptions net.trunks features.mount'),
  ...rules(list, 'nameserver searchdomain'),
  ...rules((value) => userTags(splitTags(value)).join(';'), 'tags'),
  ...rules((value) => value.toUpperCase(), 'net.hwaddr'),
]);

/** The canonical text of a value in Proxmox's words; what cannot be understood stays as it is. */
export function canonicalValue(slot: Slot, key: string | null, value: string): string {
  const rule = RULES.get(fieldName(slot, key));
  return rule ? rule(value) : value;
}
