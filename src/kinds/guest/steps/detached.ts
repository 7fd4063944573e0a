/**
 * Volumes that were taken off a guest and are kept as `unusedN`: the marker says where each one was, so that whoever
 * brings the mount or disk back gets the very same volume. What the marker says counts where Proxmox says so too.
 */
import { parseSize } from '../../../node/property-string.ts';
import type { Change } from '../../change.ts';
import type { Mark } from '../../seen.ts';
import { isVolumeSlot, type Slot } from '../field.ts';
import type { GuestLive } from '../live.ts';
import { keyOf } from './values.ts';

export type Detached = NonNullable<Mark['detached']>;

/** `tank:subvol-101-disk-1,mp=/data,size=8G`; a bind, a CD and what Proxmox makes anew itself are none. */
const VOLUME = /^(?:volume=|file=)?([A-Za-z][\w.-]*:[^,\s]+)/;
const SIZE = /(?:^|,)size=([^,]+)/;
const NO_DATA = /(?:^|,)media=cdrom(?:,|$)|cloudinit/;

function volumeIn(text: string): string | null {
  const volume = NO_DATA.test(text) ? undefined : VOLUME.exec(text)?.[1];
  return volume === undefined ? null : [volume, SIZE.exec(text)?.[1]].filter(Boolean).join(' ');
}

const volumeOf = (kept: string) => kept.split(' ')[0] ?? '';

const isUnused = (live: GuestLive, kept: string) =>
  live.unused.some(({ volume }) => volume.split(',')[0] === volumeOf(kept));

/** Disks and mounts that go with their storage: flags alone may go too, and `hookscript: local:a.sh` is no volume. */
function goneSlots(changes: readonly Change[]): Slot[] {
  const slots = [...new Set(changes.map(({ slot }) => slot))].filter(isVolumeSlot);
  return slots.filter((slot) => {
    const own = changes.filter((one) => one.slot === slot);
    return own.every(({ after }) => after === null) && own.some((one) => keyOf(one) === 'storage');
  });
}

/** Whose volume was taken off, and is kept, once these changes are made. Undefined: nobody's. */
export function detachedBy(
  before: Detached | undefined,
  live: GuestLive,
  changes: readonly Change[],
): Detached | undefined {
  const left = Object.entries(before ?? {}).filter(([, kept]) => isUnused(live, kept));
  const brought = new Set(changes.filter(({ after }) => after !== null).map(({ slot }) => slot));
  const gone = goneSlots(changes).flatMap((slot) => {
    const kept = volumeIn(live.conf.options.get(live.keys.get(slot) ?? slot) ?? '');
    return kept === null ? [] : [[slot, kept] as const];
  });
  const all = [...left.filter(([slot]) => !brought.has(slot)), ...gone];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

export interface Kept {
  /** `tank:subvol-101-disk-1`. */
  readonly volume: string;
  /** It is smaller than what is wanted. */
  readonly grows: boolean;
}

/** The volume that was there before; null: there is none that fits, and a new one is made. */
export function keptAt(
  detached: Detached | undefined,
  live: GuestLive,
  slot: Slot,
  wanted: { readonly storage: string; readonly size: string },
): Kept | null {
  const kept = detached?.[slot];
  if (kept === undefined || !isUnused(live, kept)) return null;
  const [volume = '', text = ''] = kept.split(' ');
  const [size, least] = [parseSize(text), parseSize(wanted.size)];
  if (!volume.startsWith(`${wanted.storage}:`) || size === null || least === null || size > least)
    return null;
  return { volume, grows: size < least };
}
