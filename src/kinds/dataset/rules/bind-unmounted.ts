import { pointer } from '../../../json.ts';
import type { Breach, Rule, Spot } from '../../../rules/rule.ts';
import { isStorage } from '../../storage/spec.ts';
import { isDataset } from '../spec.ts';
import { bindsIn, Datasets, nodeOf } from '../stands-on.ts';

export const bindUnmounted: Rule = {
  id: 'PHX831',
  severity: 'error',
  title: 'A folder is used that its dataset is not mounted on',
  why: 'What is written there goes to the disk of the node itself, under a folder of the same name, and is hidden or lost once the dataset is mounted. The dataset has "mountpoint": "none", another path, or "canmount": "off".',
  example: {
    wrong: '"path": "/tank/media" of a bind, and "mountpoint": "/srv/media" of the dataset tank/media',
    right: '"path": "/srv/media"',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    const { resources, settings } = estate;
    const datasets = new Datasets(resources.values());
    if (datasets.isEmpty) return;
    const say = (node: string, folder: string, at: Spot): Breach | null => {
      const { resource, why } = datasets.unmounted(node, folder) ?? {};
      if (!resource || why === undefined) return null;
      return {
        message: `${folder} is no folder of ${resource.address}: ${why}`,
        hint: 'Name the path that the dataset is mounted on, or have it mounted.',
        at,
        also: { resource, path: '' },
      };
    };
    const told = new Set<string>();
    for (const resource of resources.values()) {
      const node = nodeOf(resource);
      if (node === null || isDataset(resource)) continue;
      for (const name of bindsIn(resource.merged['mounts'])) {
        const folder = settings.binds[name]?.path;
        if (folder === undefined || told.has(`${node}:${name}`)) continue;
        told.add(`${node}:${name}`);
        const found = say(node, folder, input.inSettings('binds', name, 'path'));
        if (found) yield found;
      }
      if (!isStorage(resource) || resource.spec.type !== 'dir') continue;
      const found = say(node, resource.spec.options['path'] ?? '', { resource, path: pointer('path') });
      if (found) yield found;
    }
  },
};
