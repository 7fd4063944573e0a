/** Whether Proxmox can take a snapshot of a virtual machine (pve-storage 9.1): each of its disks must be able to. */
import type { NodeSettings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import { type Field, isVolumeSlot } from '../guest/field.ts';

/** On storages with folders a disk of a machine is qcow2, which has snapshots of its own. */
const WITHOUT_SNAPSHOTS: readonly string[] = ['lvm', 'iscsi', 'iscsidirect'];

/** Why there can be no snapshot; null when nothing speaks against it. */
export function noSnapshotReason(
  fields: readonly Field[],
  node: NodeSettings | undefined,
  snapshot: Snapshot | null,
): string | null {
  for (const { slot, key, value } of fields) {
    if (key !== 'storage' || !isVolumeSlot(slot)) continue;
    const type = snapshot?.storages.get(value)?.type ?? node?.storages[value]?.type;
    if (type !== undefined && WITHOUT_SNAPSHOTS.includes(type)) {
      return `"${value}" is a storage of type ${type}, which has no snapshots`;
    }
  }
  return null;
}
