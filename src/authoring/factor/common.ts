/** What most resources have alike, for the base. Pure. */
import type { JsonObject } from '../../json.ts';
import { assembled, type Leaf } from './leaves.ts';

interface Place {
  present: number;
  readonly values: Map<string, { readonly leaf: Leaf; count: number; size: number }>;
}

/** A base that makes all files together smaller: at least half have each of its values, and hardly any has to take one away. */
export function commonOf(resources: readonly (readonly Leaf[])[]): JsonObject {
  const places = new Map<string, Place>();
  for (const leaves of resources) {
    for (const leaf of leaves) {
      const place: Place = places.get(leaf.place) ?? { present: 0, values: new Map() };
      places.set(leaf.place, place);
      place.present += 1;
      const seen = place.values.get(leaf.id);
      if (seen) {
        seen.count += 1;
        seen.size += leaf.size;
      } else place.values.set(leaf.id, { leaf, count: 1, size: leaf.size });
    }
  }
  return assembled([...places.values()].flatMap((place) => bestAt(place, resources.length)));
}

function bestAt({ present, values }: Place, all: number): readonly Leaf[] {
  const [best] = [...values.values()].toSorted(
    (a, b) => b.count - a.count || (a.leaf.id < b.leaf.id ? -1 : 1),
  );
  if (!best || best.count < 2 || best.count * 2 < all) return [];
  const { leaf, count, size } = best;
  const without = all - present;
  // What all depend on but one is that one, most likely: in a base it would depend on itself.
  if (without * 5 > count || (leaf.entry && without > 0)) return [];
  return size - Math.max(leaf.size, size / count) - without * leaf.away > 0 ? [leaf] : [];
}
