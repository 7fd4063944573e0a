/** Who stands on an instance of a layer: guests by their markers, and whatever has a disk that is linked to its disk. */
import type { Snapshot } from '../../node/port.ts';
import { isLayer } from '../guest/layered.ts';
import { readingOf } from '../guest/reading.ts';
import type { Instance } from './instances.ts';

export interface User {
  readonly vmid: number;
  /** By its marker; null: nobody of ours, as a clone that somebody made by hand. */
  readonly address: string | null;
  /** It cannot do without: its disk is linked to the instance's. */
  readonly linked: boolean;
}

/** `tank:basevol-9001-disk-0/subvol-101-disk-0`, `local:9001/base-9001-disk-0.raw/…` (PVE 9.2). */
const baseOf = (vmid: number) =>
  new RegExp(
    `^(?:rootfs|mp\\d+|unused\\d+|(?:scsi|virtio|ide|sata)\\d+): [^,\n]*\\bbase(?:vol)?-${vmid}-disk-\\d+(?:\\.\\w+)?/`,
    'm',
  );

/** Guests and other instances that were made from it, by VMID. */
export function usersOf(instance: Instance, snapshot: Snapshot): readonly User[] {
  const base = baseOf(instance.vmid);
  const users: User[] = [];
  for (const file of snapshot.guests.values()) {
    if (file.vmid === instance.vmid) continue;
    const mark = file.type === 'lxc' && file.text.includes('<!-- phoenix ') ? readingOf(file).mark : null;
    const linked = base.test(file.text);
    const { mark: own } = instance;
    const isOurs = mark?.estate === own.estate && mark.env === own.env && mark.id === `vmid:${file.vmid}`;
    const named =
      isOurs && !isLayer(mark.address) && mark.layer === instance.layer && file.node === instance.node;
    if (linked || named) users.push({ vmid: file.vmid, address: isOurs ? mark.address : null, linked });
  }
  return users.toSorted((a, b) => a.vmid - b.vmid);
}
