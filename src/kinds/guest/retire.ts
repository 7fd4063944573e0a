/**
 * Removal: a guest that is gone from git retires first, is kept for `policies.retire`, and is destroyed by an approval
 * of its own.
 */
import type { Settings } from '../../config/settings.ts';
import { durationInMs, durationText, momentText } from '../../config/units.ts';
import type { Change, Diff } from '../change.ts';
import { type Field, isOn, isVolumeSlot, slotArgument } from './field.ts';
import type { Dialect } from './dialect.ts';
import type { GuestDiffInput } from './diff.ts';
import { isFresh } from './fresh-backup.ts';
import type { GuestLive } from './live.ts';
import type { GuestSpec } from './spec.ts';
import { heldVolumes, isNamed } from './volumes.ts';

type Input = GuestDiffInput;

/** `rootfs 128G on local-zfs`, `/data 50G on tank`: what a retired guest keeps, and a purge destroys. */
function volumeTexts(fields: readonly Field[]): string[] {
  const valueOf = (slot: string, key: string) =>
    fields.find((one) => one.slot === slot && one.key === key)?.value;
  const slots = [...new Set(fields.map((one) => one.slot))].filter(
    (slot) => slot === 'rootfs' || (isVolumeSlot(slot) && valueOf(slot, 'storage') !== undefined),
  );
  return slots.map((slot) => {
    const [size, storage] = [valueOf(slot, 'size'), valueOf(slot, 'storage')];
    const words = [
      slotArgument(slot, 'mount') ?? slot,
      size,
      storage === undefined ? undefined : `on ${storage}`,
    ];
    return words.filter((one) => one !== undefined).join(' ');
  });
}

/** Every volume of a guest that is there, in words: what no field tells is called as its line is. */
export function everyVolume(live: GuestLive): string[] {
  const others = heldVolumes(live).filter(({ slot }) => slot === null);
  return [...volumeTexts(live.fields), ...others.map(({ option, volume }) => `${option} ${volume}`)];
}

/** Proxmox backs up the root disk, and of the mounts only those that say so (PVE 9.2). */
function notInBackup(fields: readonly Field[]): string[] {
  const has = (slot: string, key: string, value?: string) =>
    fields.some(
      (one) => one.slot === slot && one.key === key && (value === undefined || one.value === value),
    );
  return [...new Set(fields.map(({ slot }) => slot))]
    .filter((slot) => has(slot, 'storage') && !has(slot, 'backup', '1'))
    .flatMap((slot) => slotArgument(slot, 'mount') ?? []);
}

function bindTexts(fields: readonly Field[]): string[] {
  return fields.filter((one) => one.slot.startsWith('mount:') && one.key === 'bind').map((one) => one.value);
}

/** How long a retired guest is kept, in milliseconds. */
function retention(settings: Settings): number {
  return durationInMs(settings.policies.retire) ?? 0;
}

/** An ISO time for people; what is none stays as it is. */
function moment(iso: string, later = 0): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : momentText(at + later);
}

/** Whether a backup is taken before a guest goes, and where to. */
function backupNote({ settings, snapshot, seen }: Input): string {
  const { backup } = settings.policies;
  if (!backup) return 'no backup is taken: policies.backup is not set';
  const vmid = seen && 'live' in seen ? seen.live.vmid : null;
  const newest = vmid === null ? undefined : snapshot?.backups?.get(vmid);
  const retired = seen?.is === 'ours' ? seen.mark?.retired : undefined;
  const fresh = snapshot !== null && isFresh(newest, backup, snapshot.at, retired);
  if (fresh) return `its backup of ${moment(newest ?? '')} is fresh, so none is taken`;
  return snapshot?.backups
    ? `a backup goes to ${backup.storage} first`
    : `a backup goes to ${backup.storage} first, unless one is fresh (${backup.maxAge})`;
}

function retiredNote(retired: string, input: Input): Diff {
  const kept = retention(input.settings);
  const over = input.snapshot !== null && Date.parse(input.snapshot.at) >= Date.parse(retired) + kept;
  const since = `retired since ${moment(retired)}`;
  const note = over
    ? `${since}; kept long enough: \`phoenix purge\` may destroy it`
    : `${since}; kept until ${moment(retired, kept)}`;
  return { action: 'no-op', changes: [], notes: [note], downtime: 0 };
}

/** The end of a retired guest: one line for each volume that goes. */
function purged(live: GuestLive, retired: string, input: Input): Diff {
  const volumes = everyVolume(live);
  const change: Change = {
    path: '',
    slot: 'guest',
    before: 'retired',
    after: null,
    effect: 'destroy',
    note: `${volumes.length === 1 ? '1 volume' : `${volumes.length} volumes`} destroyed`,
  };
  const binds = bindTexts(live.fields);
  return {
    action: 'destroy',
    changes: [change],
    notes: [
      `retired since ${moment(retired)}`,
      ...backupNotes(input, live.fields),
      ...volumes.map((volume) => `destroyed: ${volume}`),
      ...(binds.length > 0 ? [`never touched: ${binds.join(', ')}`] : []),
    ],
    downtime: null,
  };
}

/** Why a guest that may go at once retires first; null: nothing speaks against it. */
function reasonToKeep(live: GuestLive, spec: GuestSpec | null, dialect: Dialect): string | null {
  const strange = heldVolumes(live).filter((volume) => !isNamed(volume, spec, live, dialect));
  if (strange.length > 0) {
    const names = strange.map(({ option, volume }) => `${option} ${volume}`).join(', ');
    return `it owns what no file names (${names}): retired, not destroyed`;
  }
  return isOn(live.fields, 'protection') ? 'it is protected: retired, not destroyed' : null;
}

/** What a reader has to know of the backup of a guest that goes, or that another one takes the place of. */
export function backupNotes(input: Input, fields: readonly Field[]): string[] {
  const missed = input.settings.policies.backup ? notInBackup(fields) : [];
  return [
    backupNote(input),
    ...(missed.length > 0 ? [`not in a backup: ${missed.join(', ')} ("backup" is off there)`] : []),
  ];
}

/** The guest is not wanted any more. */
export function removalDiff(input: Input): Diff {
  const { seen, base, settings, dialect } = input;
  const ours = seen?.is === 'ours' ? seen : null;
  const retired = ours?.mark?.retired;
  if (ours && retired !== undefined) {
    return input.purge ? purged(ours.live, retired, input) : retiredNote(retired, input);
  }
  const fields = ours?.live.fields ?? (base ? dialect.fieldsOf(base.spec) : []);
  const vmid = ours?.live.vmid ?? base?.spec.vmid;
  const kept = retention(settings);
  const never = kept === 0 && ours ? reasonToKeep(ours.live, base?.spec ?? null, dialect) : null;
  const atOnce = kept === 0 && never === null;
  const volumes = ours ? everyVolume(ours.live) : volumeTexts(fields);
  const [spell, after] =
    kept === 0 ? ['', ''] : [` for ${durationText(kept)}`, `, after ${durationText(kept)}`];
  const change: Change = {
    path: '',
    slot: 'guest',
    before: `vmid:${vmid}`,
    after: atOnce ? null : 'retired',
    effect: atOnce ? 'destroy' : 'retire',
    note: atOnce ? `${volumes.join(', ')} destroyed` : `${volumes.join(', ')} kept${spell}`,
  };
  const binds = bindTexts(fields);
  return {
    action: atOnce ? 'destroy' : 'retire',
    changes: [change],
    notes: [
      ...(never === null ? [] : [never]),
      ...backupNotes(input, fields),
      ...(binds.length > 0 ? [`never touched: ${binds.join(', ')}`] : []),
      ...(atOnce ? [] : [`destroyed only by \`phoenix purge\`${after}; reverting brings it back`]),
    ],
    downtime: null,
  };
}
