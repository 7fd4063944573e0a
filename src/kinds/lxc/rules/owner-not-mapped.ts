import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { userOnDisk } from '../id-map.ts';
import { bindsOf, containersOf } from './facts/containers.ts';

export const ownerNotMapped: Rule = {
  id: 'PHX626',
  severity: 'error',
  title: 'The owner of a bind does not exist in a guest',
  why: 'The file phoenix.json says which user of a guest owns the files of the bind, and this guest has no such user: its map of ids leaves him out, or he is above 65535. He can own no file there, and what others own appears as nobody, so that nothing can be written.',
  example: {
    wrong: '"binds": { "data": { "path": "/tank/data", "owner": 100000 } }',
    right:
      '"binds": { "data": { "path": "/tank/data", "owner": 0 } }   for files that the node has as 100000',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    for (const resource of containersOf(estate)) {
      for (const { path, name, mount, owner } of bindsOf(resource, estate)) {
        if (owner === null || userOnDisk(owner, resource.spec, mount) !== null) continue;
        yield {
          message: `${resource.address} maps no user ${owner}, who owns the files of the bind "${name}"`,
          hint: `Write the "owner" as the guest sees him: 0 is its root. Or map ${owner} with raw "lxc.idmap".`,
          at: { resource, path: pointer('mounts', path) },
          also: input.inSettings('binds', name, 'owner'),
        };
      }
    }
  },
};
