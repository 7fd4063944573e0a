/** `vzdump`: backups of guests; of containers by snapshot, suspended or stopped; they hold the conf file and the guest's files. */
import { keepBackupFiles } from './backups.ts';
import { type Draft, loadConf, textOf, withGuestLock } from './conf-store.ts';
import { die, Failure, messageOf } from './failure.ts';
import { isRunning, ownerOf } from './guests.ts';
import { removeLock, setLock } from './locks.ts';
import { removeSnapshot } from './pct/delsnapshot.ts';
import { localTime } from './pct/listsnapshot.ts';
import { type Mount, mountsOf } from './pct/mount-list.ts';
import { startGuest, stopGuest } from './pct/power.ts';
import { takeSnapshot } from './pct/snapshot.ts';
import { backUpMachine } from './qm/backup.ts';
import type { Command, Session } from './session.ts';
import { diskHas, requireVolume } from './storage/disks.ts';
import { fits } from './storage/space.ts';
import { availableStorage, typeOf } from './storage/storages.ts';
import type { Storage } from './storage/type.ts';
import { writeVolume } from './storage/volumes.ts';
import { runTask, type Task } from './tasks.ts';

type Mode = 'snapshot' | 'suspend' | 'stop';

interface Job {
  readonly storage: Storage;
  readonly mode: Mode;
  /** Ending of the archive's name. */
  readonly ending: string;
  readonly protect: boolean;
}

const ENDINGS: Readonly<Record<string, string>> = {
  '0': 'tar',
  '1': 'tar.lzo',
  lzo: 'tar.lzo',
  gzip: 'tar.gz',
  zstd: 'tar.zst',
};

/** zstd leaves about a third; the others are near enough. */
const RATIO: Readonly<Record<string, number>> = { tar: 1, 'tar.lzo': 0.5, 'tar.gz': 0.4, 'tar.zst': 0.34 };

/** The messages name both steps, because both fail on a storage that is not there (observed). */
function backupStorage(session: Session, id: string): Storage {
  let storage: Storage;
  try {
    storage = availableStorage(session, id);
  } catch (error) {
    const reason = messageOf(error);
    return die(
      `could not activate storage '${id}': ${reason} could not get storage information for '${id}': ${reason}`,
    );
  }
  if (!storage.content.includes('backup')) {
    die(
      `could not get storage information for '${id}': can't use storage '${id}' for backups - wrong content type`,
    );
  }
  return storage;
}

function readJob(session: Session, values: ReadonlyMap<string, string>): Job {
  const mode = values.get('mode') ?? 'snapshot';
  return {
    storage: backupStorage(session, values.get('storage') ?? 'local'),
    mode: mode === 'suspend' || mode === 'stop' ? mode : 'snapshot',
    ending: ENDINGS[values.get('compress') ?? '0'] ?? 'tar',
    protect: values.get('protected') === '1',
  };
}

const info = (session: Session, text: string) => session.print(`INFO: ${text}\n`);

/** Rootfs, and volumes with `backup=1`; the rest is said and left out. */
function included(session: Session, draft: Draft): Mount[] {
  const name = draft.options.get('hostname');
  if (name !== undefined) info(session, `CT Name: ${name}`);
  return mountsOf(draft.options).filter(({ key, type, properties }) => {
    const path = key === 'rootfs' ? '/' : (properties.get('mp') ?? '');
    const reason =
      type !== 'volume'
        ? 'not a volume'
        : key === 'rootfs' || properties.get('backup') === '1'
          ? null
          : 'disabled';
    if (reason === null) info(session, `including mount point ${key} ('${path}') in backup`);
    else info(session, `excluding ${type} mount point ${key} ('${path}') from backup (${reason})`);
    return reason === null;
  });
}

function archiveName(session: Session, vmid: number): string {
  const [date = '', time = ''] = localTime(session.host.now() / 1000).split(' ');
  return `vzdump-lxc-${vmid}-${date.replaceAll('-', '_')}-${time.replaceAll(':', '_')}`;
}

/** Writes the archive: the conf file without lock, snapshots and pending changes. */
function writeArchive(
  session: Session,
  vmid: number,
  job: Job,
  name: string,
  mounts: readonly Mount[],
): void {
  const { host } = session;
  const draft = loadConf(session, vmid);
  for (const key of ['lock', 'parent']) draft.options.delete(key);
  const kept: Draft = {
    ...draft,
    snapshots: new Map(),
    pending: { description: null, options: new Map(), raw: [], delete: [] },
  };
  const bytes =
    12_800_000 + mounts.reduce((sum, { volume }) => sum + (requireVolume(session, volume).used ?? 0), 0);
  const size = Math.floor(bytes * (RATIO[job.ending] ?? 1));
  const id = { storage: job.storage.id, name: `backup/${name}.${job.ending}` };
  const path = typeOf(job.storage).path(job.storage, { kind: 'backup', name: `${name}.${job.ending}`, vmid });
  info(session, `creating vzdump archive '${path}'`);
  session.at('vzdump:archiving');
  if (!fits(host, job.storage, size)) die(`command 'tar cpf -' failed: exit code 1`);
  info(session, `Total bytes written: ${bytes} (${Math.round(bytes / 1024 ** 2)}MiB, 140MiB/s)`);
  info(session, `archive file size: ${Math.floor(size / 1024 ** 2)}MB`);
  writeVolume(host, id, {
    format: job.ending,
    size,
    unpacked: bytes,
    text: textOf(kept),
    ctime: Math.floor(host.now() / 1000),
    ...(job.storage.shared ? {} : { node: session.node.name }),
    ...(job.protect ? { protected: true } : {}),
  });
  const volid = `${id.storage}:${id.name}`;
  session.runtime?.volumes?.backUp(volid, new Map(mounts.map(({ key, volume }) => [key, volume])));
  keepBackupFiles(host, volid, vmid);
}

function unlock(session: Session, vmid: number): void {
  if (loadConf(session, vmid).options.get('lock') === 'backup') removeLock(session, vmid, 'backup');
}

function backUp(session: Session, vmid: number, job: Job, task: Task): void {
  const { host } = session;
  const owner = ownerOf(host, vmid);
  if (!owner || owner.node !== session.node.name) die(`unable to find VM '${vmid}'`);
  if (owner.type === 'qemu') return backUpMachine(session, vmid, job);
  info(session, `Starting Backup of VM ${vmid} (lxc)`);
  info(session, `Backup started at ${localTime(host.now() / 1000)}`);
  const running = isRunning(host, vmid);
  info(session, `status = ${running ? 'running' : 'stopped'}`);
  let mode: Mode = running ? job.mode : 'stop';
  const draft = setLock(session, vmid, 'backup');
  session.at('vzdump:locked');
  try {
    if (mode === 'snapshot') {
      const mounts = included(session, draft);
      if (!mounts.every(({ volume }) => diskHas(session, 'snapshot', volume, null))) {
        info(session, 'mode failure - some volumes do not support snapshots');
        info(session, `trying 'suspend' mode instead`);
        mode = 'suspend';
      }
    }
    info(session, `backup mode: ${mode}`);
    info(session, 'ionice priority: 7');
    const mounts = included(session, draft);
    const name = archiveName(session, vmid);
    if (mode === 'snapshot') {
      info(session, `create storage snapshot 'vzdump'`);
      removeLock(session, vmid, 'backup');
      takeSnapshot(session, vmid, 'vzdump', 'vzdump backup snapshot');
      setLock(session, vmid, 'backup');
    } else if (mode === 'suspend') {
      info(session, `starting first sync to ${name}.tmp`);
      info(session, 'suspending guest');
      info(session, 'resuming guest');
    } else if (running) {
      info(session, 'stopping vm');
      stopGuest(session, vmid);
    }
    writeArchive(session, vmid, job, name, mounts);
  } catch (error) {
    // A kill leaves the lock; whatever else happens, Proxmox takes it off.
    if (error instanceof Failure) unlock(session, vmid);
    throw error;
  }
  unlock(session, vmid);
  if (mode === 'snapshot') {
    info(session, `cleanup temporary 'vzdump' snapshot`);
    removeSnapshot(session, vmid, 'vzdump', { force: false });
  } else if (mode === 'stop' && running) {
    info(session, 'restarting vm');
    withGuestLock(session, vmid, () => startGuest(session, vmid, task));
  }
  info(session, `Finished Backup of VM ${vmid} (00:00:05)`);
  info(session, `Backup finished at ${localTime(host.now() / 1000)}`);
}

/** The line that begins a job: its options as Proxmox prints them, storage last where the mode was given first. */
const jobLine = (argv: readonly string[]) => `starting new backup job: ${argv.join(' ')}`;

export const vzdump: Command = (session, { values }) => {
  const job = readJob(session, values);
  const vmids = (values.get('vmid') ?? '').split(/[\s,;]+/).filter((word) => word !== '');
  runTask(session, 'vzdump', vmids.length === 1 ? (vmids[0] ?? '') : '', (task) => {
    info(session, jobLine(session.argv));
    let failed = false;
    for (const vmid of vmids) {
      try {
        backUp(session, Number(vmid), job, task);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        session.print(`ERROR: Backup of VM ${vmid} failed - ${error.message}\n`);
        info(session, `Failed at ${localTime(session.host.now() / 1000)}`);
        failed = true;
      }
    }
    info(session, `Backup job finished ${failed ? 'with errors' : 'successfully'}`);
    if (failed) die('job errors');
  });
};
