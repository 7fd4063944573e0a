/**
 * Why a guest cannot be on another node, whatever kind it is: what it has now and that node lacks. What its file says is
 * held against the declarations of the new node when it is read; this is for what git does not name, and for the node itself.
 */
import { nodeIn } from '../../config/declared-node.ts';
import type { Move } from './dialect.ts';
import { isNetSlot } from './field.ts';

type Where = Pick<Move, 'prior' | 'to' | 'settings' | 'snapshot'>;

function away({ to, snapshot }: Where): string | null {
  const facts = snapshot?.nodes.get(to);
  if (!snapshot || facts?.reachable) return null;
  return facts ? `${to} cannot be reached: ${facts.why}` : `${to} was not read`;
}

function storageReason({ prior, to, settings, snapshot }: Where): string | null {
  const used = new Set(prior.now.filter(({ key }) => key === 'storage').map(({ value }) => value));
  const declared = nodeIn(settings, to)?.storages ?? {};
  const lacks = (id: string): boolean => {
    const entry = snapshot?.storages.get(id);
    if (entry) return entry.nodes.length > 0 && !entry.nodes.includes(to);
    // A node that declares none tells nothing of any.
    return snapshot === null && Object.keys(declared).length > 0 && !Object.hasOwn(declared, id);
  };
  const missing = [...used].find(lacks);
  return missing === undefined ? null : `${to} has no storage "${missing}"`;
}

function bridgeReason({ prior, to, settings, snapshot }: Where): string | null {
  const facts = snapshot?.nodes.get(to);
  const known = facts?.reachable ? facts.bridges : nodeIn(settings, to)?.bridges;
  // Vnets of SDN are bridges too, and on a node where none of their guests runs they may not be up.
  if (!known || known.length === 0) return null;
  const used = prior.now.filter(({ slot, key }) => isNetSlot(slot) && key === 'bridge');
  const missing = used.find(({ value }) => /^vmbr\d+$/.test(value) && !known.includes(value));
  return missing === undefined ? null : `${to} has no bridge "${missing.value}", which ${missing.slot} is on`;
}

/** Null: nothing is known to be missing there. */
export const targetLacks = (move: Where): string | null =>
  away(move) ?? storageReason(move) ?? bridgeReason(move);
