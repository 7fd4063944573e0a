import type { Resource } from '../../../config/model.ts';
import { pointer } from '../../../json.ts';
import type { Breach, Rule, RuleInput } from '../../../rules/rule.ts';
import { IDMAP, SHIFT } from '../id-map.ts';
import type { LxcSpec } from '../spec.ts';
import { type BindMount, bindsOf, containersOf, isSurelyUnprivileged } from './facts/containers.ts';

interface Use extends BindMount {
  readonly resource: Resource<LxcSpec>;
}

/** Who writes to binds without an owner, by their names. */
function usesOf({ estate }: RuleInput): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const resource of containersOf(estate)) {
    const { spec } = resource;
    // Whoever writes a map has thought of whose the files are.
    if (!isSurelyUnprivileged(resource) || spec.raw[IDMAP]) continue;
    for (const bind of bindsOf(resource, estate)) {
      const { name, mount, owner } = bind;
      if (owner !== null || mount['ro'] === '1' || mount['idmap'] !== undefined) continue;
      const all = uses.get(name);
      if (all) all.push({ resource, ...bind });
      else uses.set(name, [{ resource, ...bind }]);
    }
  }
  return uses;
}

export const ownerUnknown: Rule = {
  id: 'PHX628',
  severity: 'warning',
  title: 'An unprivileged guest writes to a folder of the node, and nothing says whose the files are',
  why: 'Users of an unprivileged guest are shifted by 100000: files that belong to root or to user 1000 of the node appear as nobody in the guest, which can write none of them. Either the files belong to the shifted user, which "owner" of the bind says, or the ids are mapped. A mount that is read-only is left alone.',
  example: {
    wrong: '"binds": { "data": { "path": "/tank/data" } }',
    right: '"binds": { "data": { "path": "/tank/data", "owner": 1000 } }   and chown 101000 on the node',
  },
  *check(input): Iterable<Breach> {
    for (const [name, uses] of usesOf(input)) {
      const [first, ...others] = uses as readonly [Use, ...Use[]];
      const who = others.length > 0 ? ` and ${others.length} more` : '';
      yield {
        message: `${first.resource.address}${who} ${others.length > 0 ? 'write' : 'writes'} to the bind "${name}" unprivileged, and it has no "owner"`,
        hint: `Write "owner", the user id in the guest: 0 for its root, when the files are those of ${SHIFT} on the node (chown -R ${SHIFT}:${SHIFT} ${first.mount['bind'] ?? ''}). Or mount it with "ro": true.`,
        at: { resource: first.resource, path: pointer('mounts', first.path) },
        also: input.inSettings('binds', name),
      };
    }
  },
};
