/** The files that kinds and every reading need, as `phoenix node` allows them. */
import { HOST_PATTERNS } from '../cluster.ts';
import type { Reads } from '../port.ts';
import { CLUSTER_PATTERNS } from '../snapshot.ts';

interface Reader {
  readonly reads?: Reads;
}

interface Writer {
  readonly writes?: { readonly files?: readonly string[]; readonly asRoot?: readonly string[] };
}

export function readAllowed(kinds: readonly Reader[]): readonly string[] {
  const own = kinds.flatMap(({ reads = {} }) => {
    const { cluster = [], node = [], asks = [] } = reads;
    return [...cluster, ...node, ...asks.flatMap(({ where }) => where ?? [])];
  });
  return [...new Set([...CLUSTER_PATTERNS, ...HOST_PATTERNS, ...own])];
}

/** @param features whether scripts for the host are allowed, and files that are run as root, or name what is */
export function writeAllowed(kinds: readonly Writer[], features: boolean): readonly string[] {
  const own = kinds.flatMap(({ writes: { files = [], asRoot = [] } = {} }) => [
    ...files,
    ...(features ? asRoot : []),
  ]);
  return [...new Set(own)];
}
