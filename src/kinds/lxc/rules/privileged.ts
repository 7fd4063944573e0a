import type { Breach, Rule } from '../../../rules/rule.ts';
import { isLayer } from '../../layer/spec.ts';
import { isLxc } from '../spec.ts';

export const privileged: Rule = {
  id: 'PHX621',
  severity: 'warning',
  title: 'A container is privileged',
  why: 'Root in a privileged container is root on the node: what breaks out of it has everything. Proxmox calls it unsafe, and nearly everything runs unprivileged with "nesting", "keyctl", or devices named one by one.',
  example: { wrong: '"unprivileged": false', right: '"nesting": true, "keyctl": true' },
  *check({ estate }): Iterable<Breach> {
    for (const resource of estate.resources.values()) {
      // A clone is as its source is: the source is told.
      if (!isLxc(resource) && !isLayer(resource)) continue;
      if (resource.spec.unprivileged || resource.spec.source?.is === 'clone') continue;
      // A layer is the same on every node.
      const address = resource.address.replace(/@.*$/s, '');
      yield {
        message: `${address} is privileged`,
        hint: 'Remove "unprivileged": false; a guest that exists is made anew then ("generation"), and loses what is inside. Or suppress this with the reason.',
        at: { resource, path: '/unprivileged' },
      };
    }
  },
};
