/** Memory and cores: what the guests of a node that run may take together, and a guest that is larger than its node. */
import type { NodeSettings } from '../../config/settings.ts';
import type { GuestView } from '../../kinds/guest-view.ts';
import { overcommitted, type Share } from './promised.ts';
import type { Breach, Guest, RuleInput } from '../rule.ts';

export interface Promised {
  /** The key in the file of a guest, in "capacity" of a node, and in `policies.overcommit`. */
  readonly key: 'memory' | 'cores';
  /** What a node is declared to have; null: nothing. */
  readonly has: (capacity: NonNullable<NodeSettings['capacity']>) => number | null;
  readonly takes: (view: GuestView) => number;
  readonly text: (amount: number) => string;
  /** Of a guest that takes more than its node has. */
  readonly tooLarge: (guest: Guest, has: number) => { readonly message: string; readonly hint: string };
}

/** A guest that is larger than its node is found by itself, and does not count again. */
export function* promisedOfNodes(input: RuleInput, promised: Promised): Iterable<Breach> {
  const { settings } = input.estate;
  const { key, text } = promised;
  const pots = new Map<string, { readonly has: number; readonly shares: Share[] }>();
  for (const [node, { capacity }] of Object.entries(settings.nodes)) {
    const has = capacity ? promised.has(capacity) : null;
    if (has !== null) pots.set(node, { has, shares: [] });
  }
  for (const guest of input.guests) {
    const { resource, view } = guest;
    const pot = pots.get(view.node);
    if (!pot) continue;
    const [amount, at] = [promised.takes(view), { resource, path: `/${key}` }];
    if (amount > pot.has) {
      const also = input.inSettings('nodes', view.node, 'capacity', key);
      yield { ...promised.tooLarge(guest, pot.has), at, also };
    } else if (view.runs) pot.shares.push({ who: resource.address, amount, at });
  }
  for (const [node, { has, shares }] of pots) {
    const takers = `the guests of ${node} that run`;
    const at = input.inSettings('nodes', node, 'capacity', key);
    const times = settings.policies.overcommit[key];
    const found = overcommitted({ takers, owner: `of ${node}`, has, times, policy: key, at, text }, shares);
    if (found) yield found;
  }
}
