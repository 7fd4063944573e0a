/** Edits of options that are one value, and of those whose sub-properties belong to no card, disk or device. */
import type { Change } from '../../change.ts';
import type { Slot } from '../../guest/field.ts';
import { changed, type Edit, nextOptions } from '../../guest/steps/edit.ts';
import { scalarEdit, type ScalarGround, stands, startupEdit } from '../../guest/steps/scalar-edit.ts';
import { formatProperties, parseProperties, textOf } from '../../guest/steps/values.ts';

/** Options that `pct set` takes as one value. */
const SCALARS: ReadonlySet<Slot> = new Set(
  (
    'hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone onboot protection hookscript ' +
    'cmode console tty debug entrypoint'
  ).split(' '),
);

/** A running guest refuses a limit of 0, which means none: deleting it says the same (PVE 9.2, cgroup v2). */
function sent({ running }: ScalarGround, option: string, value: string | null): string | null {
  return running && option === 'cpulimit' && Number(value) === 0 ? null : value;
}

function one(ground: ScalarGround, option: string, changes: readonly Change[]): Edit | null {
  const value = textOf(changes[0]?.after ?? null);
  return stands(ground, option, value)
    ? null
    : scalarEdit(ground, option, sent(ground, option, value), changes);
}

function features(ground: ScalarGround, changes: readonly Change[]): Edit | null {
  const now = parseProperties('features', nextOptions(ground.live).get('features'));
  const value = formatProperties('features', changed(ground.reset ? new Map() : now, changes));
  if (value === formatProperties('features', now)) return null;
  return scalarEdit(ground, 'features', value === '' ? null : value, changes);
}

/** The edit of a slot, or null when there is nothing to send or the slot is not one of these. */
export function valueEdit(ground: ScalarGround, slot: Slot, changes: readonly Change[]): Edit | null {
  if (slot === 'startup') return startupEdit(ground, changes);
  if (slot === 'features') return features(ground, changes);
  return SCALARS.has(slot) ? one(ground, slot, changes) : null;
}
