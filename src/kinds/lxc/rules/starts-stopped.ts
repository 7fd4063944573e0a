import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf } from './facts/containers.ts';

export const startsStopped: Rule = {
  id: 'PHX644',
  severity: 'warning',
  title: 'A guest that shall be stopped starts with its node',
  why: '"onboot" starts it at the next boot of the node, whatever "state" says, and the next apply stops it again.',
  example: {
    wrong: '"state": "stopped", "onboot": true',
    right: '"state": "stopped", "onboot": false',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const { state, template, options } = resource.spec;
      if (state !== 'stopped' || template || options['onboot'] !== '1') continue;
      yield {
        message: `${resource.address} shall be stopped, and starts with its node`,
        hint: 'Write "onboot": false beside "state": "stopped".',
        at: { resource, path: '/state' },
        also: { resource, path: '/onboot' },
      };
    }
  },
};
