import { overlaps } from '../../../config/address-range.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { pointer } from '../../../json.ts';
import { type SubnetFact, subnetsIn } from './facts/subnets.ts';

const byStart = (a: SubnetFact, b: SubnetFact): number => (a.range.first < b.range.first ? -1 : 1);

export const overlappingSubnets: Rule = {
  id: 'PHX849',
  severity: 'error',
  title: 'Two subnets have addresses in common',
  why: 'A node has a route to each of its subnets, and of two for the same address it takes one: guests of the other are not reached from there, and SNAT answers the wrong ones.',
  example: {
    wrong: '"10.9.0.0/16" of one vnet and "10.9.1.0/24" of another',
    right: '"10.9.0.0/24" and "10.9.1.0/24"',
  },
  *check(input): Iterable<Breach> {
    const sorted = subnetsIn(input).toSorted(byStart);
    for (const family of [4, 6]) {
      let widest: SubnetFact | null = null;
      for (const subnet of sorted.filter(({ range }) => range.family === family)) {
        if (widest && overlaps(widest.range, subnet.range)) {
          yield {
            message: `${subnet.cidr} of ${subnet.vnet.address} overlaps ${widest.cidr} of ${widest.vnet.address}`,
            hint: 'Give each network addresses of its own.',
            at: { resource: subnet.vnet, path: pointer('subnets', subnet.cidr), what: 'key' },
            also: { resource: widest.vnet, path: pointer('subnets', widest.cidr), what: 'key' },
          };
        }
        if (!widest || subnet.range.last > widest.range.last) widest = subnet;
      }
    }
  },
};
