/**
 * The three-way comparison: what git wants, what git wanted before, what there is. It says what differs; what a
 * difference costs stands in effects.ts.
 */
import type { Pointer } from '../../json.ts';
import { fieldName } from './field-name.ts';
import { byPath, type Field, isVolumeSlot, type Slot } from './field.ts';
import type { OptionRow } from './option-row.ts';
import type { Grammar } from './grammar.ts';

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

/** Slots that the diff decides by itself. */
const APART: ReadonlySet<Slot> = new Set(['node', 'state']);

/** The cover check compares what a disk or mount was before: there, an absent value is told as what it amounts to. */
function told(slot: Slot, value: string | undefined, row: OptionRow, stands: boolean): string | null {
  const amounts = stands && isVolumeSlot(slot) ? row.default : undefined;
  return value ?? (amounts === '' ? null : (amounts ?? null));
}

function differenceOf(
  { path, slot, key }: Field,
  row: OptionRow,
  stands: boolean,
  wanted: string | undefined,
  now: string | undefined,
  next: string | undefined,
): Difference | null {
  // An absent value is Proxmox's default where there is one.
  const end = wanted ?? row.default;
  const [isNow, isNext] = [(now ?? row.default) === end, (next ?? row.default) === end];
  if (isNow && isNext) return null;
  return {
    path,
    slot,
    key,
    before: told(slot, isNow ? next : now, row, stands),
    after: wanted ?? (row.removal === 'default' ? (row.default ?? null) : null),
    is: isNow ? 'undone' : isNext ? 'waiting' : 'open',
  };
}

/** What differs among the fields that git manages: those it names, and those it named before. All else survives. */
export function compare(sides: Sides, grammar: Grammar): readonly Difference[] {
  const { creation } = grammar;
  const [want, base, now] = [byPath(sides.want), byPath(sides.base), byPath(sides.now)];
  const next = sides.next === sides.now ? now : byPath(sides.next);
  const differences: Difference[] = [];
  const standing = new Set(sides.now.map((one) => one.slot));
  for (const wanted of want.values()) {
    const { path, slot } = wanted;
    if (creation.has(slot) || APART.has(slot)) continue;
    const value = now.get(path)?.value;
    if (value === wanted.value && next === now) continue;
    const row = grammar.optionRow(fieldName(slot, wanted.key));
    const found = differenceOf(wanted, row, standing.has(slot), wanted.value, value, next.get(path)?.value);
    if (found) differences.push(found);
  }
  const slots = new Set(sides.want.map((one) => one.slot));
  for (const before of base.values()) {
    const { path, slot, key } = before;
    if (want.has(path) || creation.has(slot) || APART.has(slot)) continue;
    // A key that cannot be taken away is no longer managed, unless its whole slot goes.
    const row = grammar.optionRow(fieldName(slot, key));
    if (row.removal === 'never' && (slots.has(slot) || slot === 'rootfs')) continue;
    // A card always has some MAC: another one than git named has taken its place already.
    const isReplaced = [now, next].every((side) => side.get(path)?.value !== before.value);
    if (key === 'hwaddr' && slots.has(slot) && isReplaced) continue;
    const found = differenceOf(
      before,
      row,
      standing.has(slot),
      undefined,
      now.get(path)?.value,
      next.get(path)?.value,
    );
    if (found) differences.push(found);
  }
  return differences;
}

/** What only creation can set and git changed. */
export function compareCreation(
  want: readonly Field[],
  base: readonly Field[],
  { creation }: Grammar,
): readonly Difference[] {
  const [wanted, before] = [byPath(want), byPath(base)];
  const paths = new Set([...wanted.keys(), ...before.keys()]);
  return [...paths].flatMap((path): Difference[] => {
    const one = wanted.get(path) ?? before.get(path);
    if (!one || !creation.has(one.slot)) return [];
    const [a, b] = [before.get(path)?.value ?? null, wanted.get(path)?.value ?? null];
    return a === b ? [] : [{ path, slot: one.slot, key: one.key, before: a, after: b, is: 'open' }];
  });
}
