import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { idMapOf, userOnDisk } from '../../lxc/id-map.ts';
import { bindsOf, containersOf } from '../../lxc/rules/facts/containers.ts';
import type { LxcSpec } from '../../lxc/spec.ts';
import { Datasets } from '../stands-on.ts';

/** Whether a user of the node is one of the guest's. */
function isMapped(uid: number, spec: LxcSpec): boolean {
  const map = idMapOf(spec);
  return (
    map === null || map.some(({ type, host, count }) => type === 'u' && uid >= host && uid < host + count)
  );
}

export const bindOwner: Rule = {
  id: 'PHX830',
  severity: 'error',
  title: 'A guest mounts a dataset whose owner it does not know',
  why: 'The folder that the dataset is mounted on belongs to a user of the node, and the guest maps no user of its own to it: it sees "nobody" there, and cannot write. Or phoenix.json says of the bind that another user owns it. An unprivileged guest has its user 0 as 100000 on the node, unless it maps them otherwise.',
  example: {
    wrong: '"owner": 1000 of the dataset at /srv/media, and an unprivileged guest that mounts it',
    right: '"owner": { "guest": "lxc/web", "uid": 1000 }',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    const datasets = new Datasets(estate.resources.values());
    if (datasets.isEmpty) return;
    for (const resource of containersOf(estate)) {
      for (const { path, name, mount, owner } of bindsOf(resource, estate)) {
        const folder = mount['bind'] ?? '';
        const dataset = datasets.holding(resource.spec.node, folder);
        const uid = dataset?.spec.owner?.uid;
        // Folders below it may belong to anybody.
        if (!dataset || uid === undefined || uid === null || dataset.spec.properties['mountpoint'] !== folder)
          continue;
        const at = { resource, path: pointer('mounts', path) };
        if (!isMapped(uid, resource.spec)) {
          yield {
            message: `${resource.address} has no user for ${uid}, who owns ${folder} of ${dataset.address}`,
            hint: `Write its owner as a user of the guest: "owner": { "guest": "${resource.address}", "uid": … }.`,
            at,
            also: { resource: dataset, path: '/owner' },
          };
        } else if (owner !== null && userOnDisk(owner, resource.spec, mount) !== uid) {
          const said = userOnDisk(owner, resource.spec, mount) ?? 'nobody';
          yield {
            message: `the bind "${name}" belongs to ${said} on the node as phoenix.json says, and to ${uid} as ${dataset.address} says`,
            hint: 'Correct the one or the other.',
            at: input.inSettings('binds', name, 'owner'),
            also: { resource: dataset, path: '/owner' },
          };
        }
      }
    }
  },
};
