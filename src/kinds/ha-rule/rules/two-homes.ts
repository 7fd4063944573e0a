import type { Breach, Rule } from '../../../rules/rule.ts';
import { haRulesIn, membersOf } from '../../ha/rules/facts/ha-entries.ts';

export const twoHomes: Rule = {
  id: 'PHX897',
  severity: 'error',
  title: 'Two rules say on which nodes HA runs the same guest',
  why: 'Proxmox refuses a second rule of the type node-affinity for a resource, in the middle of an apply (PVE 9.2); in PVE 8 the group that was named last would count.',
  example: {
    wrong: 'ha-rule/left.json and ha-rule/right.json with "resources": ["ha/db"], both with "nodes"',
    right: 'one of them with all its nodes, and how much each is preferred',
  },
  *check({ estate }): Iterable<Breach> {
    const known = new Map<string, ReturnType<typeof haRulesIn>[number]>();
    for (const rule of haRulesIn(estate)) {
      if (rule.spec.options['nodes'] === undefined) continue;
      for (const member of membersOf(rule)) {
        const other = known.get(member);
        if (!other) known.set(member, rule);
        else {
          yield {
            message: `${rule.address} and ${other.address} both say where ${member} is`,
            hint: 'Make one rule of them.',
            at: { resource: rule, path: '/resources' },
            also: { resource: other, path: '/resources' },
          };
        }
      }
    }
  },
};
