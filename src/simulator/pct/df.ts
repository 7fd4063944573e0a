/** `pct df` and `pct fstrim`: what the volumes of a guest hold, mounted for the moment when it does not run. */
import { loadConf, withGuestLock } from '../conf-store.ts';
import { messageOf } from '../failure.ts';
import { isRunning } from '../guests.ts';
import { removeLock, setLock } from '../locks.ts';
import type { Command, Session } from '../session.ts';
import { requireVolume } from '../storage/disks.ts';
import { usageOf } from '../storage/space.ts';
import { locateImage } from '../storage/volumes.ts';
import { mountAll, unmountAll } from './mount.ts';
import { type Mount, mountsOf } from './mount-list.ts';

export interface FileSystem {
  readonly total: number;
  readonly used: number;
  readonly avail: number;
}

/** What statfs tells of a volume in bytes: ext4's own tables and its reserve are gone, as on the recorded node. */
export function fileSystemOf(session: Session, volid: string): FileSystem {
  const { size, used = 0 } = requireVolume(session, volid);
  const { storage, name } = locateImage(session.host, volid);
  if (name.format !== 'raw') {
    const whole = usageOf(session.host, storage);
    const total = size || whole.total;
    return { total, used, avail: Math.max(0, (size ? size : whole.avail) - used) };
  }
  const total = Math.floor(size * (1 - 1 / 64 - 1 / 32 - 0.0027));
  return { total, used, avail: Math.max(0, Math.floor(total - used - size * 0.05)) };
}

function human(bytes: number): string {
  let rest = bytes;
  for (const unit of ['', 'K', 'M', 'G']) {
    if (rest < 1024) return unit === '' ? String(rest) : `${rest.toFixed(1)}${unit}`;
    rest /= 1024;
  }
  return `${rest.toFixed(1)}T`;
}

const pathOf = ({ key, properties }: Mount) => (key === 'rootfs' ? '/' : (properties.get('mp') ?? ''));

function printTable(session: Session, options: ReadonlyMap<string, string>): void {
  const rows = [['MP', 'Volume', 'Size', 'Used', 'Avail', 'Use%', 'Path']];
  for (const mount of mountsOf(options)) {
    if (mount.type !== 'volume') continue;
    const { total, used, avail } = fileSystemOf(session, mount.volume);
    const share = ((100 * used) / total).toFixed(1);
    rows.push([mount.key, mount.volume, human(total), human(used), human(avail), share, pathOf(mount)]);
  }
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      if (column < 2) return cell.padEnd(width(column));
      return column < 6 ? cell.padStart(width(column)) : cell;
    });
    session.print(`${cells.join(' ')}\n`);
  }
}

export const pctDf: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  if (isRunning(session.host, vmid)) {
    withGuestLock(session, vmid, () => printTable(session, loadConf(session, vmid).options));
    return;
  }
  const draft = setLock(session, vmid, 'mounted');
  mountAll(session, vmid, draft.options);
  printTable(session, draft.options);
  unmountAll(session, vmid);
  removeLock(session, vmid, 'mounted');
};

export const pctFstrim: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const draft = setLock(session, vmid, 'fstrim');
  try {
    mountAll(session, vmid, draft.options);
    for (const mount of mountsOf(draft.options)) {
      const skipped = values.get('ignore-mountpoints') === '1' && mount.key !== 'rootfs';
      if (mount.type !== 'volume' || mount.properties.get('ro') === '1' || skipped) continue;
      const { avail } = fileSystemOf(session, mount.volume);
      const gib = (avail / 1024 ** 3).toFixed(1);
      session.print(`/var/lib/lxc/${vmid}/rootfs${pathOf(mount)}: ${gib} GiB (${avail} bytes) trimmed\n`);
    }
  } catch (error) {
    session.warn(`${messageOf(error)}\n`);
  }
  unmountAll(session, vmid);
  removeLock(session, vmid, 'fstrim');
};
