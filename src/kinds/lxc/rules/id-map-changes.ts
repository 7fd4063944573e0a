import type { Resource } from '../../../config/model.ts';
import { pointer } from '../../../json.ts';
import { changesIn } from '../../../rules/facts/changes.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { IDMAP, idMapOf, rangeText } from '../id-map.ts';
import { isLxc, type LxcSpec } from '../spec.ts';

const mapText = (resource: Resource<LxcSpec>): string =>
  (idMapOf(resource.spec) ?? []).map(rangeText).sort().join('\n');

export const idMapChanges: Rule = {
  id: 'PHX631',
  severity: 'warning',
  ofChanges: true,
  title: 'The map of ids of a guest changes, and its files do not',
  why: 'Files on the disks of a guest belong to ids of the node. With another map those ids are other users of the guest, or nobody: what ran as a mapped user cannot read its own files any more. Proxmox changes no file for it.',
  example: {
    wrong: '"lxc.idmap" is added to a guest that is there',
    right: 'the same with a higher "generation", or a chown on the node while the guest is stopped',
  },
  *check(input): Iterable<Breach> {
    for (const { want, base, diff } of changesIn(input).changed) {
      if (diff.action === 'replace' || !isLxc(want) || !isLxc(base)) continue;
      // Of a guest that is to become privileged there is worse to say (PHX542).
      if (want.spec.unprivileged !== base.spec.unprivileged || mapText(want) === mapText(base)) continue;
      yield {
        message: `${want.address} gets another map of ids, and its files keep their owners`,
        hint: 'Change the owners on the node while it is stopped, or have it made anew with a higher "generation".',
        at: { resource: want, path: pointer('raw', IDMAP) },
      };
    }
  },
};
