/** `pct clone`: the source is locked with `disk` for the whole time, the target with `create`. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import {
  type Draft,
  type DraftSection,
  emptyDraft,
  loadConf,
  withGuestLock,
  writeConf,
} from '../conf-store.ts';
import { nestingWarning } from '../config/guest-os.ts';
import { formatNet, parseNet } from '../config/net.ts';
import { cardChanged } from '../sdn/cards.ts';
import { nodeNames } from '../facts.ts';
import { die, Failure, messageOf } from '../failure.ts';
import { copyGuestFiles, removeGuestFiles } from '../guest-files.ts';
import { confPath, isRunning } from '../guests.ts';
import { LockTimeout } from '../host.ts';
import { createAndLock, removeLock, setLock, underLock } from '../locks.ts';
import { addToPool, requirePool } from '../pools.ts';
import type { Command, Session } from '../session.ts';
import { copyDisk, diskHas, freeDisk, linkDisk, requireVolume } from '../storage/disks.ts';
import { availableStorage, storageById } from '../storage/storages.ts';
import { parseVolumeId } from '../storage/volumes.ts';
import { runTask, type Task } from '../tasks.ts';
import { type Mount, mountsOf, withVolume } from './mount-list.ts';
import { guestOptions, isTemplate } from './power.ts';

interface Request {
  readonly vmid: number;
  readonly newid: number;
  readonly snapname: string | null;
  readonly storage: string | null;
  readonly full: boolean | null;
  readonly target: string | null;
  readonly pool: string | null;
  readonly hostname: string | null;
  readonly description: string | null;
}

/** What is to be done, found out while both guests are locked. */
interface Plan {
  readonly mounts: readonly { readonly mount: Mount; readonly full: boolean }[];
  readonly conf: Draft;
}

/** What is refused before anything is locked. */
function readRequest(session: Session, values: ReadonlyMap<string, string>): Request {
  const text = (name: string) => values.get(name) ?? null;
  const pool = text('pool');
  if (pool !== null) requirePool(session.host, pool);
  const named = text('target');
  const target = named === null || named === session.node.name || named === 'localhost' ? null : named;
  if (target !== null && !nodeNames(session.host).includes(target))
    die(`no such cluster node '${target}'`, 2);
  const storage = text('storage');
  if (storage !== null) {
    availableStorage(session, storage);
    if (target !== null && !availableStorage(session, storage, target).shared) {
      die(`can't clone to non-shared storage '${storage}'`);
    }
  }
  const full = values.get('full');
  return {
    vmid: Number(values.get('vmid')),
    newid: Number(values.get('newid')),
    snapname: text('snapname'),
    storage,
    full: full === undefined ? null : full === '1',
    target,
    pool,
    hostname: text('hostname') || null,
    description: text('description') || null,
  };
}

/** Is the volume copied, or linked to its base? @throws Failure when it can be neither */
function judgeMount(session: Session, request: Request, mount: Mount, full: boolean, running: boolean): void {
  const { key, type, volume } = mount;
  if (type !== 'volume') die(`unable to clone mountpoint '${key}' (type ${type})`, 2);
  const storage = storageById(
    session.host,
    request.storage ?? parseVolumeId(volume)?.storage ?? die(`unable to parse volume ID '${volume}'`),
  );
  if (request.target !== null && !storage.shared) session.warn(`found non-shared volume: ${volume}\n`);
  if (full && running && request.snapname === null) {
    die('Full clone of a running container is only possible from a snapshot', 2);
  }
  if (!full && !diskHas(session, 'clone', volume, request.snapname)) {
    die(`Linked clone feature for '${volume}' is not available`, 2);
  }
}

function makePlan(session: Session, request: Request, source: Draft, running: boolean): Plan {
  const full = request.full ?? !isTemplate(source);
  const { snapname, target } = request;
  if (request.storage !== null && !full) die("parameter 'storage' not allowed for linked clones", 2);
  const section: DraftSection =
    snapname === null
      ? source
      : (source.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`, 2));
  const conf: Draft = { ...emptyDraft(), description: section.description, raw: [...section.raw] };
  const mounts = new Map(mountsOf(section.options).map((mount) => [mount.key, mount]));
  for (const key of [...section.options.keys()].sort()) {
    const value = section.options.get(key) ?? '';
    const mount = mounts.get(key);
    if (/^unused\d+$/.test(key)) continue;
    if (mount) judgeMount(session, request, mount, full, running);
    else if (/^net\d+$/.test(key)) {
      const net = parsePropertyString(FAMILIES.net, value);
      net.delete('hwaddr');
      conf.options.set(key, formatNet(parseNet(session, formatNet(net))));
    } else conf.options.set(key, value);
  }
  const isLocal = ({ volume }: Mount) =>
    !storageById(session.host, request.storage ?? parseVolumeId(volume)?.storage ?? '').shared;
  if (target !== null && [...mounts.values()].some(isLocal)) {
    die(`can't clone CT to node '${target}' (CT uses local storage)`, 2);
  }
  for (const key of ['parent', 'snaptime', 'snapstate', 'template']) conf.options.delete(key);
  conf.options.set('lock', 'create');
  if (request.hostname !== null) conf.options.set('hostname', request.hostname);
  if (request.description !== null) conf.description = `${request.description.replace(/\n+$/, '')}\n`;
  return { mounts: [...mounts.values()].map((mount) => ({ mount, full })), conf };
}

/** Every volume is made and written into the target's file one by one: a kill in between leaves just that. */
function copyMounts(session: Session, request: Request, plan: Plan, made: string[]): void {
  const { newid, snapname } = request;
  for (const { mount, full } of plan.mounts) {
    const { key, volume } = mount;
    if (full) session.print(`create full clone of mountpoint ${key} (${volume})\n`);
    else session.print(`create linked clone of mount point ${key} (${volume})\n`);
    const source = parseVolumeId(volume)?.storage ?? '';
    const copy = full
      ? copyDisk(session, volume, newid, request.storage ?? source, snapname)
      : linkDisk(session, volume, newid);
    made.push(copy);
    session.at('clone:copied');
    const size = full ? requireVolume(session, volume).size : null;
    underLock(session, newid, 'create', (draft) => {
      draft.options.set(key, withVolume(mount, copy, size));
    });
  }
}

const unlockSource = (session: Session, vmid: number) => {
  if (session.node.quirks.cloneLock) removeLock(session, vmid, 'disk');
};

function clone(session: Session, request: Request, plan: Plan, task: Task): void {
  const { vmid, newid, snapname, pool, target } = request;
  const { host, node } = session;
  const made: string[] = [];
  session.print(`creating a clone of container ${vmid} with ID ${newid}\n`);
  try {
    copyMounts(session, request, plan, made);
    if (pool !== null) addToPool(host, pool, newid);
    copyGuestFiles(host, vmid, newid, snapname);
    const warning = nestingWarning(session, newid, plan.conf);
    if (warning !== null) task.warn(warning);
  } catch (error) {
    const reason = error instanceof LockTimeout ? error.message : messageOf(error);
    unlockSource(session, vmid);
    for (const volid of made) freeDisk(session, volid);
    removeGuestFiles(host, newid);
    host.remove(confPath(node.name, newid));
    throw new Failure(`clone failed: ${reason}`);
  }
  unlockSource(session, vmid);
  session.at('clone:unlocked');
  for (const [key, value] of plan.conf.options) {
    const hostname = plan.conf.options.get('hostname') ?? '';
    if (/^net\d+$/.test(key)) cardChanged(session, { vmid: newid, hostname }, undefined, value);
  }
  session.runtime?.cloned?.(guestOptions(newid, loadConf(session, newid)));
  removeLock(session, newid, 'create');
  if (target !== null) {
    const text = host.read(confPath(node.name, newid)) ?? '';
    host.remove(confPath(node.name, newid));
    host.write(confPath(target, newid), text);
  }
}

export const pctClone: Command = (session, { values }) => {
  const request = readRequest(session, values);
  const { vmid, newid } = request;
  const { host, node } = session;
  const source = node.quirks.cloneLock ? setLock(session, vmid, 'disk') : loadConf(session, vmid);
  source.options.delete('lock');
  session.at('clone:source-locked');
  let plan: Plan;
  let created = false;
  try {
    createAndLock(session, newid);
    created = true;
    session.at('clone:target-locked');
    plan = makePlan(session, request, source, isRunning(host, vmid));
    withGuestLock(session, newid, () => writeConf(session, newid, plan.conf));
  } catch (error) {
    if (!(error instanceof Failure || error instanceof LockTimeout)) throw error;
    unlockSource(session, vmid);
    if (created) host.remove(confPath(node.name, newid));
    throw error;
  }
  session.at('clone:planned');
  runTask(session, 'vzclone', String(vmid), (task) => clone(session, request, plan, task));
};
