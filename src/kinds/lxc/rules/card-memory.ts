import { nodeIn } from '../../../config/declared-node.ts';
import { diskSize, sizeInKiB } from '../../../config/units.ts';
import { pointer } from '../../../json.ts';
import type { Breach, Rule, RuleInput } from '../../../rules/rule.ts';
import { containersOf } from './facts/containers.ts';

export const cardMemory: Rule = {
  id: 'PHX633',
  severity: 'warning',
  title: 'Running guests want more of the memory of a GPU than it has',
  why: 'Proxmox shares a card among guests without any limit: whoever starts last gets no memory, and fails then, not now. What a guest is expected to take is its "vram"; guests that say nothing are not counted.',
  example: {
    wrong: '"vram": "10G" in two guests on a card of 16G',
    right: '"vram": "10G" in one, "vram": "6G" in the other',
  },
  *check(input: RuleInput): Iterable<Breach> {
    const { estate } = input;
    const sums = new Map<string, number>();
    for (const resource of containersOf(estate)) {
      const { node, state, gpus } = resource.spec;
      if (state !== 'running') continue;
      for (const [name, { vram }] of Object.entries(gpus)) {
        const size = nodeIn(estate.settings, node)?.gpus[name]?.vram;
        const has = size === undefined ? null : sizeInKiB(size, 'M');
        // One that wants more than all of it is told so by itself (PHX602).
        if (vram === null || has === null || vram > has) continue;
        const before = sums.get(`${node} ${name}`) ?? 0;
        sums.set(`${node} ${name}`, before + vram);
        if (before + vram <= has) continue;
        yield {
          message: `with ${resource.address}, running guests want ${diskSize(before + vram)} of ${name} of ${node}, which has ${diskSize(has)}`,
          hint: 'Give some of them less "vram", another card, or let them be stopped.',
          at: { resource, path: pointer('gpus', name, 'vram') },
          also: input.inSettings('nodes', node, 'gpus', name, 'vram'),
        };
      }
    }
  },
};
