/** What the marker says while an apply is on its way: the old commit, and what is owed. */
import { pointer, type Pointer } from '../../../json.ts';
import type { Change } from '../../change.ts';
import type { Mark } from '../../seen.ts';
import { fieldName } from '../field-name.ts';
import { slotArgument } from '../field.ts';
import { stampOf } from '../software.ts';
import { isFeature } from '../software-changes.ts';
import type { GuestSpec } from '../spec.ts';
import type { Subject } from './subject.ts';
import { keyOf } from './values.ts';

/** The whole guest: it is being made. */
export const EVERYTHING: Pointer = '';
export const PROTECTION: Pointer = '/protection';

function without(mark: Mark): Mark {
  const { owed: _owed, ...rest } = mark;
  return rest;
}

export function owing(mark: Mark, owed: readonly Pointer[]): Mark {
  const unique = [...new Set(owed)];
  return unique.length === 0 ? without(mark) : { ...without(mark), owed: unique };
}

/** Where a feature stands in the file. */
const featurePath = (id: string): Pointer => pointer('features', id);

/** The mark with what is installed when these changes are made. */
export function installed(mark: Mark, changes: readonly Change[]): Mark {
  const features = new Map(Object.entries(mark.features ?? {}));
  for (const { slot, after } of changes) {
    const id = slotArgument(slot, 'feature');
    if (id === null) continue;
    if (typeof after === 'string') features.set(id, after);
    else features.delete(id);
  }
  const { features: _, ...rest } = mark;
  return features.size === 0 ? rest : { ...rest, features: Object.fromEntries(features) };
}

/** On the way: this software is done, whatever becomes of the rest. */
export function settledMark({ before }: Subject, changes: readonly Change[]): Mark {
  const paths = new Set(changes.filter(isFeature).map(({ path }) => path));
  return owing(
    installed(before, changes),
    (before.owed ?? []).filter((path) => !paths.has(path)),
  );
}

/** A guest that is being made, and has its software. */
export function filledMark({ before }: Subject, { software = [] }: GuestSpec): Mark {
  return { ...before, features: Object.fromEntries(software.map((one) => [one.id, stampOf(one)])) };
}

/** Of a guest that was made: nothing is owed but the software of one that is not started. */
export function madeMark(mark: Mark, { software = [], state, template }: GuestSpec): Mark {
  const { features: _, ...rest } = mark;
  if (software.length === 0) return owing(rest, []);
  if (state !== 'running' && !template)
    return owing(
      rest,
      software.map(({ id }) => featurePath(id)),
    );
  return { ...owing(rest, []), features: Object.fromEntries(software.map((one) => [one.id, stampOf(one)])) };
}

/** Written on the way; what was owed before stays owed. */
export function interim({ before }: Subject, owed: readonly Pointer[]): Mark {
  return owing(before, [...(before.owed ?? []), ...owed]);
}

/** Changes that take effect at the next start. */
export function unstarted(changes: readonly Change[]): Pointer[] {
  return changes
    .filter(({ effect, slot }) => effect === 'restart' && slot !== 'marker' && !isFeature({ slot }))
    .map((change) => change.path);
}

/**
 * Changes that Proxmox writes at once and does not show as pending, though the guest sees them after a restart only:
 * a run that ends in between finds no difference, so that the marker has to remember.
 */
export function unseen(changes: readonly Change[], { dialect }: Pick<Subject, 'dialect'>): Pointer[] {
  return changes
    .filter(({ effect, slot }) => effect === 'restart' && slot !== 'marker')
    .filter((change) => change.slot === 'env' || dialect.isLate(fieldName(change.slot, keyOf(change))))
    .map((change) => change.path);
}
