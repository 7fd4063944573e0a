import type { Breach, Rule, RuleInput, Spot } from './rule.ts';
import { hasAddress, spotOf, type StaticAddress, staticAddresses } from './facts/static-addresses.ts';

export const addressOfNetwork: Rule = {
  id: 'PHX514',
  severity: 'error',
  title: 'A static address is that of the gateway, or the first or last of its network',
  why: "The first address of a network stands for the network and the last one for everybody in it, so that no guest can be reached by them. A guest with the gateway's address takes the way out from all others. Proxmox checks none of this.",
  example: {
    wrong: '"ip": "10.0.0.1/24", "gw": "10.0.0.1"',
    right: '"ip": "10.0.0.5/24", "gw": "10.0.0.1"',
  },
  *check(input): Iterable<Breach> {
    for (const one of staticAddresses(input)) {
      const found = breachOf(one, input);
      if (found) yield { ...found, at: spotOf(one) };
    }
  },
};

type Found = { readonly message: string; readonly hint: string; readonly also?: Spot };

function breachOf(one: StaticAddress, input: RuleInput): Found | null {
  const hint = 'Give the guest another address of the network.';
  switch (one.fault?.is) {
    case 'network':
      return { message: `${hasAddress(one)}, which stands for its whole network`, hint };
    case 'broadcast':
      return { message: `${hasAddress(one)}, which is the broadcast address of its network`, hint };
    case 'own-gateway': {
      const { guest, slot, key } = one;
      const gateway = key === 'ip' ? 'gw' : 'gw6';
      return {
        message: `${hasAddress(one)}, and "${gateway}" names it as the gateway`,
        hint: `Correct "${key}" or "${gateway}"; a guest that is the gateway itself has none on this card.`,
        also: { resource: guest.resource, path: `/${slot}/${gateway}` },
      };
    }
    case 'gateway': {
      const { name } = one.fault.network;
      return {
        message: `${hasAddress(one)}, which is the gateway of the network "${name}"`,
        hint: 'Give the guest another address; where it is the gateway itself, suppress this with that reason.',
        also: input.inSettings('networks', name, 'gateway'),
      };
    }
    case 'node':
    case 'outside':
    case 'reserved':
    case 'dhcp':
    case undefined:
      return null;
  }
}
