/** What there is of a zone or a vnet: its objects as committed, and nodes that have not applied them. */
import type { Snapshot } from '../../node/port.ts';
import type { NodeName } from '../step.ts';
import { type Objects, type SdnState, sdnOf } from './config.ts';
import { INTERFACES_FILE, lagging, nodeConfigIn } from './node-config.ts';

export interface SdnLive {
  /** By key, those of the resource. */
  readonly objects: Objects;
  /** Nodes that have not applied the last commit, and what they lack. */
  readonly behind: readonly { readonly node: NodeName; readonly why: string }[];
}

const KNOWN = new WeakMap<ReadonlyMap<string, string>, SdnState>();
const NO_FILES: ReadonlyMap<string, string> = new Map();

/** Parsed once for a reading. */
export function sdnIn({ files = NO_FILES }: Pick<Snapshot, 'files'>): SdnState {
  const known = KNOWN.get(files) ?? sdnOf(files);
  KNOWN.set(files, known);
  return known;
}

/** The vnets of a zone, and its own subnets of a vnet. */
export function objectsOf(objects: Objects, id: string): Objects {
  const name = id.slice(id.indexOf(':') + 1);
  const own = [...objects].filter(
    ([key, fields]) =>
      key === id || (id.startsWith('vnet:') && key.startsWith('subnet:') && fields['vnet'] === name),
  );
  return new Map(own);
}

/** Names of the nodes that a zone is on; null: all. */
function nodesOfZone(objects: Objects, zone: string): ReadonlySet<NodeName> | null {
  const nodes = objects.get(`zone:${zone}`)?.['nodes'];
  return nodes === undefined || nodes === '' ? null : new Set(nodes.split(','));
}

/** The bridges that a node has to have. */
export function bridgesOn(objects: Objects, node: NodeName): string[] {
  return [...objects].flatMap(([key, { zone = '' }]) =>
    key.startsWith('vnet:') && (nodesOfZone(objects, zone)?.has(node) ?? true)
      ? [key.slice('vnet:'.length)]
      : [],
  );
}

function behindOf(snapshot: Snapshot, { running, version }: SdnState, id: string): SdnLive['behind'] {
  const [type, name = ''] = id.split(':');
  const zone = type === 'zone' ? name : (running.get(id)?.['zone'] ?? '');
  const on = nodesOfZone(running, zone);
  return [...snapshot.nodes].flatMap(([node, facts]) => {
    if (!facts.reachable || !facts.files || !(on?.has(node) ?? true)) return [];
    const config = nodeConfigIn(facts.files.get(INTERFACES_FILE));
    const why = lagging(config, version, { bridges: type === 'vnet' ? [name] : [] });
    return why === null ? [] : [{ node, why }];
  });
}

/** Null: it is not there, as committed. */
export function liveOf(snapshot: Snapshot, id: string): SdnLive | null {
  const state = sdnIn(snapshot);
  if (!state.running.has(id)) return null;
  return { objects: objectsOf(state.running, id), behind: behindOf(snapshot, state, id) };
}
