import { sizeInKiB } from '../config/units.ts';
import { capacityText } from '../plan/render/words.ts';
import { promisedOfNodes } from './facts/promised-of-nodes.ts';
import type { Rule } from './rule.ts';

const text = (kib: number): string => capacityText('memory', kib);

export const memoryOvercommit: Rule = {
  id: 'PHX523',
  severity: 'warning',
  title: 'Guests are promised more memory than their node has',
  why: 'Proxmox starts them all the same, and when they take what they were promised, the kernel of the node kills processes of its own choice, in guests or of Proxmox itself. What a node has stands in its "capacity" in phoenix.json, how often it may be promised in "policies.overcommit".',
  example: {
    wrong: '"capacity": { "memory": "16G" } of the node, and three guests with "memory": "8G"',
    right: '"memory": "4G" in each of them, or "overcommit": { "memory": 1.5 }',
  },
  check: (input) =>
    promisedOfNodes(input, {
      key: 'memory',
      has: ({ memory }) => (memory === undefined ? null : sizeInKiB(memory, 'M')),
      takes: ({ memory }) => memory,
      text,
      tooLarge: ({ resource, view }, has) => ({
        message: `${resource.address} may take ${text(view.memory - has)} more memory than ${view.node} has, ${text(has)}`,
        hint: 'Give it less, or move it to a larger node.',
      }),
    }),
};
