/**
 * In which order the features of a guest are installed: in rounds, each of all those for which everything is there, by id.
 * So the order is total, and the same for the same set. Pure.
 */
import { loopsIn } from '../config/loops.ts';
import { fittingWishes } from '../config/soft-order.ts';
import { definersFirst } from '../secrets/definers.ts';

export interface Orderable {
  readonly id: string;
  /** Ids that must come before, and are there. */
  readonly dependsOn: readonly string[];
  /** Ids, or words that others provide; of those that are not there, nothing is waited for. */
  readonly installsAfter: readonly string[];
  readonly provides: readonly string[];
  /** References to secrets, and those of them that it makes true: it comes before others that use them, where it can. */
  readonly uses?: readonly string[];
  readonly defines?: readonly string[];
}

export type Order =
  | { readonly rounds: readonly (readonly string[])[]; readonly loops: readonly [] }
  /** Features on the way round, each loop from its smallest id on. */
  | { readonly rounds: null; readonly loops: readonly (readonly string[])[] };

export function orderFeatures(features: readonly Orderable[]): Order {
  const asked = predecessors(features);
  const loops = loopsIn(asked);
  if (loops.length > 0) return { rounds: null, loops };
  const before = withDefinersFirst(asked, features);
  const rounds: string[][] = [];
  const done = new Set<string>();
  while (done.size < before.size) {
    const round = [...before].filter(
      ([id, others]) => !done.has(id) && others.every((other) => done.has(other)),
    );
    const ids = round.map(([id]) => id).sort();
    for (const id of ids) done.add(id);
    rounds.push(ids);
  }
  return { rounds, loops: [] };
}

/** What features ask for themselves goes before what their secrets ask for. */
function withDefinersFirst(
  asked: ReadonlyMap<string, readonly string[]>,
  features: readonly Orderable[],
): ReadonlyMap<string, readonly string[]> {
  const users = features.map(({ id, uses = [], defines = [] }) => ({ name: id, uses, defines }));
  const before = new Map([...asked].map(([id, others]) => [id, [...others]]));
  for (const [earlier, later] of fittingWishes(asked, definersFirst(users))) before.get(later)?.push(earlier);
  return before;
}

/** For each feature, those of the set that it asks to come after. */
export function predecessors(features: readonly Orderable[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Set(features.map(({ id }) => id));
  const byWord = new Map<string, Set<string>>();
  for (const { id, provides } of features) {
    for (const word of [id, ...provides]) byWord.set(word, (byWord.get(word) ?? new Set()).add(id));
  }
  return new Map(
    features.map(({ id, dependsOn, installsAfter }) => {
      const soft = installsAfter
        .flatMap((word) => [...(byWord.get(word) ?? [])])
        .filter((other) => other !== id);
      const all = new Set([...dependsOn.filter((other) => ids.has(other)), ...soft]);
      return [id, [...all].sort()];
    }),
  );
}
