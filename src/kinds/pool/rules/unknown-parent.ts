import type { Breach, Rule } from '../../../rules/rule.ts';
import { isPool, parentOf } from '../spec.ts';

export const unknownParent: Rule = {
  id: 'PHX881',
  severity: 'error',
  title: 'A pool is inside one that does not exist',
  why: 'Proxmox makes a pool only inside one that is there. Those that exist have files, or stand under "pools" in phoenix.json.',
  example: { wrong: '"id": "lab/web" without a pool "lab"', right: 'pool/lab.json beside it' },
  *check({ estate }): Iterable<Breach> {
    const pools = [...estate.resources.values()].filter(isPool);
    const known = new Set([...pools.map(({ spec }) => spec.id), ...(estate.settings.pools ?? [])]);
    for (const resource of pools) {
      const parent = parentOf(resource.spec.id);
      if (parent === null || known.has(parent)) continue;
      yield {
        message: `${resource.address} is inside the pool "${parent}", which no file has`,
        hint: `Add a file with "id": "${parent}", or name it under "pools" in phoenix.json.`,
        at: { resource, path: '/id' },
      };
    }
  },
};
