/** Volumes of real guests: a folder each below the lab's, with the files as they are and as they were at snapshots. */
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { VolumeRuntime } from '../../session.ts';
import { archiveFolder } from './archive.ts';
import { must } from './machine.ts';
import { LXC_FOLDER, volumeFolder } from './names.ts';
import type { LabRecord } from './record.ts';
import { FIRST_ID } from './shift.ts';

/** Where a volume's files are. */
export const volumeData = (dir: string, volid: string): string => join(dir, volumeFolder(volid), 'data');

const snapshotData = (dir: string, volid: string, snapname: string): string =>
  join(dir, volumeFolder(volid), 'snapshots', snapname);

/** What vzdump calls its own (PVE 9.2). */
const BACKUP_SNAPSHOT = 'vzdump';

const backupData = (dir: string, archive: string, key = ''): string =>
  join(dir, LXC_FOLDER, 'backups', encodeURIComponent(archive), key);

/**
 * A guest that runs stands still while it is copied; this ends as a whole, even when Phoenix is killed meanwhile, or
 * somebody at the terminal ends what runs there: the copy dies of it, and the guest goes on.
 */
const COPY_FROZEN = `
  from=$1; to=$2; shift 2
  trap : INT TERM HUP QUIT
  "$@" || exit 1
  cp -a --reflink=auto "$from" "$to"
  exit=$?
  for word; do shift; [ "$word" = lxc-freeze ] && word=lxc-unfreeze; set -- "$@" "$word"; done
  "$@"
  exit $exit
`;

/**
 * A copy beside its place, moved there when it is whole; a killed one leaves no half of it under the name. What was there
 * is only moved aside until then: to remove it takes long, and nothing would stand under the name.
 * @param frozen how `lxc-freeze` is called, for the files of a guest that runs
 */
function copyTree(from: string, to: string, frozen: readonly string[] | null = null): void {
  mkdirSync(dirname(to), { recursive: true });
  const [fresh, old] = [`${to}.new`, `${to}.old`];
  for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true });
  if (frozen) must(['sh', '-c', COPY_FROZEN, 'sh', from, fresh, ...frozen]);
  // It ends with its command, whose next one would remove what is still written.
  else must(['setpriv', '--pdeathsig', 'KILL', '--', 'cp', '-a', '--reflink=auto', from, fresh]);
  if (existsSync(to)) renameSync(to, old);
  renameSync(fresh, to);
  rmSync(old, { recursive: true, force: true });
}

/** The folder of a volume that may be new: then it is empty, and the guest's root owns it. */
export function ensureVolume(dir: string, volid: string, unprivileged: boolean): string {
  const data = volumeData(dir, volid);
  if (existsSync(data)) return data;
  mkdirSync(data, { recursive: true, mode: 0o755 });
  const owner = unprivileged ? FIRST_ID : 0;
  chownSync(data, owner, owner);
  return data;
}

/** The guest that a volume belongs to, by its name. */
const ownerOf = (volid: string): number => Number(/-(\d+)-disk-[^/]*$/.exec(volid)?.[1] ?? 0);

export interface VolumeOptions {
  /** How `lxc-freeze` is called for a guest that runs; null for one that does not. */
  readonly frozen: (vmid: number) => readonly string[] | null;
  /** Where debootstrap's progress goes, when the caller's streams are this process's own. */
  readonly progress?: 1;
}

export function labVolumes(
  dir: string,
  record: LabRecord,
  { frozen, progress }: VolumeOptions,
): VolumeRuntime {
  const data = (volid: string) => volumeData(dir, volid);
  const copyOrEmpty = (from: string, to: string, freeze: readonly string[] | null = null) => {
    // A volume that no guest was started with has no files yet.
    if (existsSync(from)) copyTree(from, to, freeze);
    else rmSync(to, { recursive: true, force: true });
  };
  return {
    unpack: (volid, archive, unprivileged, say) => {
      const options = {
        cache: record.cache,
        say,
        ...(record.mirrors === undefined ? {} : { mirrors: record.mirrors }),
        ...(progress === undefined ? {} : { progress }),
      };
      copyTree(archiveFolder(archive, unprivileged, options), data(volid));
    },
    copy: (from, to, snapname) =>
      copyOrEmpty(snapname === null ? data(from) : snapshotData(dir, from, snapname), data(to)),
    rename: (from, to) => {
      const [old, fresh] = [join(dir, volumeFolder(from)), join(dir, volumeFolder(to))];
      if (!existsSync(old)) return;
      mkdirSync(dirname(fresh), { recursive: true });
      renameSync(old, fresh);
    },
    snapshot: (volid, snapname) =>
      copyOrEmpty(data(volid), snapshotData(dir, volid, snapname), frozen(ownerOf(volid))),
    rollback: (volid, snapname) => copyOrEmpty(snapshotData(dir, volid, snapname), data(volid)),
    deleteSnapshot: (volid, snapname) =>
      rmSync(snapshotData(dir, volid, snapname), { recursive: true, force: true }),
    backUp: (archive, volumes) => {
      for (const [key, volid] of volumes) {
        const taken = snapshotData(dir, volid, BACKUP_SNAPSHOT);
        if (existsSync(taken)) copyTree(taken, backupData(dir, archive, key));
        else copyOrEmpty(data(volid), backupData(dir, archive, key), frozen(ownerOf(volid)));
      }
    },
    restore: (archive, volumes) => {
      for (const [key, volid] of volumes) copyOrEmpty(backupData(dir, archive, key), data(volid));
    },
    freeBackup: (archive) => rmSync(backupData(dir, archive), { recursive: true, force: true }),
    free: (volid) => rmSync(join(dir, volumeFolder(volid)), { recursive: true, force: true }),
  };
}
