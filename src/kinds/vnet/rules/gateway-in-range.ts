import { isInRange, parseAddress } from '../../../config/address-range.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { pointer } from '../../../json.ts';
import { subnetsIn } from './facts/subnets.ts';

export const gatewayInRange: Rule = {
  id: 'PHX851',
  severity: 'warning',
  title: 'A gateway lies in the range that a vnet gives away',
  why: 'Proxmox keeps the gateway out of what it gives, so that the range is one address shorter than it looks; any other IPAM gives the address to a guest.',
  example: {
    wrong: '"gateway": "10.9.0.50", "dhcp": ["10.9.0.50-10.9.0.99"]',
    right: '"gateway": "10.9.0.1"',
  },
  *check(input): Iterable<Breach> {
    for (const { vnet, cidr, gateway, dhcp } of subnetsIn(input)) {
      const address = gateway === null ? null : parseAddress(gateway);
      if (!address || !dhcp.some((range) => isInRange(address, range))) continue;
      yield {
        message: `the gateway ${gateway} of ${cidr} lies in a range that is given away`,
        hint: 'Begin the range behind it, or take a gateway outside of it.',
        at: { resource: vnet, path: pointer('subnets', cidr, 'gateway') },
      };
    }
  },
};
