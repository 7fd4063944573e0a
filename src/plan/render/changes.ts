/** The changes of an item as a reader wants them: keys of one thing that come or go together are one line. */
import { isRemoval } from '../../kinds/change.ts';
import { mayBeSame } from '../../features/stamp.ts';
import { type Json, pointerSegments } from '../../json.ts';
import { EFFECTS } from '../../kinds/effect.ts';
import type { Cover, PlanItem, PlannedChange } from '../plan.ts';
import { plural, valueText, withoutHash } from './words.ts';

/** A change together with what the cover check says of it. */
export interface JudgedChange {
  readonly change: PlannedChange;
  readonly cover: Cover;
  /** Several keys of one thing that come, or go, together: the value lists them, and there may be others. */
  readonly isList?: true;
}

const COVERED: Cover = { is: 'covered' };

/** Every change with its verdict. */
export function judged(item: PlanItem): JudgedChange[] {
  return item.changes.map((change, i) => ({ change, cover: item.cover?.[i] ?? COVERED }));
}

interface Part {
  readonly parent: string;
  readonly key: string;
}

/** `/net0/ip` is `ip` of `/net0`; null for what stands at the top. */
function partOf({ path }: PlannedChange): Part | null {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? null : { parent: path.slice(0, cut), key: path.slice(cut + 1) };
}

/** Equal for changes of one slot that come, or go, together and for the same reason; null for all others. */
function togetherWith({ change, cover }: JudgedChange): string | null {
  const part = partOf(change);
  const isWhole = (change.before === null) !== (change.after === null);
  if (!part || !isWhole) return null;
  const why = cover.is === 'covered' ? '' : cover.why;
  const side = change.before === null ? 'comes' : 'goes';
  return [change.slot, part.parent, side, change.effect, cover.is, why].join('\n');
}

/** `bridge=vmbr0,ip=10.0.0.5/24`; a value that its own name tells already is left out. */
function propertyText(changes: readonly PlannedChange[], side: 'before' | 'after'): string {
  const [name] = changes[0] ? pointerSegments(partOf(changes[0])?.parent ?? '').slice(-1) : [];
  const texts = changes.flatMap((change) => {
    const value = valueText(change[side]);
    const key = pointerSegments(change.path).at(-1) ?? '';
    return value === name ? [] : [`${key}=${value}`];
  });
  return texts.join(',') || valueText(changes[0]?.[side] ?? null);
}

/** One change for several: its path is that of the whole, its place that of the first. */
function joined(all: readonly JudgedChange[]): JudgedChange[] {
  const [first] = all;
  const part = first ? partOf(first.change) : null;
  if (!first || !part || all.length < 2) return [...all];
  const changes = all.map(({ change }) => change);
  const comes = first.change.before === null;
  const text = propertyText(changes, comes ? 'after' : 'before');
  const notes = [...new Set(changes.flatMap(({ note }) => note ?? []))];
  const change: PlannedChange = {
    ...first.change,
    ...(notes.length > 0 ? { note: notes.join('; ') } : {}),
    path: part.parent,
    before: comes ? null : text,
    after: comes ? text : null,
  };
  return [{ change, cover: first.cover, isList: true }];
}

/** Changes worth a line. That a guest comes or goes is said by its action, so the change that says it is left out. */
export function shownChanges(item: PlanItem): JudgedChange[] {
  const isWhole = item.action === 'create' || isRemoval(item.action);
  const all = judged(item).filter(({ change }) => !isWhole || change.path !== '');
  const groups = new Map<string, JudgedChange[]>();
  for (const [i, one] of all.entries()) {
    const key = togetherWith(one) ?? `#${i}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap(joined).map(readable);
}

/** Of lines with an order, how many there are: which of them come, go and move is said by the note. */
function withLists(one: JudgedChange): JudgedChange {
  const { change } = one;
  const [before, after] = [change.before, change.after];
  const isBoth = Array.isArray(before) && Array.isArray(after);
  const text = (value: Json): Json => {
    if (!Array.isArray(value)) return value;
    return isBoth ? plural(value.length, 'line') : value.map((entry) => valueText(entry)).join('; ');
  };
  return { ...one, change: { ...change, before: text(before), after: text(after) } };
}

/**
 * `1.0.0 → 1.0.0 again` of software that stays and is installed anew: its hash is for the digest alone. `perhaps again`
 * where only the guest can tell, by the secrets.
 */
function readable(one: JudgedChange): JudgedChange {
  const { change } = one;
  if (Array.isArray(change.before) || Array.isArray(change.after)) return withLists(one);
  if (!change.slot.startsWith('feature:')) return one;
  const [before, after] = [withoutHash(change.before), withoutHash(change.after)];
  const word = mayBeSame(change.before, change.after) ? 'perhaps again' : 'again';
  const again = after !== null && after === before ? `${valueText(after)} ${word}` : after;
  return { ...one, change: { ...change, before, after: again } };
}

/** What is done before what waits, and the worst first: for places with room for a few. */
export function worstFirst(changes: readonly JudgedChange[]): JudgedChange[] {
  const waits = ({ cover }: JudgedChange) => (cover.is === 'covered' ? 0 : 1);
  const harm = ({ change }: JudgedChange) => EFFECTS.indexOf(change.effect);
  return changes.toSorted((a, b) => waits(a) - waits(b) || harm(b) - harm(a));
}

/** What an action says of the whole guest: `rootfs 128G on local-zfs kept for 7 d`. */
export function wholeNote(item: PlanItem): string | null {
  return item.changes.find((change) => change.path === '' && change.note)?.note ?? null;
}
