import { sizeInKiB } from '../config/units.ts';
import { capacityText } from '../plan/render/words.ts';
import { nodeIn } from './declared-node.ts';
import { addShare, overcommitted, type Share } from './promised.ts';
import type { Breach, Rule } from './rule.ts';

export const memoryOvercommit: Rule = {
  id: 'PHX523',
  severity: 'warning',
  title: 'Guests are promised more memory than their node has',
  why: 'Proxmox starts them all the same, and when they take what they were promised, the kernel of the node kills processes of its own choice, in guests or of Proxmox itself. What a node has stands in its "capacity" in phoenix.json, how often it may be promised in "policies.overcommit".',
  example: {
    wrong: '"capacity": { "memory": "16G" } of the node, and three guests with "memory": "8G"',
    right: '"memory": "4G" in each of them, or "overcommit": { "memory": 1.5 }',
  },
  *check(input): Iterable<Breach> {
    const { settings } = input.estate;
    const pots = new Map<string, Share[]>();
    const text = (kib: number) => capacityText('memory', kib);
    for (const { resource, view } of input.guests) {
      const declared = nodeIn(settings, view.node)?.capacity?.memory;
      const has = declared === undefined ? null : sizeInKiB(declared, 'M');
      if (has === null) continue;
      const at = { resource, path: '/memory' };
      if (view.memory > has) {
        yield {
          message: `${resource.address} may take ${text(view.memory - has)} more memory than ${view.node} has, ${text(has)}`,
          hint: 'Give it less, or move it to a larger node.',
          at,
          also: input.inSettings('nodes', view.node, 'capacity', 'memory'),
        };
      } else if (view.runs) addShare(pots, view.node, { who: resource.address, amount: view.memory, at });
    }
    for (const [node, shares] of pots) {
      const has = sizeInKiB(nodeIn(settings, node)?.capacity?.memory ?? 0, 'M') ?? 0;
      const at = input.inSettings('nodes', node, 'capacity', 'memory');
      const pot = {
        takers: `the guests of ${node} that run`,
        owner: `of ${node}`,
        has,
        times: settings.policies.overcommit.memory,
      };
      const found = overcommitted({ ...pot, policy: 'memory', at, text }, shares);
      if (found) yield found;
    }
  },
};
