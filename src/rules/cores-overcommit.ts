import { plural } from '../plan/render/words.ts';
import { promisedOfNodes } from './facts/promised-of-nodes.ts';
import type { Rule } from './rule.ts';

const text = (cores: number): string => plural(cores, 'core');

export const coresOvercommit: Rule = {
  id: 'PHX524',
  severity: 'warning',
  title: 'Guests are promised many times the cores of their node',
  why: 'Cores are shared, so that promising each of them several times is usual; with too many at work at once everything on the node becomes slow, Proxmox included. A guest with more cores than its node has gains nothing, and a virtual machine does not start. "capacity" and "policies.overcommit" in phoenix.json say what there is, and how often it may be promised: 4 times, unless they do.',
  example: {
    wrong: '"capacity": { "cores": 4 } of the node, and "cores": 8 of a guest',
    right: '"cores": 4',
  },
  check: (input) =>
    promisedOfNodes(input, {
      key: 'cores',
      has: ({ cores }) => cores ?? null,
      takes: ({ cores }) => cores,
      text,
      tooLarge: ({ resource, view }, has) => ({
        message: `${resource.address} has ${text(view.cores)}, and ${view.node} has ${text(has)}`,
        hint: `Write at most ${has}.`,
      }),
    }),
};
