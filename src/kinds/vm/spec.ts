/**
 * A virtual machine as it shall be: the file completed from the settings, every value in Proxmox's words. What it has in
 * common with other guests stands in ../guest/spec.ts.
 */
import type { Address, Resource } from '../../config/model.ts';
import type { GuestSource, GuestSpec, Values } from '../guest/spec.ts';
import type { Told } from './cloud-init/files.ts';

export type VmSource = Exclude<GuestSource, { is: 'ostemplate' }>;

export interface VmSpec extends GuestSpec {
  readonly source: VmSource | null;
  /** Property strings by their options: `cpu`, `agent`, `vga`, `usb0`, `hostpci0`, `ipconfig0`; sub-properties in Proxmox's words. */
  readonly groups: Readonly<Record<string, Values>>;
  /**
   * By slot, `efidisk0` and `tpmstate0` too: `storage` and `size`, or `iso`; `cloudinit`, the storage of that drive; and
   * Proxmox's flags.
   */
  readonly disks: Readonly<Record<string, Values>>;
  /** By slot: the volume that the disk begins with. */
  readonly imports: Readonly<Record<string, string>>;
  /** By slot, where that is an image of this estate: its file. Another build of it is no change of the machine. */
  readonly imageOf?: Readonly<Record<string, Address>>;
  /** Images of this estate that its disks begin with: downloaded to its node before it is made. */
  readonly images?: readonly Address[];
  /** What cloud-init is told, by Proxmox's options: `ciuser`, `sshkeys` (one a line), `nameserver` …. */
  readonly cloudInit: Values;
  /** What those options cannot say: files on a storage, which `cicustom` names. */
  readonly told?: Told;
}

export const isVm = (one: Resource): one is Resource<VmSpec> => one.kind === 'vm';

/** Whether the guest agent is asked: Proxmox has it off unless it is said. */
export function hasAgent({ groups }: Pick<VmSpec, 'groups'>): boolean {
  return groups['agent']?.['enabled'] === '1';
}

/** The first of what it boots from; the first disk where nobody says. */
export function systemSlot(boot: string | undefined, slots: readonly string[]): string | null {
  const disks = slots.filter((slot) => /^(?:scsi|virtio|sata|ide)\d+$/.test(slot));
  const order = /^order=(.*)$/.exec(boot ?? '')?.[1]?.split(';') ?? [];
  const first = order.find((slot) => disks.includes(slot));
  const rank = (slot: string) =>
    `${'virtio scsi sata ide'.split(' ').indexOf(slot.replace(/\d+$/, ''))} ${slot}`;
  return first ?? disks.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0] ?? null;
}
