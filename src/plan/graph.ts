/** The graph of resources: who must be there before whom, and the order that follows. */
import type { Address } from '../config/model.ts';

export interface Graph {
  readonly nodes: readonly Address[];
  /** From the dependent to what it needs. */
  readonly edges: ReadonlyMap<Address, readonly Address[]>;
}

/**
 * Layers of addresses: everything in a layer needs only earlier layers, and each layer is sorted, so that the result
 * does not depend on the order of the input. A loop, which the config rules refuse beforehand, ends up in the last layer.
 */
export function layers(graph: Graph): Address[][] {
  const waiting = new Map<Address, Set<Address>>();
  const known = new Set(graph.nodes);
  for (const node of known) {
    waiting.set(node, new Set((graph.edges.get(node) ?? []).filter((to) => known.has(to) && to !== node)));
  }
  const result: Address[][] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([node]) => node);
    const layer = (ready.length > 0 ? ready : [...waiting.keys()]).toSorted();
    for (const node of layer) waiting.delete(node);
    for (const needs of waiting.values()) for (const node of layer) needs.delete(node);
    result.push(layer);
  }
  return result;
}

/** Everything that `roots` need, directly or not, themselves included. */
export function closure(graph: Graph, roots: readonly Address[]): Set<Address> {
  const seen = new Set<Address>();
  const queue = [...roots];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(graph.edges.get(next) ?? []));
  }
  return seen;
}
