/** In which order the items of a plan are worked on; `src/apply/assemble.ts` orders the steps by the same rules. */
import { isRemoval } from '../kinds/change.ts';
import type { Address, Resource } from '../config/model.ts';
import { edgesOf } from '../kinds/edges.ts';
import type { Edge, Kind } from '../kinds/kind.ts';
import { layers } from './graph.ts';
import type { PlanItem } from './plan.ts';
import { secretOrder } from './secret-order.ts';

/** What the two sides say of an item. */
interface Ends {
  readonly kind: Kind;
  readonly want: Resource | null;
  readonly base: Resource | null;
}

const edgesIn = (kind: Kind, resource: Resource | null): readonly Edge[] =>
  resource ? edgesOf(kind, resource) : [];

/**
 * Layers of addresses: what is needed comes first, what makes a secret true before what uses it, and what goes away goes
 * after whatever stood on it.
 */
export function workLayers(items: readonly PlanItem[], ends: ReadonlyMap<Address, Ends>): Address[][] {
  const going = new Set(items.filter(({ action }) => isRemoval(action)).map((item) => item.address));
  const after = new Map(items.map((item) => [item.address, new Set<Address>()]));
  for (const { address } of items) {
    const end = ends.get(address);
    if (!end) continue;
    for (const { to, when } of edgesIn(end.kind, end.want)) {
      if (going.has(to) === (when === 'gone')) after.get(address)?.add(to);
    }
    for (const { to, when } of edgesIn(end.kind, end.base)) {
      if (going.has(to) && when !== 'gone') after.get(to)?.add(address);
    }
  }
  const edges = new Map([...after].map(([address, needs]) => [address, [...needs]]));
  const changing = items.flatMap((item) => {
    const end = ends.get(item.address);
    return end ? [{ item, changes: item.changes, ...end }] : [];
  });
  for (const [earlier, later] of secretOrder(changing, edges)) edges.get(later)?.push(earlier);
  return layers({ nodes: items.map((item) => item.address), edges });
}
