/** Why a guest cannot be in the pool that its file names: Proxmox makes no pool by the way (PVE 9.2). */
import type { Resource } from '../../config/model.ts';
import type { Snapshot } from '../../node/port.ts';

/**
 * Null: nothing speaks against it, or nobody knows: no file declares pools.
 * @param snapshot null in a plan without a host
 */
export function noPoolReason(
  { spec: { pool }, refersTo }: Pick<Resource<{ readonly pool?: string | null }>, 'spec' | 'refersTo'>,
  snapshot: Snapshot | null,
): string | null {
  // One that a file of the estate makes is there before the guest is.
  if (refersTo?.some((to) => to.startsWith('pool/'))) return null;
  if (!pool || !snapshot || snapshot.pools.has(pool)) return null;
  return `the cluster has no pool "${pool}": make it (pvesh create /pools --poolid ${pool}), or name another one`;
}
