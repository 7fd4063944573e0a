/** `vzdump` of a machine: running ones go on while QEMU copies their disks (PVE::VZDump::QemuServer, 9.2). */
import { messageOf, die, Failure } from '../failure.ts';
import { keepBackupFiles } from '../backups.ts';
import { localTime } from '../pct/listsnapshot.ts';
import type { Session } from '../session.ts';
import { requireVolume } from '../storage/disks.ts';
import { fits } from '../storage/space.ts';
import { typeOf } from '../storage/storages.ts';
import type { Storage } from '../storage/type.ts';
import { writeVolume } from '../storage/volumes.ts';
import { vmText, type VmDraft } from './conf.ts';
import { diskDrives } from './drives.ts';
import { checkVmLock, isMachineRunning, loadVm, withVmLock, writeVm } from './machines.ts';
import { startMachine, stopMachine } from './power.ts';

export interface VmBackup {
  readonly storage: Storage;
  readonly mode: 'snapshot' | 'suspend' | 'stop';
  /** Of a container's archive: `tar.zst`. */
  readonly ending: string;
  readonly protect: boolean;
}

const info = (session: Session, text: string) => session.print(`INFO: ${text}\n`);

const RATIO = 0.5;

/** Lines that tell a restore which file of the archive is which disk. */
const mapLines = (draft: VmDraft) =>
  included(draft)
    .map(({ key, volid }) => `#qmdump#map:${key}:drive-${key}:${volid.split(':')[0] ?? ''}:raw:\n`)
    .join('');

/** All disks but those with `backup=0`. */
const included = (draft: VmDraft) =>
  diskDrives(draft.options).filter(({ drive }) => drive.get('backup') !== '0');

function writeArchive(session: Session, vmid: number, job: VmBackup): void {
  const { host, node } = session;
  const draft = loadVm(session, vmid);
  draft.options.delete('lock');
  const [date = '', time = ''] = localTime(host.now() / 1000).split(' ');
  const ending = job.ending.replace(/^tar/, 'vma');
  const name = `vzdump-qemu-${vmid}-${date.replaceAll('-', '_')}-${time.replaceAll(':', '_')}.${ending}`;
  const path = typeOf(job.storage).path(job.storage, { kind: 'backup', name, vmid });
  info(session, `creating vzdump archive '${path}'`);
  for (const { key, volid } of included(draft)) {
    info(
      session,
      `include disk '${key}' '${volid}' ${Math.round(requireVolume(session, volid).size / 1024 ** 3)}G`,
    );
  }
  session.at('vzdump:archiving');
  const bytes = included(draft).reduce(
    (sum, { volid }) => sum + (requireVolume(session, volid).used ?? 0),
    8_000_000,
  );
  if (!fits(host, job.storage, bytes)) die('job failed with err -28 - No space left on device');
  const kept: VmDraft = { ...draft, pending: new Map(), cloudinit: new Map(), snapshots: new Map() };
  writeVolume(
    host,
    { storage: job.storage.id, name: `backup/${name}` },
    {
      format: ending,
      size: Math.floor(bytes * RATIO),
      unpacked: bytes,
      text: vmText(kept) + mapLines(draft),
      ctime: Math.floor(host.now() / 1000),
      ...(job.storage.shared ? {} : { node: node.name }),
      ...(job.protect ? { protected: true } : {}),
    },
  );
  keepBackupFiles(host, `${job.storage.id}:backup/${name}`, vmid);
  info(session, `transferred ${bytes} bytes`);
}

function setLock(session: Session, vmid: number, lock: string | null): void {
  withVmLock(session, vmid, () => {
    const draft = loadVm(session, vmid);
    if (lock !== null) checkVmLock(draft);
    if (lock === null) draft.options.delete('lock');
    else draft.options.set('lock', lock);
    writeVm(session, vmid, draft);
  });
}

/** One machine of a job, which runs as a task. @throws Failure */
export function backUpMachine(session: Session, vmid: number, job: VmBackup): void {
  const { host } = session;
  info(session, `Starting Backup of VM ${vmid} (qemu)`);
  info(session, `Backup started at ${localTime(host.now() / 1000)}`);
  const running = isMachineRunning(host, vmid);
  info(session, `status = ${running ? 'running' : 'stopped'}`);
  setLock(session, vmid, 'backup');
  session.at('vzdump:locked');
  const mode = running ? job.mode : 'stop';
  info(session, `backup mode: ${mode}`);
  const restarts = running && mode === 'stop';
  try {
    if (restarts) {
      info(session, 'stopping vm');
      withVmLock(session, vmid, () =>
        stopMachine(session, vmid, { within: 600, force: false, skiplock: true }),
      );
    }
    writeArchive(session, vmid, job);
  } catch (error) {
    // A kill leaves the lock; whatever else happens, Proxmox takes it off.
    if (error instanceof Failure) setLock(session, vmid, null);
    die(messageOf(error));
  }
  setLock(session, vmid, null);
  if (restarts) {
    info(session, 'restarting vm');
    withVmLock(session, vmid, () => startMachine(session, vmid));
  }
  info(session, `Finished Backup of VM ${vmid} (00:00:05)`);
  info(session, `Backup finished at ${localTime(host.now() / 1000)}`);
}
