import { fieldName } from '../config/field-name.ts';
import { changesIn } from './facts/changes.ts';
import { impossibleIn, isShrinking } from './facts/impossible.ts';
import type { Breach, Rule } from './rule.ts';

export const diskShrinks: Rule = {
  id: 'PHX541',
  severity: 'error',
  ofChanges: true,
  title: 'A root disk or mount shrinks',
  why: 'Proxmox grows volumes and never shrinks them, so that the guest would stay as it is and never be as its file says. A smaller disk means another disk, and files that somebody copies.',
  example: {
    wrong: '"size": "16G"   where it was "32G"',
    right: '"size": "32G"   or a new mount at another path',
  },
  *check(input): Iterable<Breach> {
    for (const one of changesIn(input).changed) {
      for (const { path, before, after } of impossibleIn(one, input.estate).filter(isShrinking)) {
        const disk = fieldName(path.slice(0, -'/size'.length));
        yield {
          message: `${disk} of ${one.want.address} shrinks from ${before} to ${after}`,
          hint: `Write at least "${before}": Proxmox never shrinks a volume. For a smaller one, add another mount and move the files.`,
          at: { resource: one.want, path },
        };
      }
    }
  },
};
