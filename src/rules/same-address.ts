import { addressKey } from '../config/address-range.ts';
import type { Breach, Rule, RuleInput } from './rule.ts';
import { placeOf, spotOf, type StaticAddress, staticAddresses } from './facts/static-addresses.ts';

/** Of one guest it is never allowed (PHX609). */
export const sameAddress: Rule = {
  id: 'PHX512',
  severity: 'error',
  title: 'Two guests, or a guest and a node, have the same IP address',
  why: 'Proxmox starts both, and traffic goes to whoever answered last, so that both are reached now and then: hard to find. Bridges of the same name are taken for one network on whatever node, unless "networks" of phoenix.json tells them apart by "nodes".',
  example: {
    wrong: '"net0": { "bridge": "vmbr0", "ip": "10.0.0.5/24" }   in two files',
    right: '"ip": "10.0.0.5/24" in one, "ip": "10.0.0.6/24" in the other',
  },
  *check(input): Iterable<Breach> {
    const first = new Map<string, StaticAddress>();
    const owners = new Map<string, Map<string | null, StaticAddress>>();
    for (const one of staticAddresses(input)) {
      if (one.fault?.is === 'node') yield withNode(one, one.fault.node, input);
      const key = addressKey(one.address);
      const before = first.get(key);
      if (!before) {
        first.set(key, one);
        continue;
      }
      // Nearly every address is met once: only for others is it asked where.
      const places = owners.get(key) ?? new Map([[placeOf(before), before]]);
      owners.set(key, places);
      const place = placeOf(one);
      const owner = place === null ? before : (places.get(place) ?? places.get(null) ?? one);
      if (owner.guest !== one.guest) yield withGuest(one, owner);
      if (!places.has(place)) places.set(place, one);
    }
  },
};

function withGuest(one: StaticAddress, owner: StaticAddress): Breach {
  return {
    message: `${one.guest.resource.address} and ${owner.guest.resource.address} have the same address, ${one.text}`,
    hint: 'Give one of them another address; where these are two networks, declare both under "networks" in phoenix.json.',
    at: spotOf(one),
    also: spotOf(owner),
  };
}

function withNode(one: StaticAddress, node: string, input: RuleInput): Breach {
  return {
    message: `${one.guest.resource.address} has the address of the node ${node}, ${one.text}`,
    hint: 'Give the guest another address.',
    at: spotOf(one),
    also: input.inSettings('nodes', node, 'address'),
  };
}
