/**
 * Why a guest cannot be cloned as its file says: Proxmox copies a running guest only as of a snapshot, and to another node
 * only on a storage that both share (PVE 9.2).
 */
import type { Snapshot } from '../../node/port.ts';
import type { Grammar } from './grammar.ts';
import { liveIn } from './live.ts';
import type { GuestSpec } from './spec.ts';

/**
 * Null: it can be made.
 * @param snapshot null in a plan without a host
 */
export function noCopyReason(
  { source }: GuestSpec,
  snapshot: Snapshot | null,
  grammar: Grammar,
): string | null {
  if (source?.is !== 'clone') return null;
  const name = source.address ?? String(source.vmid);
  if (source.apart) {
    const { node, storage } = source.apart;
    return `${name} is on ${node}, and Proxmox clones to another node only on a storage that is shared, as "${storage}" is not`;
  }
  if (source.snapshot !== undefined) return null;
  // What the estate has of a source is what it is when the clone is made, since the source is brought there first.
  const seen =
    source.address === null && snapshot ? liveIn(grammar, snapshot, source.vmid)?.running === true : false;
  if (source.runs !== true && !seen) return null;
  return `${name} runs, and Proxmox copies a running guest only as of a snapshot: name one of its snapshots, or stop it`;
}
