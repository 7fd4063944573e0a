/** What all kinds together need to be read of the nodes, each thing once. */
import type { Ask, Reads } from '../node/port.ts';
import type { Kind } from './kind.ts';

export function readsOf(kinds: readonly Pick<Kind, 'reads'>[]): Reads {
  const all = kinds.flatMap(({ reads }) => reads ?? []);
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
