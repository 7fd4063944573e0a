import type { Breach, Rule } from '../../../rules/rule.ts';
import { idMapOf } from '../id-map.ts';
import { containersOf } from './facts/containers.ts';

export const privilegedNesting: Rule = {
  id: 'PHX637',
  severity: 'warning',
  title: 'A privileged container has nesting',
  why: 'With nesting, /proc and /sys of the node are in the guest without what hides them otherwise, and its root is root of the node: it can write kernel settings and reach what runs beside it. Of the two, one may be needed, hardly ever both.',
  example: { wrong: '"unprivileged": false, "nesting": true', right: '"nesting": true' },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const { features } = resource.spec;
      if (features['nesting'] !== '1' || idMapOf(resource.spec) !== null) continue;
      yield {
        message: `${resource.address} is privileged and has nesting`,
        hint: 'Leave "nesting" out, or let the guest be unprivileged.',
        at: { resource, path: '/nesting' },
      };
    }
  },
};
