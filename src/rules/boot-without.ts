import { dependenciesIn } from './facts/guest-dependencies.ts';
import type { Breach, Rule } from './rule.ts';

/** A dependency that shall not run at all is PHX533. */
export const bootWithout: Rule = {
  id: 'PHX532',
  severity: 'warning',
  title: 'A guest starts with its node, and one that it depends on does not',
  why: 'After a restart of the node Proxmox starts what has "onboot" and nothing else. The guest comes up without what it needs, until somebody starts that by hand or the next apply does.',
  example: {
    wrong: '"onboot": true, "dependsOn": ["lxc/db"]   and lxc/db has no "onboot"',
    right: '"onboot": true   in both files',
  },
  *check(input): Iterable<Breach> {
    for (const { from, to, at } of dependenciesIn(input)) {
      if (!from.view.onboot || to.view.onboot || !to.view.runs) continue;
      yield {
        message: `${from.resource.address} starts with its node, and ${to.resource.address}, which it depends on, does not`,
        hint: `Write "onboot": true for ${to.resource.address}, or take it away here.`,
        at,
        also: { resource: to.resource, path: '/onboot' },
      };
    }
  },
};
