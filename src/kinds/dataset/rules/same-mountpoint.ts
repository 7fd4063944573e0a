import type { Breach, Rule } from '../../../rules/rule.ts';
import type { Resource } from '../../../config/model.ts';
import { type DatasetSpec, isDataset } from '../spec.ts';

export const sameMountpoint: Rule = {
  id: 'PHX832',
  severity: 'error',
  title: 'Two datasets of a node are mounted on the same path',
  why: 'ZFS mounts one of them, or the later one over the earlier: which files are seen depends on the order of the start. Give each a path of its own.',
  example: {
    wrong: '"mountpoint": "/srv/media" in two files',
    right: '"mountpoint": "/srv/media" and "mountpoint": "/srv/photos"',
  },
  *check({ estate }): Iterable<Breach> {
    const first = new Map<string, Resource<DatasetSpec>>();
    for (const resource of estate.resources.values()) {
      if (!isDataset(resource)) continue;
      const { node, properties } = resource.spec;
      const { mountpoint, canmount } = properties;
      if (!mountpoint?.startsWith('/') || canmount === 'off') continue;
      const other = first.get(`${node}:${mountpoint}`);
      if (!other) first.set(`${node}:${mountpoint}`, resource);
      else
        yield {
          message: `${resource.address} and ${other.address} are both mounted on ${mountpoint}`,
          hint: 'Give one of them another "mountpoint".',
          at: { resource, path: '/mountpoint' },
          also: { resource: other, path: '/mountpoint' },
        };
    }
  },
};
