import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf, mountAbove } from './facts/containers.ts';

export const belowBind: Rule = {
  id: 'PHX624',
  severity: 'notice',
  title: 'A mount stands below a folder of the node',
  why: 'Proxmox makes the folder that something is mounted over when the guest starts, here in the folder of the node, where it stays and every other guest sees it, empty. What this guest writes there is in none of the backups of that folder.',
  example: {
    wrong: '"/data": "bind:data", "/data/cache": { "storage": … }',
    right: '"/data": "bind:data", "/cache": { "storage": … }',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const { mounts } = resource.spec;
      for (const path of Object.keys(mounts)) {
        const above = mountAbove(path, mounts);
        const parent = above === null ? undefined : mounts[above];
        // Of one that is read-only there is worse to say (PHX623).
        if (above === null || parent?.['bind'] === undefined || parent['ro'] === '1') continue;
        yield {
          message: `${path} of ${resource.address} stands below ${above}, which is ${parent['bind']} of the node`,
          hint: 'Mount it elsewhere, so that no empty folder is made on the node.',
          at: { resource, path: pointer('mounts', path), what: 'key' },
          also: { resource, path: pointer('mounts', above), what: 'key' },
        };
      }
    }
  },
};
