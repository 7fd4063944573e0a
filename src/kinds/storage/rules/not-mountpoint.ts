import type { Breach, Rule } from '../../../rules/rule.ts';
import { Datasets } from '../../dataset/stands-on.ts';
import { isStorage } from '../spec.ts';

export const notMountpoint: Rule = {
  id: 'PHX834',
  severity: 'warning',
  title: 'A storage in the folder of a dataset does not wait for it to be mounted',
  why: 'When the dataset is not mounted, after a start without its key or its pool, Proxmox makes the folders anew on the disk of the node, and backups fill that. With "is_mountpoint" the storage is inactive until the dataset is there.',
  example: {
    wrong: '{ "type": "dir", "path": "/srv/iso" }   where a dataset is mounted',
    right: '{ "type": "dir", "path": "/srv/iso", "is_mountpoint": true }',
  },
  *check({ estate }): Iterable<Breach> {
    const datasets = new Datasets(estate.resources.values());
    if (datasets.isEmpty) return;
    for (const resource of estate.resources.values()) {
      if (!isStorage(resource) || resource.spec.type !== 'dir') continue;
      const { options, nodes } = resource.spec;
      if (options['is_mountpoint'] === 'yes') continue;
      // Of a folder below the path that is mounted, Proxmox could not tell.
      const under = nodes.map((node) => datasets.under(node, resource.spec)).find((one) => one !== null);
      if (under?.spec.properties['mountpoint'] !== options['path']) continue;
      yield {
        message: `${options['path']} is where ${under?.address} is mounted, and the storage does not ask whether it is`,
        hint: 'Write "is_mountpoint": true.',
        at: { resource, path: '/path' },
        ...(under ? { also: { resource: under, path: '/mountpoint' } } : {}),
      };
    }
  },
};
