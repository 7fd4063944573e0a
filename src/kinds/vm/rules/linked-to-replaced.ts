import { storageIn } from '../../../config/declared-node.ts';
import type { Address, Estate, Resource } from '../../../config/model.ts';
import { changesIn } from '../../../rules/facts/changes.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { isVm, type VmSpec } from '../spec.ts';
import { machinesOf } from './facts/machines.ts';

/** LVM-thin copies know nothing of each other. */
const FREE: ReadonlySet<string> = new Set(['lvmthin']);

function isLinked({ spec }: Resource<VmSpec>, to: Address, { settings }: Estate): boolean {
  const { source, node } = spec;
  if (source?.is !== 'clone' || source.address !== to || source.linkedOn === undefined) return false;
  const type = source.linkedOn === null ? undefined : storageIn(settings, node, source.linkedOn)?.type;
  return type === undefined || !FREE.has(type);
}

export const linkedToReplaced: Rule = {
  id: 'PHX683',
  severity: 'error',
  ofChanges: true,
  title: 'A template is made anew, and machines are linked to it',
  why: 'A linked clone stands on the disks of its template, and no storage gives up a disk that others stand on: the template could not be destroyed, and the apply would stop there.',
  example: {
    wrong: '"generation": 2   of vm/base, which vm/web is a linked clone of',
    right: 'another template, vm/base-2, and "clone": "vm/base-2" in machines that are new',
  },
  *check(input): Iterable<Breach> {
    const before = input.base;
    if (!before) return;
    for (const { want, base, diff } of changesIn(input).changed) {
      if (diff.action !== 'replace' || !isVm(base) || !base.spec.template) continue;
      const first = [...machinesOf(before)].find((one) => isLinked(one, base.address, before));
      if (!first) continue;
      yield {
        message: `${want.address} is made anew, and ${first.address} is linked to its disks`,
        hint: 'Take the higher "generation" back, and make a template of another name and VMID for machines that are new.',
        at: { resource: want, path: '/generation' },
      };
    }
  },
};
