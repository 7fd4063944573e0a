/** How Phoenix speaks of effects, downtimes and numbers: one wording for comment, terminal and annotations. */
import { diskSize, durationText } from '../../config/units.ts';
import { canonical, type Json, type Pointer, pointerSegments } from '../../json.ts';
import type { Effect } from '../../kinds/effect.ts';
import type { CapacityRow } from '../plan.ts';

/** `3 guests`, `1 guest`, `1,200 guests`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** `2,700`. */
export function number(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** At most `most` of the things, and how many are missing: `a, b and 5 more`. One more is named rather than counted. */
export function listed<T>(things: readonly T[], most: number, show: (thing: T) => string): string {
  const rest = things.length - most;
  if (rest <= 1) return things.map(show).join(', ');
  return `${things.slice(0, most).map(show).join(', ')} and ${number(rest)} more`;
}

/** The length of the longest text; 0 of none. */
export function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

/** What an effect means to the guest, in a few words. */
export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  none: 'no effect',
  config: 'unnoticed',
  live: 'live',
  restart: 'restart',
  offline: 'stopped',
  replace: 'replace',
  retire: 'retire',
  destroy: 'destroy',
  impossible: 'impossible',
};

/** `≈ 25 s`, `none`; null is `for good`. */
export function downtimeText(seconds: number | null): string {
  if (seconds === null) return 'for good';
  return seconds > 0 ? `≈ ${durationText(seconds * 1000)}` : 'none';
}

/** The span of several downtimes in seconds: `25 s`, `20 to 25 s`, `20 s to 2 min`. */
export function spanText(seconds: readonly number[]): string {
  const least = seconds.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = seconds.reduce((a, b) => Math.max(a, b), 0);
  const text = (s: number) => durationText(s * 1000);
  if (text(least) === text(most)) return text(most);
  const [, n, unit] = /^([\d.]+) (\w+)$/.exec(text(least)) ?? [];
  const [, , other] = /^([\d.]+) (\w+)$/.exec(text(most)) ?? [];
  return `${n !== undefined && unit === other ? n : text(least)} to ${text(most)}`;
}

/** A value as Proxmox would show it; null is what `nothing` says. */
export function valueText(value: Json, nothing = '(none)'): string {
  if (value === null || value === '') return nothing;
  return typeof value === 'string' ? value : canonical(value);
}

/** `1.0.0` of `1.0.0 0f0c09482a40960c`: the hash of software tells nothing to a reader, nor does the seal behind it. */
export function withoutHash(value: Json): Json {
  return typeof value === 'string' ? value.replace(/^(\S+)(?: [0-9a-f]{16}){1,2}$/, '$1') : value;
}

/** What a change is called: by its place in the file, or by its slot where it is about the whole guest. */
export function labelOf({ path, slot }: { readonly path: Pointer; readonly slot: string }): string {
  return path === '' ? slot : pathText(path);
}

/** A pointer as people write it: `/mounts/~1data/size` is `mounts[/data].size`. */
export function pathText(path: Pointer): string {
  return pointerSegments(path)
    .map((segment, i) => {
      if (!/^[\w-]+$/.test(segment)) return `[${segment}]`;
      return i === 0 ? segment : `.${segment}`;
    })
    .join('');
}

/** What there is, and how often it may be promised where that counts: `96 GiB`, `4 × 16`; null: not declared. */
export function limitText({ what, after, limit, times = 1 }: CapacityRow): string | null {
  if (limit === null) return null;
  const text = capacityText(what, limit);
  return times === 1 || after <= limit * Math.min(1, times) ? text : `${times} × ${text}`;
}

/** Capacity for people: memory comes in KiB. */
export function capacityText(what: 'memory' | 'cores', n: number): string {
  if (what === 'cores' || n === 0) return number(n);
  const gib = n / 1024 ** 2;
  if (gib < 1) return diskSize(n).replace(/([KMGT])$/, ' $1iB');
  return `${gib >= 10 ? Math.round(gib) : Math.round(gib * 10) / 10} GiB`;
}
