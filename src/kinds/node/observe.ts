/** What there is of a node's file: its marker is a file below /etc/pve, and what it brought stands on the node. */
import { marksIn, markOfId, otherOwner } from '../mark-file.ts';
import type { ObserveInput } from '../kind.ts';
import type { Owned, Seen } from '../seen.ts';
import type { Snapshot } from '../../node/port.ts';
import { liveOf, type NodeLive } from './fields.ts';
import type { NodeSpec } from './spec.ts';

const PREFIX = 'node:';

export const idOf = (node: string) => `${PREFIX}${node}`;

export function observeNode(input: ObserveInput<NodeSpec>): Seen<NodeLive> {
  const { snapshot, id, estate, env, want, base } = input;
  const node = id.slice(PREFIX.length);
  const facts = snapshot.nodes.get(node);
  const live = liveOf(facts, want?.spec ?? base?.spec ?? null);
  if (!live) {
    const why = facts && !facts.reachable ? facts.why : `there is no connection to ${node}`;
    return { is: 'unknown', why };
  }
  const owned = markOfId(snapshot, estate, id);
  const other = owned ? null : otherOwner(snapshot, estate, id);
  if (other !== null) return { is: 'foreign', why: `the estate "${other}" looks after this node` };
  if (!owned) return { is: 'absent' };
  if (owned.mark.env !== env) {
    return { is: 'foreign', why: `the environment ${owned.mark.env ?? '(none)'} looks after this node` };
  }
  return { is: 'ours', live, mark: owned.mark };
}

export function ownedNodes(snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] {
  return marksIn(snapshot, estate, env, PREFIX);
}
