import type { Breach, Rule } from '../../../rules/rule.ts';
import { guardsNodes } from '../live.ts';
import { isFirewall } from '../spec.ts';

export const undeclaredManagement: Rule = {
  id: 'PHX866',
  severity: 'warning',
  title: 'Nobody says from where the nodes are looked after',
  why: 'A firewall of the cluster or of a node may lock everybody out. With "policies.management" in phoenix.json, a change that would do so is an error before it is merged. Without it, only the way back remains: Phoenix reverts a change after which it cannot reach the node itself.',
  example: { wrong: '"policies": {}', right: '"policies": { "management": ["10.0.0.0/24"] }' },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    if ((estate.settings.policies.management ?? []).length > 0) return;
    const first = [...estate.resources.values()]
      .filter(isFirewall)
      .find(({ spec }) => guardsNodes(spec.target));
    if (!first) return;
    yield {
      message: `${first.address} decides who reaches the nodes, and phoenix.json does not say who must`,
      hint: 'Write "policies": { "management": ["10.0.0.0/24"] } in phoenix.json, with your network.',
      at: input.inSettings('policies'),
    };
  },
};
