import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf, rawLines } from './facts/containers.ts';

export const allDevices: Rule = {
  id: 'PHX640',
  severity: 'warning',
  title: 'A container may use every device of its node',
  why: 'The line takes away the list of devices that a guest may use: whatever device node comes into it, be it a disk of the node, works there. Devices under "devices" and cards under "gpus" are allowed one by one.',
  example: {
    wrong: '"raw": { "lxc.cgroup2.devices.allow": "a" }',
    right: '"devices": { "/dev/net/tun": {} }',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      for (const { value, path } of rawLines(resource, 'lxc.cgroup2.devices.allow')) {
        if (!/^a(?:\s|$)/.test(value)) continue;
        yield {
          message: 'the raw line allows every device of the node',
          hint: 'Name those that are needed under "devices" or "gpus".',
          at: { resource, path },
        };
      }
    }
  },
};
