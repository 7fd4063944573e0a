import type { Breach, Rule } from '../../../rules/rule.ts';
import { machinesOf, passedTo } from './facts/machines.ts';

export const balloonWithCard: Rule = {
  id: 'PHX682',
  severity: 'warning',
  title: 'A machine with a passed device is to give memory back',
  why: 'A device that is passed through reads and writes the memory of its machine by itself, so that all of it is held: the balloon gives nothing back, and the node has less memory than it counts on.',
  example: {
    wrong: '"hostpci0": { "mapping": "gpu0" }, "balloon": "2G"',
    right: '"hostpci0": { "mapping": "gpu0" }, "balloon": 0',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of machinesOf(estate)) {
      const { balloon } = resource.spec.options;
      const [slot] = passedTo(resource.spec);
      if (slot === undefined || balloon === undefined || balloon === '0') continue;
      yield {
        message: `${resource.address} has ${slot}, and gives no memory back`,
        hint: 'Write "balloon": 0.',
        at: { resource, path: '/balloon' },
      };
    }
  },
};
