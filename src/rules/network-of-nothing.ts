import { quote } from '../config/quote.ts';
import { didYouMean } from '../config/suggest.ts';
import { nodeIn } from '../config/declared-node.ts';
import type { Breach, Rule } from './rule.ts';

export const networkOfNothing: Rule = {
  id: 'PHX527',
  severity: 'error',
  title: 'A network is declared for a node or a bridge that does not exist',
  why: 'No card of a guest is ever in such a network, so that nothing is checked against it: a slip of the finger would switch the checks off.',
  example: {
    wrong: '"networks": { "lan": { "bridge": "vmbr0", "nodes": ["pve1", "pev2"] } }',
    right: '"nodes": ["pve1", "pve2"]',
  },
  *check(input): Iterable<Breach> {
    const { settings } = input.estate;
    const known = Object.keys(settings.nodes);
    for (const [name, { bridge, nodes }] of Object.entries(settings.networks)) {
      for (const [index, node] of (nodes ?? []).entries()) {
        if (Object.hasOwn(settings.nodes, node)) continue;
        yield {
          message: `the network "${name}" is declared for ${quote(node)}, and there is no such node`,
          hint: didYouMean(node, known, 'Declare it under "nodes" in phoenix.json.'),
          at: input.inSettings('networks', name, 'nodes', index),
        };
      }
      const there = (nodes ?? known).flatMap((node) => nodeIn(settings, node) ?? []);
      const bridges = there.flatMap((node) => node.bridges ?? []);
      // A node that declares no bridges may have any.
      if (there.length === 0 || bridges.includes(bridge) || there.some((node) => !node.bridges)) continue;
      yield {
        message: `the network "${name}" is reached by ${quote(bridge)}, and none of its nodes has such a bridge`,
        hint: didYouMean(bridge, [...new Set(bridges)], 'Add it to "bridges" of the node in phoenix.json.'),
        at: input.inSettings('networks', name, 'bridge'),
      };
    }
  },
};
