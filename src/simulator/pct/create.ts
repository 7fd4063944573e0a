/** `pct create`: a new guest of an OS template. Locked with `create` until its system is known; undone on failure. */
import { type Draft, emptyDraft, withGuestLock, writeConf } from '../conf-store.ts';
import { nestingWarning } from '../config/guest-os.ts';
import { updateConf } from '../config/update.ts';
import { die, Failure, messageOf } from '../failure.ts';
import { removeGuestFiles } from '../guest-files.ts';
import { confPath } from '../guests.ts';
import { changeResources } from '../ha.ts';
import { LockTimeout } from '../host.ts';
import { assertUnused, createAndLock } from '../locks.ts';
import { addToPool, requirePool } from '../pools.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk } from '../storage/disks.ts';
import { runTask, type Task } from '../tasks.ts';
import { volumeOf } from '../volume-keys.ts';
import { checkArchive, detectSystem, makeHostKeys, unpackArchive } from './archive.ts';
import { makeMounts, takeMounts } from './create-mounts.ts';
import { startGuest } from './power.ts';
import { clampCpuUnits } from './set.ts';

/** Parameters that are no options of the conf file. */
export const PARAMETERS = [
  'vmid',
  'ostemplate',
  'storage',
  'pool',
  'start',
  'ha-managed',
  'password',
  'ssh-public-keys',
  'unprivileged',
  'force',
  'restore',
  'unique',
  'bwlimit',
  'ignore-unpack-errors',
] as const;

const PUBLIC_KEY =
  /^(?:(?:ssh-rsa|ssh-dss|ssh-ed25519|ecdsa-sha2-nistp\d+|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)\s+[A-Za-z0-9+/=]+(?:\s.*)?|#.*)?$/;

/** The option names a file on the node. @throws Failure when it is not there, or holds no keys. */
function checkPublicKeys(session: Session, path: string | undefined): void {
  if (path === undefined) return;
  const text =
    (path === '/dev/stdin' ? session.stdin : session.host.read(path)) ??
    session.runtime?.readFile?.(path) ??
    die(`can't open '${path}' - No such file or directory`, 2);
  for (const line of text.split('\n'))
    if (!PUBLIC_KEY.test(line.trim())) die('SSH public key validation error');
}

interface Order {
  readonly vmid: number;
  readonly archive: string;
  readonly mounts: ReadonlyMap<string, string>;
  readonly draft: Draft;
}

/** What was made is taken back, but not what a kill left: that one cannot clean up. */
function undo(session: Session, { vmid }: Order, made: readonly string[]): void {
  for (const volume of made) freeDisk(session, volume);
  removeGuestFiles(session.host, vmid);
  session.host.remove(confPath(session.node.name, vmid));
}

function build(session: Session, order: Order, task: Task, made: string[]): void {
  const { vmid, mounts, draft } = order;
  makeMounts(session, vmid, draft, mounts, made);
  const rootfs = volumeOf('rootfs', draft.options.get('rootfs')) ?? '';
  const os = unpackArchive(session, order, rootfs, draft.options.get('unprivileged') === '1');
  session.at('create:unpacked');
  detectSystem(session, draft, os);
  // From here on the file has no lock any more, although the guest is not done (observed).
  writeConf(session, vmid, draft);
  session.at('create:written');
  makeHostKeys(session, draft);
  const warning = nestingWarning(session, vmid, draft);
  if (warning !== null) task.warn(warning);
  if (!draft.options.get('hostname')) draft.options.set('hostname', `CT${vmid}`);
  if (!Number(draft.options.get('memory'))) draft.options.set('memory', '512');
  if (!draft.options.has('swap')) draft.options.set('swap', '512');
  writeConf(session, vmid, draft);
}

function buildOrUndo(session: Session, order: Order, task: Task): void {
  const made: string[] = [];
  try {
    build(session, order, task, made);
  } catch (error) {
    if (!(error instanceof Failure || error instanceof LockTimeout)) throw error;
    undo(session, order, made);
    die(`unable to create CT ${order.vmid} - ${error.message}`);
  }
}

function addToHa(session: Session, vmid: number, started: boolean): void {
  session.print('Add as HA resource\n');
  const properties = new Map([['state', started ? 'started' : 'stopped']]);
  changeResources(session.host, (all) => all.set(`ct:${vmid}`, properties));
}

/** Reads and checks everything before the VMID is taken. @throws Failure */
function readOrder(session: Session, values: ReadonlyMap<string, string>): Order {
  const vmid = Number(values.get('vmid'));
  const archive = values.get('ostemplate') ?? '';
  assertUnused(session, vmid, 2);
  checkPublicKeys(session, values.get('ssh-public-keys'));
  const pool = values.get('pool');
  if (pool !== undefined) requirePool(session.host, pool);
  checkArchive(session, archive);
  const options = new Map(values);
  for (const name of PARAMETERS) options.delete(name);
  for (const key of options.keys()) {
    if (!/^unused\d+$/.test(key)) continue;
    session.warn(`ignoring '${key}', cannot create/restore with unused volume\n`);
    options.delete(key);
  }
  const units = options.get('cpuunits');
  if (units !== undefined) options.set('cpuunits', clampCpuUnits(session, units));
  const mounts = takeMounts(session, options, values.get('storage') ?? 'local');
  const draft = emptyDraft();
  // What cannot be applied is warned about and left out: nobody looks at the failures here (PVE 9.2).
  updateConf(session, vmid, draft, false, { set: options, delete: [], revert: [] });
  // Privileged was the default until PVE 9.
  const unprivileged = values.get('unprivileged') ?? (session.node.pve === '8.4' ? '0' : '1');
  if (unprivileged === '1') draft.options.set('unprivileged', '1');
  return { vmid, archive, mounts, draft };
}

export const pctCreate: Command = (session, { values }) => {
  const order = readOrder(session, values);
  const { vmid } = order;
  try {
    createAndLock(session, vmid);
  } catch (error) {
    die(`unable to create CT ${vmid} - ${messageOf(error)}`);
  }
  session.at('create:locked');
  const start = values.get('start') === '1';
  runTask(session, 'vzcreate', String(vmid), (task) => {
    withGuestLock(session, vmid, () => buildOrUndo(session, order, task));
    const pool = values.get('pool');
    if (pool !== undefined) addToPool(session.host, pool, vmid);
    if (start) {
      runTask(session, 'vzstart', String(vmid), (startTask) => {
        withGuestLock(session, vmid, () => startGuest(session, vmid, startTask));
      });
    }
    if (values.get('ha-managed') === '1') addToHa(session, vmid, start);
  });
};
