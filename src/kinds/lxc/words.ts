/** From the words of a file to Proxmox's words: numbers, booleans, sizes and lists as the text that `pct` takes. */
import { diskSize, sizeInKiB } from '../../config/units.ts';
import { canonicalValue } from './canonical.ts';
import type { Slot } from '../guest/field.ts';
import type { NetInput } from './schema.ts';
import type { Values } from '../guest/spec.ts';

type Word = string | number | boolean | readonly (string | number)[];

function text(value: Word): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'object') return value.join(';');
  return String(value);
}

/** `{ ro: true, size: 8 }` of a slot as Proxmox's words; keys without value are left out. */
export function wordsOf(slot: Slot, values: Readonly<Record<string, Word | undefined>>): Values {
  const words: Record<string, string> = {};
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value === undefined) continue;
    words[key] = key === 'size' ? disk(value) : canonicalValue(slot, key, text(value));
  }
  return words;
}

/** One scalar option. */
export function wordOf(option: string, value: Word): string {
  return canonicalValue(option, null, text(value));
}

/** MiB, as `memory` and `swap` count. */
export function mebibytes(size: number | string): string {
  return String((sizeInKiB(size, 'M') ?? 0) / 1024);
}

/** A disk size as Proxmox prints it; a bare number is GiB. */
function disk(size: Word): string {
  return diskSize(sizeInKiB(String(size), 'G') ?? 0);
}

/**
 * A network card; the one of `net0` is called `eth0` in the guest unless it says otherwise. What it pins is no property
 * of the card: IPAM is told.
 */
export function netWords(slot: Slot, net: NetInput): Values {
  const { pin: _, ...card } = net;
  return wordsOf(slot, { name: `eth${slot.slice(3)}`, ...card });
}
