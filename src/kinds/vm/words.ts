/** From the words of a file to Proxmox's words: numbers, booleans, sizes and lists as the text that `qm` takes. */
import { diskSize, sizeInKiB } from '../../config/units.ts';
import type { Slot } from '../guest/field.ts';
import type { Values } from '../guest/spec.ts';
import { canonicalValue } from './canonical.ts';

export type Word = string | number | boolean | readonly (string | number)[];

function text(value: Word): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'object') return value.join(';');
  return String(value);
}

/** One scalar option. */
export function wordOf(option: string, value: Word): string {
  return canonicalValue(option, null, text(value));
}

/** `{ ro: true, size: 8 }` of a slot as Proxmox's words; keys without value are left out. */
export function wordsOf(slot: Slot, values: Readonly<Record<string, Word | undefined>>): Values {
  const words: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    words[key] =
      key === 'size' ? diskSize(sizeInKiB(String(value), 'G') ?? 0) : canonicalValue(slot, key, text(value));
  }
  return words;
}

/** MiB, as Proxmox counts memory. */
export function mebibytes(size: number | string): string {
  return String((sizeInKiB(size, 'M') ?? 0) / 1024);
}
