/** `phoenix apply lxc/web`: the items of a plan that were named, and those that they need. */
import type { Address } from '../config/model.ts';
import { closure } from '../plan/graph.ts';
import type { PlanItem } from '../plan/plan.ts';

/** All of them where nothing is named. */
export function namedItems(
  items: readonly PlanItem[],
  named: ReadonlySet<Address> | undefined,
): readonly PlanItem[] {
  if (!named || named.size === 0) return items;
  const graph = {
    nodes: items.map((item) => item.address),
    edges: new Map(items.map((item) => [item.address, item.dependsOn])),
  };
  const wanted = closure(graph, [...named]);
  return items.filter((item) => wanted.has(item.address));
}
