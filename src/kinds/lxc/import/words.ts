/** From Proxmox's words to those of a file: the inverse of src/kinds/lxc/words.ts. What cannot be said otherwise stays text. */
import type { Json } from '../../../json.ts';
import { fieldName } from '../../guest/field-name.ts';
import { literal, memoryJson } from '../../guest/file-words.ts';
import type { Field } from '../../guest/field.ts';
import { OPTIONS } from '../options.ts';

const BOOLEANS: ReadonlySet<string> = new Set(
  OPTIONS.filter(({ type }) => type === 'boolean').map(({ field }) => field),
);

const NUMBERS: ReadonlySet<string> = new Set(
  (
    'cores cpulimit cpuunits tty startup.order startup.up startup.down net.tag net.mtu net.rate device.uid ' +
    'device.gid'
  ).split(' '),
);

/** Separated by `;`; an array reads better than a text with several items. */
const LISTS: ReadonlySet<string> = new Set(['rootfs.mountoptions', 'mount.mountoptions', 'features.mount']);

/** The value of a field as its file says it. */
export function jsonOf({ slot, key, value }: Field): Json {
  const name = fieldName(slot, key);
  if (BOOLEANS.has(name)) return value === '1' ? true : value === '0' ? false : literal(value);
  if (NUMBERS.has(name)) return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : literal(value);
  if (name === 'memory' || name === 'swap') return memoryJson(value);
  if (name === 'tags') return value.split(';').map(literal);
  if (name === 'net.trunks') return value.split(';').map((id) => (/^\d+$/.test(id) ? Number(id) : id));
  const isRaw = slot.startsWith('raw:');
  if (isRaw || LISTS.has(name)) {
    const items = value.split(isRaw ? '\n' : ';').map(literal);
    return items.length === 1 ? (items[0] ?? '') : items;
  }
  return literal(value);
}
