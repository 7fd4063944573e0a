/** What all kinds together need to be read of the nodes, each thing once. */
import type { Resource } from '../config/model.ts';
import type { Ask, Reads } from '../node/port.ts';
import type { Kind } from './kind.ts';

/**
 * @param wanted every resource of the estate: what only some of them make worth reading is left out, where a kind says so
 * (`Kind.spares`); absent, everything is read
 */
export function readsOf(
  kinds: readonly Pick<Kind, 'kind' | 'reads' | 'spares'>[],
  wanted?: Iterable<Resource>,
): Reads {
  const estate = wanted && [...wanted];
  const all = kinds.flatMap((kind) => {
    if (!kind.reads) return [];
    const spared = new Set(estate && kind.spares?.(estate.filter((one) => one.kind === kind.kind)));
    const { node = [] } = kind.reads;
    return [{ ...kind.reads, node: node.filter((path) => !spared.has(path)) }];
  });
  const union = (of: (reads: Reads) => readonly string[] | undefined) => [
    ...new Set(all.flatMap((reads) => of(reads) ?? [])),
  ];
  const asks = new Map<string, Ask>(all.flatMap(({ asks: own = [] }) => own.map((ask) => [ask.name, ask])));
  return {
    cluster: union((reads) => reads.cluster),
    node: union((reads) => reads.node),
    asks: [...asks.values()],
  };
}
