import type { Breach, Rule } from './rule.ts';
import { hasAddress, spotOf, staticAddresses } from './facts/static-addresses.ts';

export const addressInDhcp: Rule = {
  id: 'PHX513',
  severity: 'error',
  title: 'A static address is one that a DHCP server gives away',
  why: 'The DHCP server does not know of it, and gives it to somebody else sooner or later: then two have the same address. Ranges of DHCP stand under "networks" in phoenix.json.',
  example: {
    wrong: '"dhcp": ["10.0.0.100-10.0.0.199"] of the network, and "ip": "10.0.0.150/24" of a guest',
    right: '"ip": "10.0.0.50/24"',
  },
  *check(input): Iterable<Breach> {
    for (const one of staticAddresses(input)) {
      if (one.fault?.is !== 'dhcp') continue;
      const { network, index } = one.fault;
      yield {
        message: `${hasAddress(one)}, which DHCP gives away in the network "${network.name}"`,
        hint: `Take one outside of the DHCP range, or write "${one.key}": "dhcp".`,
        at: spotOf(one),
        also: input.inSettings('networks', network.name, 'dhcp', index),
      };
    }
  },
};
