/**
 * Whether a machine of ours is as git wants it, without a diff: what its file names stands there, nothing waits, and git
 * asks for nothing since the marker's commit. A "no" only means that the diff has to look closely.
 */
import type { Resource } from '../../config/model.ts';
import { byPath } from '../guest/field.ts';
import type { GuestLive } from '../guest/live.ts';
import { OWN_SNAPSHOT } from '../guest/own-snapshot.ts';
import { isSameSpec } from '../guest/spec.ts';
import type { Seen } from '../seen.ts';
import { fieldsOf } from './fields.ts';
import { VM_GRAMMAR } from './grammar.ts';
import type { VmSpec } from './spec.ts';

/** @param base the resource at the marker's commit */
export function isSettled(
  want: Resource<VmSpec>,
  base: Resource<VmSpec> | null,
  { live, mark, repair }: Extract<Seen<GuestLive>, { is: 'ours' }>,
): boolean {
  if (!base || !mark?.commit || repair !== undefined || mark.retired !== undefined) return false;
  if ((mark.owed?.length ?? 0) > 0 || mark.address !== want.address || base.address !== want.address)
    return false;
  if (live.conf.pending || live.retired || live.conf.snapshots.has(OWN_SNAPSHOT)) return false;
  if (!isSameSpec(want.spec, base.spec)) return false;
  const now = byPath(live.fields);
  return fieldsOf(want.spec).every(
    ({ path, slot, value }) => VM_GRAMMAR.creation.has(slot) || now.get(path)?.value === value,
  );
}
