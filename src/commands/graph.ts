/** `phoenix graph`: who depends on whom. */
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { edgesOf } from '../kinds/edges.ts';
import { kinds } from '../kinds/registry.ts';
import { closure, type Graph } from '../plan/graph.ts';
import { renderGraph } from '../plan/render/graph.ts';
import type { Console } from './console.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface GraphOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly format: 'text' | 'dot' | 'mermaid' | 'json';
}

function graphOf(estate: Estate): Graph {
  const byKind = new Map(kinds.map((kind) => [kind.kind, kind]));
  const edges = [...estate.resources.values()].map((resource) => {
    const kind = byKind.get(resource.kind);
    const to = kind ? edgesOf(kind, resource) : [];
    return [resource.address, [...new Set(to.map((edge): Address => edge.to))].toSorted()] as const;
  });
  return { nodes: [...estate.resources.keys()].toSorted(), edges: new Map(edges) };
}

function only(estate: Estate, addresses: readonly Address[]): Graph {
  const graph = graphOf(estate);
  if (addresses.length === 0) return graph;
  const unknown = addresses.find((address) => !graph.nodes.includes(address));
  if (unknown !== undefined) throw unknownAddress(unknown, estate);
  const kept = closure(graph, addresses);
  return { nodes: graph.nodes.filter((node) => kept.has(node)), edges: graph.edges };
}

/** Exit code 0. */
export async function graph(options: GraphOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    io.out(renderGraph(only(sound(workspace.onDisk()), options.addresses), options.format));
    return 0;
  } finally {
    workspace.close();
  }
}
