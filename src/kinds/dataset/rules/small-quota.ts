import type { Breach, Rule } from '../../../rules/rule.ts';
import { isStorage, poolOfStorage } from '../../storage/spec.ts';
import { textOfProperty } from '../properties.ts';
import { Datasets } from '../stands-on.ts';

export const smallQuota: Rule = {
  id: 'PHX833',
  severity: 'warning',
  title: 'A quota is smaller than what is promised of its dataset',
  why: 'When the quota is reached, every guest with a disk on that dataset stops writing at once. Counted are the disks whose size stands in a file, on storages that are made of the dataset or of one below it; "policies.overcommit.disk" in phoenix.json says how often it may be promised. Snapshots count too, and take more.',
  example: {
    wrong: '"quota": "100G" of tank/guests, and two guests with "rootfs": { "size": "64G" } on its storage',
    right: '"quota": "200G"',
  },
  *check({ estate, stored }): Iterable<Breach> {
    const { resources, settings } = estate;
    const datasets = new Datasets(resources.values());
    if (datasets.isEmpty) return;
    const promised = new Map<string, number>();
    const pools = new Map(
      [...resources.values()].flatMap((one) => {
        const pool = isStorage(one) ? poolOfStorage(one.spec) : null;
        return pool === null || !isStorage(one) ? [] : [[one.spec.id, pool] as const];
      }),
    );
    for (const { view } of stored) {
      for (const { storage, size } of view.disks) {
        const pool = storage === null ? undefined : pools.get(storage);
        if (pool === undefined || size === null) continue;
        const above = datasets.limiting(view.node, pool);
        for (const { address } of above) promised.set(address, (promised.get(address) ?? 0) + size);
      }
    }
    for (const [address, kib] of promised) {
      const resource = resources.get(address);
      const dataset = resource && datasets.of(resource);
      const quota = Number(dataset?.properties['quota'] ?? '0') / 1024;
      if (!resource || quota === 0 || kib <= quota * settings.policies.overcommit.disk) continue;
      const text = (one: number) => textOfProperty('quota', String(one * 1024));
      yield {
        message: `the disks on ${address} may grow to ${text(kib)}, and its quota is ${text(quota)}`,
        hint: 'Raise the quota, make disks smaller, or say in "policies.overcommit.disk" that it is meant so.',
        at: { resource, path: '/quota' },
      };
    }
  },
};
