import { storageIn } from '../../../config/declared-node.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { haIn } from './facts/ha-entries.ts';

export const localDisk: Rule = {
  id: 'PHX894',
  severity: 'warning',
  title: 'A guest of HA has a disk on a storage of its node',
  why: 'When the node fails, HA brings the guest up on another one, where its disk is not: it fails there, and stays down until the node is back. HA is of use to guests on storages that are shared.',
  example: {
    wrong: '"rootfs": { "storage": "local-zfs", "size": "8G" }, and a file of ha/ for it',
    right:
      '"rootfs": { "storage": "nas", "size": "8G" }, where "nas" is "shared": true under "storages" of each node',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    for (const { resource, guest } of haIn(estate)) {
      const stored = guest ? input.kindOf(guest)?.stored?.(guest.spec) : null;
      for (const { storage, path } of stored?.disks ?? []) {
        if (storage === null || !guest || !stored) continue;
        if (storageIn(estate.settings, stored.node, storage)?.shared !== false) continue;
        yield {
          message: `HA cannot bring ${guest.address} up elsewhere: "${storage}" is a storage of ${stored.node} alone`,
          hint: 'Put its disks on a shared storage, or leave it out of HA.',
          at: { resource, path: '/guest' },
          also: { resource: guest, path },
        };
      }
    }
  },
};
