import type { Breach, Rule } from '../../../rules/rule.ts';
import { haIn } from './facts/ha-entries.ts';

export const fewNodes: Rule = {
  id: 'PHX895',
  severity: 'warning',
  title: 'HA in a cluster that one node can bring to a halt',
  why: 'HA recovers guests where more than half of the nodes are left. Of two nodes none is, when one fails: the other one loses its quorum, restarts by its watchdog, and takes its own guests down with it.',
  example: {
    wrong: '"nodes": { "pve1": {}, "pve2": {} }, and a file in ha/',
    right: 'three nodes; or two and a QDevice, with "rules": { "PHX895": "off" }',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    const count = Object.keys(estate.settings.nodes).length;
    const [first] = haIn(estate);
    if (!first || count > 2) return;
    yield {
      message: `HA with ${count === 1 ? 'one node' : 'two nodes'} recovers nothing when one of them fails`,
      hint: 'Add a third node, or a QDevice and turn this rule off.',
      at: { resource: first.resource, path: '/guest' },
      also: input.inSettings('nodes'),
    };
  },
};
