import { changesIn } from './facts/changes.ts';
import type { Breach, Rule } from './rule.ts';

export const impossibleCreation: Rule = {
  id: 'PHX547',
  severity: 'error',
  ofChanges: true,
  title: 'A new guest cannot be made as its file says',
  why: 'Some ways to make a guest depend on others at that moment: Proxmox copies a guest that runs only as of a snapshot, for instance. For one that is there already it does not matter any more, so that only new ones are looked at.',
  example: {
    wrong: '"clone": "lxc/gold"   of a guest that runs',
    right: '"clone": { "from": "lxc/gold", "snapshot": "golden" }',
  },
  *check(input): Iterable<Breach> {
    for (const { want, diff } of changesIn(input).made) {
      const refused = diff.changes.find(({ effect }) => effect === 'impossible');
      if (!refused) continue;
      // The whole of it is refused for what it is made from.
      const path = refused.path === '' && want.merged['clone'] !== undefined ? '/clone' : refused.path;
      yield {
        message: `${want.address} cannot be made: ${refused.note ?? 'Proxmox refuses it'}`,
        hint: 'Correct what it is made from, or let it be made in a later change.',
        at: { resource: want, path },
      };
    }
  },
};
