import type { Breach, Rule } from '../../../rules/rule.ts';
import { idMapOf } from '../id-map.ts';
import { containersOf, rawLines } from './facts/containers.ts';

export const allCapabilities: Rule = {
  id: 'PHX641',
  severity: 'warning',
  title: 'A privileged container keeps every capability',
  why: 'An empty "lxc.cap.drop" forgets what LXC takes from a guest: loading kernel modules, setting the clock, raw access to hardware. In a privileged guest its root then has the node.',
  example: { wrong: '"unprivileged": false, "raw": { "lxc.cap.drop": "" }', right: '"unprivileged": false' },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      if (idMapOf(resource.spec) !== null) continue;
      for (const { value, path } of rawLines(resource, 'lxc.cap.drop')) {
        if (value !== '') continue;
        yield {
          message: 'the raw line leaves a privileged guest every capability',
          hint: 'Remove it, or name what is to be dropped, such as "sys_module mac_admin".',
          at: { resource, path },
        };
      }
    }
  },
};
