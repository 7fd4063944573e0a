/**
 * The three-way comparison: what git wants, what git wanted before, what there is. It says what differs; what a
 * difference costs stands in effects.ts.
 */
import type { Pointer } from '../../json.ts';
import { fieldName } from './canonical.ts';
import { byPath, type Field, type Slot } from './field.ts';
import { optionRow } from './options.ts';

export interface Difference {
  readonly path: Pointer;
  readonly slot: Slot;
  readonly key: string | null;
  /** Null: nothing stands there. */
  readonly before: string | null;
  readonly after: string | null;
  /**
   * `open`: not done. `waiting`: written, and done at the next start. `undone`: it is as wanted now, and a pending
   * change of someone else would undo it at the next start.
   */
  readonly is: 'open' | 'waiting' | 'undone';
}

export interface Sides {
  readonly want: readonly Field[];
  /** What git wanted before: a field of it that is gone from `want` is taken away. Empty when git knows nothing. */
  readonly base: readonly Field[];
  readonly now: readonly Field[];
  /** As `now` where nothing is pending, and in a plan without a host. */
  readonly next: readonly Field[];
}

/** Slots that are not compared with what there is: only creation can set them, and git alone tells that they changed. */
const CREATION: ReadonlySet<Slot> = new Set(
  'ostemplate clone ssh-public-keys arch ostype unprivileged'.split(' '),
);

/** Slots that the diff decides by itself. */
const APART: ReadonlySet<Slot> = new Set(['node', 'state']);

/** An absent value is Proxmox's default where there is one. */
function effective(of: Field, value: string | undefined): string | undefined {
  return value ?? optionRow(fieldName(of.slot, of.key)).default;
}

function differenceOf(
  of: Field,
  wanted: string | undefined,
  now: string | undefined,
  next: string | undefined,
) {
  const same = (a: string | undefined, b: string | undefined) => effective(of, a) === effective(of, b);
  const { path, slot, key } = of;
  const row = optionRow(fieldName(slot, key));
  const after = wanted ?? (row.removal === 'default' ? (row.default ?? null) : null);
  const make = (before: string | undefined, is: Difference['is']): Difference => ({
    path,
    slot,
    key,
    before: before ?? null,
    after,
    is,
  });
  if (same(now, wanted)) return same(next, wanted) ? null : make(next, 'undone');
  return make(now, same(next, wanted) ? 'waiting' : 'open');
}

/** What differs among the fields that git manages: those it names, and those it named before. All else survives. */
export function compare(sides: Sides): readonly Difference[] {
  const [want, base, now, next] = [sides.want, sides.base, sides.now, sides.next].map(byPath) as [
    Map<Pointer, Field>,
    Map<Pointer, Field>,
    Map<Pointer, Field>,
    Map<Pointer, Field>,
  ];
  const differences: Difference[] = [];
  for (const wanted of want.values()) {
    const { path, slot } = wanted;
    if (CREATION.has(slot) || APART.has(slot)) continue;
    const found = differenceOf(wanted, wanted.value, now.get(path)?.value, next.get(path)?.value);
    if (found) differences.push(found);
  }
  const slots = new Set(sides.want.map((one) => one.slot));
  for (const before of base.values()) {
    const { path, slot, key } = before;
    if (want.has(path) || CREATION.has(slot) || APART.has(slot)) continue;
    // A key that cannot be taken away is no longer managed, unless its whole slot goes.
    const removal = optionRow(fieldName(slot, key)).removal;
    if (removal === 'never' && (slots.has(slot) || slot === 'rootfs')) continue;
    const found = differenceOf(before, undefined, now.get(path)?.value, next.get(path)?.value);
    if (found) differences.push(found);
  }
  return differences;
}

/** What only creation can set and git changed. */
export function compareCreation(want: readonly Field[], base: readonly Field[]): readonly Difference[] {
  const [wanted, before] = [byPath(want), byPath(base)];
  const paths = new Set([...wanted.keys(), ...before.keys()]);
  return [...paths].flatMap((path): Difference[] => {
    const one = wanted.get(path) ?? before.get(path);
    if (!one || !CREATION.has(one.slot)) return [];
    const [a, b] = [before.get(path)?.value ?? null, wanted.get(path)?.value ?? null];
    return a === b ? [] : [{ path, slot: one.slot, key: one.key, before: a, after: b, is: 'open' }];
  });
}
