/**
 * What an item means to its reader: the one word by which it is counted, sorted and, where room is short, left out.
 * Severity decides, not the name of the action: an update that deletes a volume is a destroy.
 */
import { type Effect, worst } from '../../kinds/effect.ts';
import type { Cover, PlanItem } from '../plan.ts';
import { judged } from './changes.ts';
import { number } from './words.ts';

/** Ordered: what is named first is shown first and dropped last. */
export const CATEGORIES = [
  'destroy',
  'delete',
  'retire',
  'replace',
  'impossible',
  'offline',
  'restart',
  'migrate',
  'remove',
  'held',
  'drift',
  'note',
  'create',
  'adopt',
  'rename',
  'live',
  'config',
  'aside',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** Why nothing, or not everything, of an item is done; null: all of it is. */
export function uncovered(item: PlanItem): Exclude<Cover, { is: 'covered' }> | null {
  const waits = (item.cover ?? []).filter((c) => c.is !== 'covered');
  return waits.find((c) => c.is === 'held') ?? waits[0] ?? null;
}

/** True when an apply does something to the item. */
export function isDone(item: PlanItem): boolean {
  return item.cover === undefined || item.cover.some((c) => c.is === 'covered');
}

/** The worst effect of what is really done. */
export function effectNow(item: PlanItem): Effect {
  if (item.cover === undefined || item.changes.length === 0) return item.effect;
  const done = judged(item).filter(({ cover }) => cover.is === 'covered');
  if (done.length === item.changes.length) return item.effect;
  return worst(done.map(({ change }) => change.effect));
}

function byEffect(effect: Effect): Category | null {
  switch (effect) {
    case 'retire':
    case 'replace':
    case 'impossible':
    case 'offline':
    case 'restart':
    case 'live':
    case 'config':
      return effect;
    case 'destroy':
      return 'delete';
    case 'none':
      return null;
  }
}

const OWN: Partial<Record<PlanItem['action'], Category>> = {
  destroy: 'destroy',
  retire: 'retire',
  replace: 'replace',
  create: 'create',
  adopt: 'adopt',
  rename: 'rename',
  migrate: 'migrate',
  remove: 'remove',
};

export function rankOf(category: Category): number {
  return CATEGORIES.indexOf(category);
}

/** The more severe of what the action and what the effect says. */
export function categoryOf(item: PlanItem): Category {
  if (item.changes.some((change) => change.effect === 'impossible')) return 'impossible';
  if (item.seen === 'foreign' || item.seen === 'copy' || item.seen === 'unknown') return 'note';
  if (item.action === 'no-op' && item.changes.length === 0) return 'aside';
  if (!isDone(item)) return uncovered(item)?.is === 'drift' ? 'drift' : 'held';
  const own = OWN[item.action];
  const effect = byEffect(effectNow(item));
  if (own === undefined) return effect ?? 'config';
  const least = own === 'migrate' ? 'offline' : own;
  return effect !== null && rankOf(effect) < rankOf(least) ? effect : own;
}

/** True for what is only mentioned: a retired guest that is still kept. */
export function isAside(item: PlanItem): boolean {
  return categoryOf(item) === 'aside';
}

/** Seconds that the apply takes the guest, or those that are stopped for it, down; null: it stays down. */
export function downtimeNow(item: PlanItem): number | null {
  const isNew = item.action === 'create' && !item.changes.some(({ stops }) => stops);
  if (isNew || !isDone(item)) return 0;
  const effect = effectNow(item);
  return effect === 'none' || effect === 'config' || effect === 'live' ? 0 : item.downtime;
}

const COUNTED: Readonly<Record<Category, (n: string) => string>> = {
  destroy: (n) => `destroy ${n}`,
  delete: (n) => `delete data of ${n}`,
  retire: (n) => `retire ${n}`,
  replace: (n) => `replace ${n}`,
  impossible: (n) => `${n} impossible`,
  offline: (n) => `stop ${n}`,
  restart: (n) => `restart ${n}`,
  migrate: (n) => `migrate ${n}`,
  remove: (n) => `remove ${n}`,
  held: (n) => `${n} on hold`,
  drift: (n) => `${n} drifted`,
  note: (n) => `look at ${n}`,
  create: (n) => `create ${n}`,
  adopt: (n) => `adopt ${n}`,
  rename: (n) => `rename ${n}`,
  live: (n) => `change ${n} without a stop`,
  config: (n) => `change ${n} without a stop`,
  aside: (n) => `${n} with a note`,
};

/** `retire 1, restart 4, create 1`: worst first; empty for nothing. */
export function countsText(categories: Iterable<Category>): string {
  const counts = new Map<Category, number>();
  for (const category of categories) {
    const counted = category === 'config' ? 'live' : category;
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  return CATEGORIES.filter((c) => counts.has(c))
    .map((c) => COUNTED[c](number(counts.get(c) ?? 0)))
    .join(', ');
}
