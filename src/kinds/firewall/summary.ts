/** A firewall in a few words, for the plan's table. */
import { type FirewallSpec, nameOf } from './spec.ts';

const counted = (n: number, one: string) => (n === 0 ? [] : [`${n} ${one}${n === 1 ? '' : 's'}`]);

export function summaryOf({ target, options, aliases, ipsets, groups, rules = [] }: FirewallSpec): string {
  const policy = options['policy_in'];
  return [
    nameOf(target),
    ...(policy === undefined ? [] : [`${policy} what comes in`]),
    ...counted(rules.length, 'rule'),
    ...counted(Object.keys(groups).length, 'group'),
    ...counted(Object.keys(ipsets).length, 'IP set'),
    ...(Object.keys(aliases).length === 1 ? ['1 alias'] : counted(Object.keys(aliases).length, 'aliase')),
  ].join(', ');
}
