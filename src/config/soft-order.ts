/** Order that is only wished for, beside the order that has to be: wishes from which no loop comes. Pure. */

/** Who comes after whom: the earlier one, and the later one. */
export type Wish = readonly [earlier: string, later: string];

/**
 * The wishes that hold: each in turn, by name, unless it would close a loop with what has to be and with those before it.
 * The same wishes give the same result, whatever their order.
 * @param after for each, what it has to come after
 */
export function fittingWishes(
  after: ReadonlyMap<string, readonly string[]>,
  wishes: readonly Wish[],
): readonly Wish[] {
  const all = new Map([...after].map(([one, others]) => [one, [...others]]));
  const fitting: Wish[] = [];
  for (const wish of wishes.toSorted(byName)) {
    const [earlier, later] = wish;
    if (comesAfter(all, earlier, later)) continue;
    fitting.push(wish);
    all.set(later, [...(all.get(later) ?? []), earlier]);
  }
  return fitting;
}

function byName([a, b]: Wish, [c, d]: Wish): number {
  const [x, y] = a === c ? [b, d] : [a, c];
  return x < y ? -1 : x > y ? 1 : 0;
}

function comesAfter(after: ReadonlyMap<string, readonly string[]>, one: string, other: string): boolean {
  const seen = new Set<string>();
  const queue = [one];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === other) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(after.get(next) ?? []));
  }
  return false;
}
