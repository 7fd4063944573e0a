/** What restoring a backup takes, as argument vectors, and which backup is meant. Pure. */
import { PhoenixError } from '../errors.ts';
import type { GuestConf } from '../node/conf.ts';
import type { Backup } from '../node/backups.ts';

export type GuestType = 'lxc' | 'qemu';

/** Told by the name of the file, or of the group of a backup server. */
export function typeOfBackup({ volid }: Pick<Backup, 'volid'>): GuestType | null {
  const told = /vzdump-(lxc|qemu)-|:backup\/(ct|vm)\//.exec(volid);
  const type = told?.[1] ?? told?.[2];
  if (type === undefined) return null;
  return type === 'lxc' || type === 'ct' ? 'lxc' : 'qemu';
}

export interface Choice {
  readonly from?: string;
  /** ISO, or such as `2026-11-22 10:00`, which is this machine's time. */
  readonly at?: string;
}

/** @throws PhoenixError where there is none such */
export function chooseBackup(backups: readonly Backup[], { from, at }: Choice, name: string): Backup {
  if (from !== undefined) {
    const exact = backups.find(({ volid }) => volid === from);
    if (exact) return exact;
    throw new PhoenixError('REFUSED', `there is no backup ${from} of ${name}`, { hint: known(backups) });
  }
  const until = at === undefined ? Infinity : Date.parse(at);
  if (Number.isNaN(until)) {
    throw new PhoenixError('USAGE', `"${at}" is no time`, { hint: 'write it as 2026-11-22T10:00Z' });
  }
  const [newest] = backups.filter((one) => Date.parse(one.at) <= until).toReversed();
  if (newest) return newest;
  const when = at === undefined ? '' : ` of ${at} or before`;
  throw new PhoenixError('REFUSED', `there is no backup of ${name}${when}`, { hint: known(backups) });
}

function known(backups: readonly Backup[]): string {
  const last = backups.slice(-5).map(({ volid, at }) => `${volid} (${at})`);
  return last.length === 0 ? 'the storage has none' : `there are: ${last.join(', ')}`;
}

export interface Restoration {
  readonly type: GuestType;
  readonly vmid: number;
  readonly volid: string;
  /** Null: as the backup says. */
  readonly storage: string | null;
  /** The guest of that VMID goes. */
  readonly replaces: boolean;
}

export function restoreArgv({ type, vmid, volid, storage, replaces }: Restoration): readonly string[] {
  const program =
    type === 'lxc' ? ['pct', 'restore', String(vmid), volid] : ['qmrestore', volid, String(vmid)];
  return [
    ...program,
    ...(storage === null ? [] : ['--storage', storage]),
    // A copy has cards of its own; what comes back has those that it had.
    ...(replaces ? ['--force', '1'] : ['--unique', '1']),
  ];
}

export const program = (type: GuestType): 'pct' | 'qm' => (type === 'lxc' ? 'pct' : 'qm');

/** A copy that starts with its node, or is seen by the others, doubles the addresses of the guest that it is a copy of. */
export function quietArgv(type: GuestType, vmid: number, { options }: GuestConf): readonly string[] {
  const cards = [...options].filter(([key]) => /^net\d+$/.test(key));
  const words = cards.flatMap(([key, value]) => {
    const rest = value.split(',').filter((part) => !part.startsWith('link_down='));
    return [`--${key}`, [...rest, 'link_down=1'].join(',')];
  });
  return [program(type), 'set', String(vmid), '--onboot', '0', ...words];
}

/** Cards of which the other end would see something. */
export function loudCards({ options }: GuestConf): string[] {
  return [...options].flatMap(([key, value]) =>
    /^net\d+$/.test(key) && !value.split(',').includes('link_down=1') ? [key] : [],
  );
}
