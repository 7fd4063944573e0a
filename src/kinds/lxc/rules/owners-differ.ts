import type { Resource } from '../../../config/model.ts';
import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { userOnDisk } from '../id-map.ts';
import type { LxcSpec } from '../spec.ts';
import { bindsOf, containersOf, isSurelyUnprivileged } from './facts/containers.ts';

interface User {
  readonly resource: Resource<LxcSpec>;
  readonly path: string;
  readonly onDisk: number;
}

export const ownersDiffer: Rule = {
  id: 'PHX627',
  severity: 'warning',
  title: 'Two guests with one bind have its owner as different users of the node',
  why: 'User 0 of an unprivileged guest is 100000 on the node, of a privileged one he is 0, and a map of ids makes him somebody else again. Files that one of these guests writes belong to nobody in the other, which cannot change them.',
  example: {
    wrong: 'a privileged and an unprivileged guest with "bind:data"',
    right: 'both unprivileged, or "idmap" of the mount in one of them (PVE 9.2)',
  },
  *check({ estate }): Iterable<Breach> {
    const first = new Map<string, User>();
    for (const resource of containersOf(estate)) {
      // Of the others nobody knows how their users are shifted.
      if (resource.spec.unprivileged && !isSurelyUnprivileged(resource)) continue;
      for (const { path, name, mount, owner } of bindsOf(resource, estate)) {
        const onDisk = owner === null ? null : userOnDisk(owner, resource.spec, mount);
        if (owner === null || onDisk === null) continue;
        // The folder is another one on another node, unless it is said to be the same.
        const place = mount['shared'] === '1' ? name : `${name} ${resource.spec.node}`;
        const other = first.get(place);
        if (!other) first.set(place, { resource, path, onDisk });
        else if (other.onDisk !== onDisk) {
          yield {
            message: `user ${owner} of ${resource.address} is ${onDisk} on the node, and ${other.onDisk} as one of ${other.resource.address}: they share the bind "${name}"`,
            hint: 'Let both be unprivileged with the same map of ids, or map this mount with "idmap" (PVE 9.2).',
            at: { resource, path: pointer('mounts', path) },
            also: { resource: other.resource, path: pointer('mounts', other.path) },
          };
        }
      }
    }
  },
};
