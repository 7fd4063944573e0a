import type { CardView } from '../kinds/guest-view.ts';
import { networksAt } from './facts/declared-networks.ts';
import type { Breach, Guest, Rule, RuleInput } from './rule.ts';

/** Below this, Linux switches IPv6 off for a card (RFC 8200). */
const LEAST_OF_IPV6 = 1280;

export const cardMtu: Rule = {
  id: 'PHX518',
  severity: 'error',
  title: 'The MTU of a card does not fit its network',
  why: 'Proxmox refuses to start a container whose card has a larger MTU than its bridge. Below 1280 a card has no IPv6 at all. The MTU of a network stands under "networks" in phoenix.json.',
  example: {
    wrong: '"mtu": 1500 of the network, and "net0": { "mtu": 9000 } of a guest',
    right: '"net0": { }   the card takes the MTU of its bridge',
  },
  *check(input): Iterable<Breach> {
    for (const guest of input.guests) {
      for (const card of guest.view.cards) {
        if (card.mtu === null) continue;
        const found = aboveNetwork(guest, card, card.mtu, input) ?? belowIpv6(guest, card, card.mtu);
        if (found) yield found;
      }
    }
  },
};

const spotOf = ({ resource }: Guest, { slot }: CardView, key = 'mtu') => ({
  resource,
  path: `/${slot}/${key}`,
});

function aboveNetwork(guest: Guest, card: CardView, mtu: number, input: RuleInput): Breach | null {
  const networks = networksAt(input.estate.settings, guest.view.node, card);
  const [widest] = networks
    .filter(({ mtu: most }) => most !== null)
    .toSorted((a, b) => Number(b.mtu) - Number(a.mtu));
  if (!widest || mtu <= Number(widest.mtu)) return null;
  return {
    message: `${card.slot} of ${guest.resource.address} has the MTU ${mtu}, and the network "${widest.name}" ${widest.mtu}`,
    hint: `Write at most ${widest.mtu}, or leave "mtu" out: then the card takes that of its bridge.`,
    at: spotOf(guest, card),
    also: input.inSettings('networks', widest.name, 'mtu'),
  };
}

function belowIpv6(guest: Guest, card: CardView, mtu: number): Breach | null {
  if (card.ip6 === null || mtu >= LEAST_OF_IPV6) return null;
  return {
    message: `${card.slot} of ${guest.resource.address} has the MTU ${mtu}, and IPv6 needs ${LEAST_OF_IPV6}`,
    hint: `Write at least ${LEAST_OF_IPV6}, or leave "ip6" out.`,
    at: spotOf(guest, card),
    also: spotOf(guest, card, 'ip6'),
  };
}
