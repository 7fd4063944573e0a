/**
 * The volumes that live and die with a container, as its conf file holds them: what a plan that destroys has to name. It
 * looks at the lines themselves, since a mount that cannot be understood holds data all the same.
 */
import type { ConfSection } from '../../node/conf.ts';
import { type Slot, slotArgument } from './field.ts';
import type { GuestLive } from './live.ts';
import { isVolume, type LxcSpec } from '../lxc/spec.ts';

export interface HeldVolume {
  /** Of the conf file: `rootfs`, `mp0`, `unused0`. */
  readonly option: string;
  readonly volume: string;
  /** What it stands for in the file of the guest; null for what nothing there can name. */
  readonly slot: Slot | null;
}

/** Folders of the node are no volumes. */
function volumesIn({ options }: Pick<ConfSection, 'options'>): { option: string; volume: string }[] {
  return [...options]
    .filter(([option]) => /^(?:rootfs|mp\d+|unused\d+)$/.test(option))
    .map(([option, value]) => ({ option, volume: /^(?:volume=)?([^,]*)/.exec(value)?.[1] ?? '' }))
    .filter(({ volume }) => !volume.startsWith('/'));
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
    const slot = option === 'rootfs' ? option : (slots.get(option) ?? null);
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

/** Whether git names what a volume stands for; a root disk needs no word of it. */
export function isNamed({ slot }: HeldVolume, spec: LxcSpec | null): boolean {
  if (slot === null) return false;
  const path = slotArgument(slot, 'mount');
  const mount = path === null ? undefined : spec?.mounts[path];
  return slot === 'rootfs' || (mount !== undefined && isVolume(mount));
}
