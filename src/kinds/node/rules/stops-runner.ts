import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { consumersOf } from '../consumers.ts';
import { nodesOf } from './facts/nodes.ts';

export const stopsRunner: Rule = {
  id: 'PHX913',
  severity: 'warning',
  title: 'A feature of a node can never change by itself, as the guest that runs the jobs stands on it',
  why: 'Guests that use what a feature of their node brings are stopped while it changes. The guest that runs the jobs is never stopped by one of them, so that every such change is held back until somebody applies it from elsewhere.',
  example: {
    wrong: '"runner": "lxc/runner", which has a card of the node with the feature "nvidia-driver"',
    right: 'a runner without a card',
  },
  *check({ estate }): Iterable<Breach> {
    const { runner } = estate.settings;
    if (runner === undefined) return;
    for (const resource of nodesOf(estate)) {
      for (const { id } of resource.spec.software ?? []) {
        const stopped = consumersOf(resource.address, id, [resource.spec], estate.resources);
        if (!stopped.some(({ address }) => address === runner)) continue;
        yield {
          message: `${runner} runs the jobs, and would be stopped for ${id} of ${resource.spec.node}`,
          hint: 'Let another guest run the jobs, or apply such changes from the command line elsewhere.',
          at: { resource, path: pointer('features', id), what: 'key' },
        };
      }
    }
  },
};
