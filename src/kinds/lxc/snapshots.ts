/** Whether Proxmox can take a snapshot of a guest (PVE 9.2): every volume must be able to, and a bind never is. */
import type { NodeSettings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Field } from '../guest/field.ts';

/** Storage types without snapshots for containers (pve-storage 9.1.7). */
const WITHOUT_SNAPSHOTS: readonly string[] = ['dir', 'lvm', 'nfs', 'cifs', 'cephfs'];

/** Why there can be no snapshot; null when nothing speaks against it. */
export function noSnapshotReason(
  fields: readonly Field[],
  node: NodeSettings | undefined,
  snapshot: Snapshot | null,
): string | null {
  for (const { slot, key, value } of fields) {
    if (slot !== 'rootfs' && !slot.startsWith('mount:')) continue;
    if (key === 'bind')
      return `${slot.slice('mount:'.length)} is a bind, and Proxmox takes no snapshot of a guest with one`;
    if (key !== 'storage') continue;
    const type = snapshot?.storages.get(value)?.type ?? node?.storages[value]?.type;
    if (type !== undefined && WITHOUT_SNAPSHOTS.includes(type)) {
      return `"${value}" is a storage of type ${type}, which has no snapshots`;
    }
  }
  return null;
}
