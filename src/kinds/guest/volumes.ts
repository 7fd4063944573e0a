/**
 * The volumes that live and die with a container, as its conf file holds them: what a plan that destroys has to name. It
 * looks at the lines themselves, since a mount that cannot be understood holds data all the same.
 */
import type { ConfSection } from '../../node/conf.ts';
import type { Dialect } from './dialect.ts';
import { isVolumeSlot, type Slot } from './field.ts';
import type { GuestLive } from './live.ts';
import type { GuestSpec } from './spec.ts';

export interface HeldVolume {
  /** Of the conf file: `rootfs`, `mp0`, `unused0`. */
  readonly option: string;
  readonly volume: string;
  /** What it stands for in the file of the guest; null for what nothing there can name. */
  readonly slot: Slot | null;
}

/** Options of a conf file that name a volume. */
const HOLDS = /^(?:rootfs|(?:mp|unused|scsi|virtio|sata|ide)\d+|efidisk0|tpmstate0|vmstate)$/;

/** Folders of the node are no volumes, nor is what lies in a drive: discs of others, and what Proxmox writes for cloud-init. */
const isDisc = (value: string): boolean => value.includes(',media=cdrom');

function volumesIn({ options }: Pick<ConfSection, 'options'>): { option: string; volume: string }[] {
  return [...options]
    .filter(([option, value]) => HOLDS.test(option) && !isDisc(value))
    .map(([option, value]) => ({ option, volume: /^(?:volume=|file=)?([^,]*)/.exec(value)?.[1] ?? '' }))
    .filter(({ volume }) => !volume.startsWith('/') && volume !== 'none');
}

function collected(found: Map<string, HeldVolume>, sections: readonly Pick<ConfSection, 'options'>[]): void {
  for (const { option, volume } of sections.flatMap(volumesIn)) {
    if (!found.has(volume)) found.set(volume, { option, volume, slot: null });
  }
}

/** Each volume that a destroy takes along, once: those in use, and those that only wait for a restart (PVE 9.2). */
export function heldVolumes({ conf, keys }: GuestLive): readonly HeldVolume[] {
  const slots = new Map<string, Slot>([...keys].map(([slot, option]) => [option, slot]));
  const found = new Map<string, HeldVolume>();
  for (const { option, volume } of volumesIn(conf)) {
    const slot = isVolumeSlot(option) ? option : (slots.get(option) ?? null);
    if (!found.has(volume)) found.set(volume, { option, volume, slot });
  }
  if (conf.pending) collected(found, [conf.pending]);
  return [...found.values()];
}

/** Volumes that snapshots alone hold: a destroy leaves them behind without an owner (PVE 9.2). */
export function snapshotVolumes(live: GuestLive): readonly string[] {
  const found = new Map<string, HeldVolume>();
  collected(found, [...live.conf.snapshots.values()]);
  for (const { volume } of heldVolumes(live)) found.delete(volume);
  return [...found.keys()];
}

/** Whether git names what a volume stands for; a disk that the guest starts from needs no word of it. */
export function isNamed(
  { slot }: HeldVolume,
  spec: GuestSpec | null,
  live: GuestLive,
  dialect: Dialect,
): boolean {
  if (slot === null) return false;
  return slot === dialect.systemDisk(live.fields) || (spec !== null && dialect.namesDisk(spec, slot));
}
