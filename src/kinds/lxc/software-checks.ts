/** What the check scripts in a guest have found, as changes of a plan and as notes. */
import type { GuestCheck } from '../../features/guest-check.ts';
import type { Change } from '../kind.ts';
import { field, featureSlot } from './field.ts';
import { stampOf } from './software.ts';
import type { LxcSpec } from './spec.ts';

/** Installed again as it is: no marker tells of it, so that only a check can. What changes anyway is installed anyway. */
export function softwareDrift(
  { software = [] }: LxcSpec,
  check: GuestCheck | undefined,
  found: readonly Change[],
): Change[] {
  if (!check) return [];
  const changing = new Set(found.map(({ path }) => path));
  return software.flatMap((one): Change[] => {
    const reason = check.drifted.get(one.id);
    const { path, slot } = field(featureSlot(one.id), null, '');
    if (reason === undefined || changing.has(path)) return [];
    const after = stampOf(one);
    const effect = one.restarts ? 'restart' : 'live';
    const more = one.restarts ? '; may restart the guest' : '';
    const note = `has drifted: ${reason}${more}`;
    return [{ path, slot, before: `drifted (${after})`, after, effect, note, inside: true }];
  });
}

export const uncheckedNotes = (check: GuestCheck | undefined): string[] =>
  (check?.unchecked ?? []).map((why) => `not checked: ${why}`);
