/** Guests that get the same change from the same lines are one thing to review: they are shown as one. */
import { canonical, type Json } from '../../json.ts';
import type { PlanItem } from '../plan.ts';
import { type Category, categoryOf, rankOf, uncovered } from './category.ts';
import { plural } from './words.ts';

/** `3 guests`, or `3 resources` where others are among them. */
export function countText(items: readonly Pick<PlanItem, 'id'>[]): string {
  return plural(items.length, items.every(({ id }) => id.startsWith('vmid:')) ? 'guest' : 'resource');
}

export interface Group {
  readonly category: Category;
  /** At least one; alike but for address, id, node and downtime. */
  readonly items: readonly PlanItem[];
}

/** Equal for items that one reviewed change explains; what a guest has of its own makes it unique. */
function likeness(item: PlanItem): string | null {
  if (item.action !== 'update' || item.changes.length === 0 || item.was !== undefined) return null;
  if (item.changes.some((change) => change.at === undefined || change.at.file === item.file)) return null;
  return canonical({
    changes: item.changes.map(({ path, before, after, effect, note, at }) => ({
      path,
      before,
      after,
      effect,
      note: note ?? null,
      at: at ? `${at.file}:${at.line}` : null,
    })),
    notes: item.notes,
    cover: (item.cover ?? []).map((cover): Json =>
      cover.is === 'covered' ? cover.is : [cover.is, cover.why],
    ),
  });
}

/** The groups of a plan, worst first, then in the order of the plan. */
export function groupItems(items: readonly PlanItem[]): Group[] {
  const alike = new Map<string, { category: Category; items: PlanItem[] }>();
  for (const [i, item] of items.entries()) {
    const key = likeness(item) ?? `#${i}`;
    const group = alike.get(key);
    if (group) group.items.push(item);
    else alike.set(key, { category: categoryOf(item), items: [item] });
  }
  return [...alike.values()].toSorted((a, b) => rankOf(a.category) - rankOf(b.category));
}

/** What becomes of the part of the group that is not done. */
export function restText(group: Group): string {
  const first = group.items[0];
  return first && uncovered(first)?.is === 'drift' ? 'the rest drifted' : 'the rest is on hold';
}

/** Why the group is not (wholly) done; the same for all of its items. */
export function waiting(group: Group): string | null {
  const first = group.items[0];
  const cover = first ? uncovered(first) : null;
  return cover?.why ?? null;
}
