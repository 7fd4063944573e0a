import { changesIn, isKept } from './facts/changes.ts';
import type { Breach, Rule } from './rule.ts';

export const protectedGoes: Rule = {
  id: 'PHX543',
  severity: 'error',
  ofChanges: true,
  title: 'A protected guest is removed or made anew',
  why: 'Somebody wrote "protection": true so that this guest is not lost by mistake, and Proxmox refuses to destroy it. Taking the protection off is a change of its own, which its reviewer sees and which is applied first; the one after that may remove the guest.',
  example: {
    wrong: 'the file of a guest with "protection": true is deleted',
    right: '"protection": false is merged first, the file deleted later',
  },
  *check(input): Iterable<Breach> {
    const { changed, gone } = changesIn(input);
    const hint = 'Take "protection" off in a change of its own and merge that first.';
    for (const base of gone) {
      if (!isKept(base)) continue;
      yield { message: `${base.address} is protected, and this change removes it`, hint, at: null };
    }
    for (const one of changed) {
      if (one.diff.action !== 'replace' || !isKept(one.base)) continue;
      yield {
        message: `${one.want.address} is protected, and this change has it made anew`,
        hint,
        at: { resource: one.want, path: '/generation' },
      };
    }
  },
};
