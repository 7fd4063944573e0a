import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf, mountAbove } from './facts/containers.ts';

export const belowReadOnly: Rule = {
  id: 'PHX623',
  severity: 'warning',
  title: 'A mount stands below one that is read-only',
  why: 'Proxmox makes the folder that something is mounted over when the guest starts. In a mount that is read-only it cannot: unless the folder is there already, the guest does not start.',
  example: {
    wrong: '"/srv": { "bind": "srv", "ro": true }, "/srv/cache": { "storage": … }',
    right: '"/srv": { "bind": "srv", "ro": true }, "/var/cache/srv": { "storage": … }',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const { mounts } = resource.spec;
      for (const path of Object.keys(mounts)) {
        const above = mountAbove(path, mounts);
        if (above === null || mounts[above]?.['ro'] !== '1') continue;
        yield {
          message: `${path} of ${resource.address} stands below ${above}, which is read-only`,
          hint: 'Mount it elsewhere, or make sure that the folder is there and suppress this with the reason.',
          at: { resource, path: pointer('mounts', path), what: 'key' },
          also: { resource, path: pointer('mounts', above, 'ro') },
        };
      }
    }
  },
};
