import type { Breach, Rule } from '../../../rules/rule.ts';
import { haRulesIn, membersOf } from '../../ha/rules/facts/ha-entries.ts';

export const impossibleCompany: Rule = {
  id: 'PHX898',
  severity: 'error',
  title: 'Guests of HA cannot be kept together or apart as asked',
  why: 'Proxmox refuses to keep more guests apart than there are nodes, and to keep two guests together that another rule keeps apart (PVE 9.2). The apply would end half-way.',
  example: {
    wrong: '"affinity": "negative" with three resources, in an estate of two nodes',
    right: 'as many resources as nodes, or fewer',
  },
  *check({ estate }): Iterable<Breach> {
    const count = Object.keys(estate.settings.nodes).length;
    const rules = haRulesIn(estate).filter(({ spec }) => spec.options['affinity'] !== undefined);
    const apart = rules.filter(({ spec }) => spec.options['affinity'] === 'negative');
    const together = rules.filter(({ spec }) => spec.options['affinity'] === 'positive');
    for (const rule of apart) {
      const members = membersOf(rule);
      if (members.length > count) {
        yield {
          message: `${members.length} guests cannot each have a node of their own: there are ${count}`,
          hint: 'Name fewer resources.',
          at: { resource: rule, path: '/resources' },
        };
      }
      for (const other of together) {
        const both = membersOf(other).filter((member) => members.includes(member));
        if (both.length < 2) continue;
        yield {
          message: `${both.join(' and ')} are kept apart by ${rule.address} and together by ${other.address}`,
          hint: 'Take them out of one of the rules.',
          at: { resource: rule, path: '/resources' },
          also: { resource: other, path: '/resources' },
        };
      }
    }
  },
};
