/** Why a guest cannot be made as its file says, whatever asks for it: a create, or a replace. */
import type { Resource } from '../../config/model.ts';
import type { Snapshot } from '../../node/port.ts';
import { noCopyReason } from './copyable.ts';
import type { Dialect } from './dialect.ts';
import { noPoolReason } from './pool.ts';
import type { GuestSpec } from './spec.ts';

/**
 * Null: nothing is known to speak against it.
 * @param snapshot null in a plan without a host
 */
export function noMakeReason(
  want: Resource<GuestSpec>,
  snapshot: Snapshot | null,
  dialect: Dialect,
): string | null {
  const { spec } = want;
  const lacking = () =>
    dialect.lackingAt?.(dialect.fieldsOf(spec), spec.node, snapshot).values().next().value;
  return noCopyReason(spec, snapshot, dialect) ?? noPoolReason(want, snapshot) ?? lacking() ?? null;
}
