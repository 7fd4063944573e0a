/** A disk that goes to another storage: copied while the machine runs, and the old one is removed when the copy is whole. */
import type { Effect } from '../../effect.ts';
import { cond } from '../../guest/conditions.ts';
import type { Act } from '../../guest/steps/act.ts';
import type { Ground } from '../../guest/steps/edit.ts';
import { run } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';

export function moveAct({ vmid }: Ground, slot: string, storage: string, effect: Effect): Act {
  const fields = [{ slot, key: 'storage', value: storage }];
  return {
    verb: 'move-disk',
    what: slot,
    title: `move ${slot} to ${storage}`,
    effect,
    do: run('qm', 'disk', 'move', vmid, slot, storage, '--delete', 1),
    verify: [cond(vmid, { is: 'fields', fields, when: 'now' }), cond(vmid, { is: 'unlocked' })],
    timeout: TIMEOUTS.clone,
  };
}
