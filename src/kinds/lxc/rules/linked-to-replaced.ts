import { storageIn } from '../../../config/declared-node.ts';
import type { Address, Estate, Resource } from '../../../config/model.ts';
import { changesIn } from '../../../rules/facts/changes.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { isLxc, type LxcSpec } from '../spec.ts';
import { containersOf } from './facts/containers.ts';

/** Storages that keep a template's disk while clones hang on it; LVM-thin copies know nothing of each other. */
const HOLDING: ReadonlySet<string> = new Set(['zfspool', 'rbd']);

/** Whether it stands on the disk of what it was cloned from, as far as files tell. */
function isLinked({ spec }: Resource<LxcSpec>, to: Address, { settings }: Estate): boolean {
  const { source, node } = spec;
  if (source?.is !== 'clone' || source.address !== to || typeof source.linkedOn !== 'string') return false;
  return HOLDING.has(storageIn(settings, node, source.linkedOn)?.type ?? '');
}

export const linkedToReplaced: Rule = {
  id: 'PHX546',
  severity: 'error',
  ofChanges: true,
  title: 'A template is made anew, and guests are linked to it',
  why: 'A linked clone stands on the disk of its template. ZFS and Ceph give up no disk that clones stand on, so that the template could not be destroyed, and the apply would stop there.',
  example: {
    wrong: '"generation": 2   of lxc/base, which lxc/web is a linked clone of',
    right: 'another template, lxc/base-2, and "clone": "lxc/base-2" in guests that are new',
  },
  *check(input): Iterable<Breach> {
    const before = input.base;
    if (!before) return;
    for (const { want, base, diff } of changesIn(input).changed) {
      if (diff.action !== 'replace' || !isLxc(base) || !base.spec.template) continue;
      const clones = [...containersOf(before)].filter((one) => isLinked(one, base.address, before));
      const [first, ...others] = clones.map(({ address }) => address);
      if (first === undefined) continue;
      const who = others.length > 0 ? `${first} and ${others.length} more are` : `${first} is`;
      yield {
        message: `${want.address} is made anew, and ${who} linked to its disk`,
        hint: 'Take the higher "generation" back, and make a template of another name and VMID for guests that are new.',
        at: { resource: want, path: '/generation' },
      };
    }
  },
};
