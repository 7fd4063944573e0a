import type { Breach, Rule } from '../../../rules/rule.ts';
import { pointer } from '../../../json.ts';
import { cardsOnVnets, subnetsIn } from './facts/subnets.ts';

export const rangeTooSmall: Rule = {
  id: 'PHX847',
  severity: 'error',
  title: 'A vnet has fewer addresses to give than guests that need one',
  why: 'Proxmox takes an address of the range for every card on the vnet, also for those with a fixed one. When none is left, it makes the guest without the card, and the apply fails.',
  example: {
    wrong: '"dhcp": ["10.9.0.50-10.9.0.51"] with three guests on the vnet',
    right: '"dhcp": ["10.9.0.50-10.9.0.99"]',
  },
  *check(input): Iterable<Breach> {
    const cards = cardsOnVnets(input);
    const subnets = subnetsIn(input).filter(({ dhcp, range }) => dhcp.length > 0 && range.family === 4);
    for (const vnet of new Set(subnets.map((subnet) => subnet.vnet))) {
      const own = subnets.filter((subnet) => subnet.vnet === vnet);
      const room = own
        .flatMap(({ dhcp }) => dhcp)
        .reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
      const needed = cards.get(vnet.name)?.length ?? 0;
      if (room >= BigInt(needed)) continue;
      yield {
        message: `${vnet.address} has ${room} ${room === 1n ? 'address' : 'addresses'} to give, and ${needed} cards are on it`,
        hint: 'Widen the range, or add one.',
        at: { resource: vnet, path: pointer('subnets', own[0]?.cidr ?? '', 'dhcp') },
      };
    }
  },
};
