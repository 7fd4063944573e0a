/** Groups of resources that share several values, for profiles: the most saving one first. Pure. */
import type { Leaf } from './leaves.ts';

/** Values that each of its members has. */
export interface Cluster {
  /** Indexes of resources, ascending. */
  readonly members: readonly number[];
  readonly leaves: readonly Leaf[];
}

interface Candidate {
  readonly members: readonly number[];
  readonly weight: number;
}

/** Characters of a name in `extends`, and of a file that has to be opened to know what holds. */
const NAMING = 18;
const OPENING = 70;
/** So many candidates are looked at in each round, and so many are crossed with each other. */
const LOOKED_AT = 80;
const CROSSED = 24;

/**
 * @param rest what each resource still has to say by itself
 * @param most how many groups at most
 */
export function clustersOf(rest: readonly (readonly Leaf[])[], most: number): readonly Cluster[] {
  const open = rest.map((leaves) => new Map(leaves.map((leaf) => [leaf.id, leaf])));
  const clusters: Cluster[] = [];
  while (clusters.length < most) {
    const best = bestOf(open);
    if (!best) break;
    clusters.push(best);
    for (const member of best.members) for (const leaf of best.leaves) open[member]?.delete(leaf.id);
  }
  return clusters;
}

function bestOf(open: readonly ReadonlyMap<string, Leaf>[]): Cluster | null {
  const spread = spreadOf(open.map((leaves) => [...leaves.values()]));
  let best: Cluster | null = null;
  let highest = 0;
  for (const members of candidatesOf(open)) {
    const leaves = sharedBy(open, members);
    const common = ({ id }: Leaf): number => spread.get(id) ?? 0;
    // What hardly belongs together, chance brought together.
    const theirs = leaves.filter((leaf) => common(leaf) <= 2 * members.length);
    if (gainOf(members.length, theirs) <= 0) continue;
    // What others have too is left to the wider group that they are of.
    const worth = leaves.reduce((sum, leaf) => sum + leaf.size / common(leaf), 0);
    const rank = (members.length - 1) * members.length * worth;
    if (rank > highest) [best, highest] = [{ members, leaves }, rank];
  }
  return best;
}

/** How many resources have each value, by the id of its leaf. */
export function spreadOf(resources: readonly (readonly Leaf[])[]): ReadonlyMap<string, number> {
  const spread = new Map<string, number>();
  for (const leaves of resources) for (const { id } of leaves) spread.set(id, (spread.get(id) ?? 0) + 1);
  return spread;
}

/** Characters that a profile saves. */
function gainOf(members: number, leaves: readonly Leaf[]): number {
  // Of one short value, a profile makes a riddle.
  const [only] = leaves;
  if (!only || (leaves.length === 1 && (members < 4 || only.size < 24))) return 0;
  const size = leaves.reduce((sum, leaf) => sum + leaf.size, 0);
  return (members - 1) * size - members * NAMING - OPENING;
}

/** Sets of members, each once: those that have one value alike, and where two of these meet. */
function candidatesOf(open: readonly ReadonlyMap<string, Leaf>[]): readonly (readonly number[])[] {
  const having = new Map<string, { readonly members: number[]; readonly size: number }>();
  for (const [index, leaves] of open.entries()) {
    for (const [id, { size }] of leaves) {
      const one = having.get(id);
      if (one) one.members.push(index);
      else having.set(id, { members: [index], size });
    }
  }
  const byMembers = new Map<string, Candidate>();
  for (const { members, size } of having.values()) {
    if (members.length < 2) continue;
    const key = members.join(',');
    const before = byMembers.get(key)?.weight ?? 0;
    byMembers.set(key, { members, weight: before + size * (members.length - 1) });
  }
  const heaviest = [...byMembers]
    .toSorted(([a, one], [b, other]) => other.weight - one.weight || (a < b ? -1 : 1))
    .slice(0, LOOKED_AT);
  const sets = new Map(heaviest.map(([key, { members }]) => [key, members]));
  const crossed = heaviest.slice(0, CROSSED).map(([, { members }]) => new Set(members));
  for (const [i, one] of crossed.entries()) {
    for (const other of crossed.slice(i + 1)) {
      const both = [...one].filter((member) => other.has(member));
      if (both.length >= 2) sets.set(both.join(','), both);
    }
  }
  return [...sets].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members);
}

function sharedBy(open: readonly ReadonlyMap<string, Leaf>[], members: readonly number[]): readonly Leaf[] {
  const [first, ...others] = members.map((member) => open[member]);
  return [...(first?.values() ?? [])].filter((leaf) => others.every((leaves) => leaves?.has(leaf.id)));
}
