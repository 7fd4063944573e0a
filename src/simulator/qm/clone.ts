/** `qm clone`: linked from a template unless `--full`; the new machine is `lock: clone` for the whole time (9.2). */
import { nodeNames } from '../facts.ts';
import { die, Failure, messageOf } from '../failure.ts';
import { copyGuestFiles, removeGuestFiles } from '../guest-files.ts';
import { assertUnused } from '../locks.ts';
import { addToPool, requirePool } from '../pools.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk } from '../storage/disks.ts';
import { availableStorage } from '../storage/storages.ts';
import { locateImage } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import { cardsMade } from './cards.ts';
import { emptyVm, isCloudinit, type VmDraft, type VmSection } from './conf.ts';
import { type Drive, DRIVE_KEY, isCdrom, managedVolume, parseDrive, printDrive } from './drives.ts';
import { uuid, withNewMac, withNewUuid } from './identity.ts';
import {
  checkVmLock,
  isMachineRunning,
  isVmTemplate,
  loadVm,
  vmConfPath,
  vmLockPath,
  withVmLock,
  writeVm,
} from './machines.ts';
import {
  assertTakesImages,
  CLOUDINIT_BYTES,
  copyVmVolume,
  efiBytes,
  linkVmVolume,
  sizeOf,
  TPM_BYTES,
  vmDiskHas,
} from './volumes.ts';

interface Request {
  readonly vmid: number;
  readonly newid: number;
  readonly snapname: string | null;
  readonly storage: string | null;
  readonly format: string | null;
  readonly full: boolean | null;
  /** Another node than this one. */
  readonly target: string | null;
  readonly pool: string | null;
  readonly name: string | null;
  readonly description: string | null;
}

interface Plan {
  readonly options: VmSection;
  readonly drives: readonly { readonly key: string; readonly drive: Drive; readonly full: boolean }[];
  readonly source: VmSection;
}

/** What no clone takes over. */
const LEFT =
  /^(?:parent|snaptime|vmstate|snapstate|runningcpu|runningmachine|running-nets-host-mtu|unused\d+)$/;

function readRequest(session: Session, values: ReadonlyMap<string, string>): Request {
  const text = (name: string) => values.get(name) ?? null;
  const full = values.get('full');
  const target = text('target');
  return {
    vmid: Number(values.get('vmid')),
    newid: Number(values.get('newid')),
    snapname: text('snapname'),
    storage: text('storage'),
    format: text('format'),
    full: full === undefined ? null : full === '1',
    target: target === session.node.name || target === 'localhost' ? null : target,
    pool: text('pool'),
    name: text('name'),
    description: text('description'),
  };
}

function checkTarget(session: Session, { storage, target, pool }: Request): void {
  if (pool !== null) requirePool(session.host, pool);
  if (target !== null && !nodeNames(session.host).includes(target))
    die(`no such cluster node '${target}'`, 2);
  if (storage === null) return;
  const { shared } = availableStorage(session, storage);
  assertTakesImages(session, storage);
  if (target === null) return;
  availableStorage(session, storage, target);
  if (!shared) die(`can't clone to non-shared storage '${storage}'`);
}

/** Whether a drive is copied or linked. @throws Failure when its storage can do neither */
function planDrive(session: Session, request: Request, key: string, drive: Drive, full: boolean): boolean {
  const volid = managedVolume(drive) ?? drive.get('file') ?? '';
  const { snapname } = request;
  const copied = full || isCloudinit(volid) || key === 'tpmstate0';
  const subject = `${snapname === null ? '' : ' a snapshot of'} '${volid}' (${key})`;
  if (!vmDiskHas(session, copied ? 'copy' : 'clone', volid, isCloudinit(volid) ? null : snapname)) {
    die(`${copied ? 'Full' : 'Linked'} clone feature is not supported for${subject}`);
  }
  return copied;
}

/** What the clone will be. Run twice: before the task begins, and when both are locked. @throws Failure */
function planOf(session: Session, request: Request): Plan {
  const { vmid, newid, snapname, storage, format, target } = request;
  const { host } = session;
  checkTarget(session, request);
  const draft: VmDraft = loadVm(session, vmid);
  checkVmLock(draft);
  const source = snapname === null ? draft.options : draft.snapshots.get(snapname);
  if (!source) die(`snapshot '${snapname ?? ''}' does not exist`);
  const full = request.full ?? !isVmTemplate(draft);
  if (storage !== null && !full) die(`parameter 'storage' not allowed for linked clones`);
  if (format !== null && !full) die(`parameter 'format' not allowed for linked clones`);
  const running = isMachineRunning(host, vmid);
  const local = [...source].some(([key, value]) => {
    const volid = DRIVE_KEY.test(key) ? managedVolume(parseDrive(key, value)) : null;
    return volid !== null && !isCdrom(parseDrive(key, value)) && !locateImage(host, volid).storage.shared;
  });
  if (target !== null && local && storage === null)
    die(`can't clone VM to node '${target}' (VM uses local storage)`);
  if (host.read(vmConfPath(session.node.name, newid)) !== null) {
    die(`unable to create VM ${newid}: config file already exists`);
  }
  const options: VmSection = new Map([['lock', 'clone']]);
  const drives: Plan['drives'][number][] = [];
  for (const key of [...source.keys()].sort()) {
    const value = source.get(key) ?? '';
    if (LEFT.test(key)) continue;
    if (full && running && snapname === null && key === 'tpmstate0') {
      die('cannot clone TPM state while VM is running');
    }
    const drive = DRIVE_KEY.test(key) ? parseDrive(key, value) : null;
    if (/^net\d+$/.test(key)) options.set(key, withNewMac(session, value));
    else if (drive && !(isCdrom(drive) && !isCloudinit(value))) {
      drives.push({ key, drive, full: planDrive(session, request, key, drive, full) });
    } else options.set(key, value);
  }
  return { options, drives, source };
}

/** What makes it another machine. */
function rename(session: Session, request: Request, { options, source }: Plan): void {
  options.set('smbios1', withNewUuid(session.host, options.get('smbios1')));
  if (options.get('vmgenid')) options.set('vmgenid', uuid(session.host));
  options.delete('template');
  options.set('name', request.name ?? `Copy-of-VM-${source.get('name') ?? request.vmid}`);
  if (request.description !== null && request.description !== '') {
    options.set('description', request.description);
  }
}

function cloneDrive(
  session: Session,
  request: Request,
  { key, drive, full }: Plan['drives'][number],
): string {
  const volid = managedVolume(drive) ?? '';
  session.print(`create ${full ? 'full' : 'linked'} clone of drive ${key} (${volid})\n`);
  if (!full) return linkVmVolume(session, volid, request.newid);
  const seed = isCloudinit(volid);
  const fixed = seed
    ? CLOUDINIT_BYTES
    : key === 'efidisk0'
      ? efiBytes(drive.get('efitype'))
      : key === 'tpmstate0'
        ? TPM_BYTES
        : null;
  return copyVmVolume(session, {
    volid,
    vmid: request.newid,
    storage: request.storage ?? undefined,
    format: request.format ?? undefined,
    ...(fixed === null ? {} : { bytes: fixed }),
    ...(seed ? { name: `vm-${request.newid}-cloudinit`, empty: true } : {}),
  });
}

function cloneInto(session: Session, request: Request, plan: Plan): void {
  const { host, node } = session;
  const { newid } = request;
  const path = vmConfPath(node.name, newid);
  const made: string[] = [];
  const draft: VmDraft = { ...emptyVm(), options: plan.options };
  try {
    for (const each of plan.drives) {
      const volid = cloneDrive(session, request, each);
      made.push(volid);
      const drive = new Map([...each.drive, ['file', volid], ['size', String(sizeOf(session, volid))]]);
      drive.delete('format');
      plan.options.set(each.key, printDrive(each.key, drive));
      writeVm(session, newid, draft);
      session.at('clone:copied');
    }
    plan.options.delete('lock');
    writeVm(session, newid, draft);
    cardsMade(session, newid, draft);
    copyGuestFiles(host, request.vmid, newid, request.snapname);
    if (request.target !== null) {
      const text = host.read(path) ?? '';
      host.remove(path);
      host.write(vmConfPath(request.target, newid), text);
    }
    if (request.pool !== null) addToPool(host, request.pool, newid);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const volid of made) freeDisk(session, volid);
    removeGuestFiles(host, newid);
    host.remove(path);
    die(`clone failed: ${messageOf(error)}`);
  }
}

export const qmClone: Command = (session, { values }) => {
  const request = readRequest(session, values);
  const { vmid, newid } = request;
  planOf(session, request);
  session.at('clone:planned');
  const work = () => {
    const plan = planOf(session, request);
    session.print(`creating a clone of VM ${vmid} with ID ${newid}\n`);
    assertUnused(session, newid);
    session.host.write(vmConfPath(session.node.name, newid), '# qmclone temporary file\nlock: clone\n');
    session.at('clone:target-locked');
    rename(session, request, plan);
    cloneInto(session, request, plan);
  };
  runTask(session, 'qmclone', String(vmid), () => {
    const locked = () => withVmLock(session, newid, work, 1);
    // Clones of a machine that does not run share its lock: several may go on at once.
    if (isMachineRunning(session.host, vmid)) session.host.withLock(vmLockPath(vmid), 1, locked);
    else locked();
  });
};
