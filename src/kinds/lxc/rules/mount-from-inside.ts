import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf, isSurelyUnprivileged } from './facts/containers.ts';

/** File systems that the kernel lets nobody mount in a user namespace. */
const NEVER: ReadonlySet<string> = new Set('nfs nfs4 cifs smb3 ext2 ext3 ext4 xfs btrfs'.split(' '));

export const mountFromInside: Rule = {
  id: 'PHX645',
  severity: 'warning',
  title: 'An unprivileged guest is to mount what only privileged ones can',
  why: '"mountfs" asks AppArmor only. The kernel lets no unprivileged guest mount NFS, SMB or a disk, whatever AppArmor says: the mount fails with "permission denied".',
  example: {
    wrong: '"mountfs": ["nfs"]',
    right: '"mounts": { "/data": "bind:nas" }   with the share mounted on the node',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const wanted = resource.spec.features['mount']?.split(';').filter((one) => NEVER.has(one)) ?? [];
      if (wanted.length === 0 || !isSurelyUnprivileged(resource)) continue;
      yield {
        message: `${resource.address} is unprivileged and cannot mount ${wanted.join(' nor ')}`,
        hint: 'Mount it on the node, and bind the folder.',
        at: { resource, path: '/mountfs' },
      };
    }
  },
};
