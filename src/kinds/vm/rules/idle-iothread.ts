import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { machinesOf } from './facts/machines.ts';

export const idleIothread: Rule = {
  id: 'PHX685',
  severity: 'warning',
  title: 'A disk has a thread of its own that its controller does not use',
  why: 'Disks of "scsi" share the thread of their controller, unless each has a controller of its own: Proxmox ignores "iothread" otherwise, and says so in the log of the start alone.',
  example: {
    wrong: '"disks": { "scsi0": { "iothread": true } }',
    right: '"scsihw": "virtio-scsi-single" beside it',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of machinesOf(estate)) {
      const { options, disks, source } = resource.spec;
      // What no file names comes from the source of a clone.
      if (options['scsihw'] === 'virtio-scsi-single' || (source?.is === 'clone' && !options['scsihw']))
        continue;
      for (const [slot, { iothread }] of Object.entries(disks)) {
        if (iothread !== '1' || !slot.startsWith('scsi')) continue;
        yield {
          message: `${slot} of ${resource.address} gets no thread of its own`,
          hint: 'Write "scsihw": "virtio-scsi-single", or leave "iothread" out.',
          at: { resource, path: pointer('disks', slot, 'iothread') },
        };
      }
    }
  },
};
