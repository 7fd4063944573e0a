/** What the marker says while an apply is on its way: the old commit, and what is owed. */
import type { Pointer } from '../../../json.ts';
import type { Change, Mark } from '../../kind.ts';
import { fieldName } from '../canonical.ts';
import { optionRow } from '../options.ts';
import type { Subject } from './subject.ts';
import { keyOf } from './values.ts';

/** The whole guest: it is being made. */
export const EVERYTHING: Pointer = '';
export const STATE: Pointer = '/state';
export const PROTECTION: Pointer = '/protection';

function without(mark: Mark): Mark {
  const { owed: _owed, ...rest } = mark;
  return rest;
}

export function owing(mark: Mark, owed: readonly Pointer[]): Mark {
  const unique = [...new Set(owed)];
  return unique.length === 0 ? without(mark) : { ...without(mark), owed: unique };
}

/** Written on the way; what was owed before stays owed. */
export function interim({ before }: Subject, owed: readonly Pointer[]): Mark {
  return owing(before, [...(before.owed ?? []), ...owed]);
}

/** Changes that take effect at the next start. */
export function unstarted(changes: readonly Change[]): Pointer[] {
  return changes
    .filter(({ effect, slot }) => effect === 'restart' && slot !== 'marker')
    .map((change) => change.path);
}

/**
 * Changes that Proxmox writes at once and does not show as pending, though the guest sees them after a restart only:
 * a run that ends in between finds no difference, so that the marker has to remember.
 */
export function unseen(changes: readonly Change[]): Pointer[] {
  return changes
    .filter(({ effect, slot }) => effect === 'restart' && slot !== 'marker')
    .filter(
      (change) => change.slot === 'env' || optionRow(fieldName(change.slot, keyOf(change))).late === true,
    )
    .map((change) => change.path);
}
