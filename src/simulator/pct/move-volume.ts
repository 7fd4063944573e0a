/** `pct move-volume`: to another storage of a stopped guest, or to another guest. */
import { checkLock, type Draft, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { die, Failure, messageOf, ParameterFailure } from '../failure.ts';
import { isRunning, ownerOf } from '../guests.ts';
import { assertDigest, removeLock } from '../locks.ts';
import { addUnused } from '../config/mounts.ts';
import type { Command, Session } from '../session.ts';
import { copyDisk, createBase, diskHas, freeDisk, reassignDisk, requireVolume } from '../storage/disks.ts';
import { runTask } from '../tasks.ts';
import { type Mount, mountAt, mountsOf, withVolume } from './mount-list.ts';
import { isTemplate } from './power.ts';

const inSnapshots = (draft: Draft, volid: string) =>
  [...draft.snapshots.values()].some(({ options }) =>
    mountsOf(options).some(({ volume }) => volume === volid),
  );

const isUnused = (key: string) => /^unused\d+$/.test(key);

/** Locks the guest with `disk`, and finds what is to be copied. */
function beginMove(session: Session, vmid: number, key: string, values: ReadonlyMap<string, string>): Mount {
  return withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    checkLock(draft);
    if (isRunning(session.host, vmid)) die('cannot move volumes of a running container');
    if (isUnused(key)) {
      die(`cannot move volume '${key}', only configured volumes can be moved to another storage`);
    }
    const mount = mountAt(draft.options, key);
    if (values.get('delete') === '1' && inSnapshots(draft, mount.volume)) {
      die(`you can't move a volume with snapshots and delete the source`);
    }
    assertDigest(session, draft, values.get('digest'));
    draft.options.set('lock', 'disk');
    writeConf(session, vmid, draft);
    return mount;
  });
}

function move(session: Session, vmid: number, mount: Mount, storage: string, remove: boolean): void {
  const before = loadConf(session, vmid);
  if (mount.type !== 'volume') die(`unable to parse volume ID '${mount.volume}'`);
  const { size } = requireVolume(session, mount.volume);
  let copy = copyDisk(session, mount.volume, vmid, storage, null);
  session.at('move:copied');
  try {
    if (isTemplate(before)) copy = createBase(session, copy);
    withGuestLock(session, vmid, () => {
      const draft = loadConf(session, vmid);
      assertDigest(session, draft, before.digest ?? undefined);
      draft.options.set(mount.key, withVolume(mount, copy, size));
      if (!remove) addUnused(draft, mount.volume);
      writeConf(session, vmid, draft);
    });
  } catch (error) {
    if (error instanceof Failure) freeDisk(session, copy);
    throw error;
  }
  if (!remove) return;
  try {
    freeDisk(session, mount.volume);
  } catch (error) {
    session.warn(`${messageOf(error)}\n`);
    withGuestLock(session, vmid, () => {
      const draft = loadConf(session, vmid);
      addUnused(draft, mount.volume);
      writeConf(session, vmid, draft);
    });
  }
}

function moveToStorage(session: Session, values: ReadonlyMap<string, string>, storage: string): void {
  const vmid = Number(values.get('vmid'));
  const mount = beginMove(session, vmid, values.get('volume') ?? '', values);
  session.at('move:locked');
  runTask(session, 'move_volume', String(vmid), () => {
    try {
      move(session, vmid, mount, storage, values.get('delete') === '1');
    } catch (error) {
      if (error instanceof Failure) removeLock(session, vmid, 'disk');
      throw error;
    }
    removeLock(session, vmid, 'disk');
  });
}

interface Ends {
  readonly vmid: number;
  readonly key: string;
  readonly target: number;
  readonly targetKey: string;
}

/** Both configurations and the volume. @throws Failure when it may not change its owner */
function checkReassign(
  session: Session,
  { vmid, key, target, targetKey }: Ends,
  values: ReadonlyMap<string, string>,
) {
  const { host } = session;
  if (key === 'rootfs' || targetKey === 'rootfs') die(`Cannot move to/from 'rootfs'`);
  if (isUnused(key) && !isUnused(targetKey)) die('Moving an unused volume to a used one is not possible');
  const nodes = [vmid, target].map((id) => ownerOf(host, id)?.node ?? die(`could not find CT ${id}`));
  if (nodes[0] !== nodes[1]) die(`Both containers need to be on the same node (${nodes.join(' != ')})`);
  const source = loadConf(session, vmid);
  checkLock(source);
  const other = target === vmid ? source : loadConf(session, target);
  checkLock(other);
  if (isTemplate(source) || isTemplate(other)) die(`Can't move volumes from or to template CT`);
  for (const [draft, name, id] of [
    [source, 'digest', vmid],
    [other, 'target-digest', target],
  ] as const) {
    try {
      assertDigest(session, draft, values.get(name));
    } catch (error) {
      die(`Container ${id}: ${messageOf(error)}`);
    }
  }
  if (!source.options.has(key)) die(`volume '${key}' for container '${vmid}' does not exist`);
  if (other.options.has(targetKey))
    die(`Target volume key '${targetKey}' is already in use for container '${target}'`);
  const mount = mountAt(source.options, key);
  if (inSnapshots(source, mount.volume)) die('Cannot move volume used by a snapshot to another container');
  if (!diskHas(session, 'rename', mount.volume, null)) {
    die('Storage does not support moving of this disk to another container');
  }
  if (isRunning(host, vmid) && !isUnused(key)) {
    die('Cannot move in-use volume while the source CT is running - detach or shutdown first');
  }
  return { source, other, mount };
}

function moveToGuest(session: Session, values: ReadonlyMap<string, string>, target: number): void {
  const [vmid, key] = [Number(values.get('vmid')), values.get('volume') ?? ''];
  const ends = { vmid, key, target, targetKey: values.get('target-volume') ?? key };
  checkReassign(session, ends, values);
  const id = `${vmid}-${key}>${target}-${ends.targetKey}`;
  const reassign = () => {
    const { source, other, mount } = checkReassign(session, ends, values);
    session.print(`moving volume '${key}' from container '${vmid}' to '${target}'\n`);
    const volid = reassignDisk(session, mount.volume, target);
    source.options.delete(key);
    session.print(`removing volume '${key}' from container '${vmid}' config\n`);
    writeConf(session, vmid, source);
    other.options.set(
      ends.targetKey,
      isUnused(ends.targetKey) ? volid : withVolume({ ...mount, key: ends.targetKey }, volid),
    );
    writeConf(session, target, other);
    session.print(`target container '${target}' updated with '${ends.targetKey}'\n`);
  };
  const bothLocked = () =>
    withGuestLock(session, vmid, () =>
      target === vmid ? reassign() : withGuestLock(session, target, reassign),
    );
  runTask(session, 'move_volume', id, bothLocked);
}

export const pctMoveVolume: Command = (session, { values }) => {
  const [storage, target] = [values.get('storage'), values.get('target-vmid')];
  if (storage && target) die('either set storage or target-vmid, but not both');
  if (storage) return moveToStorage(session, values, storage);
  if (target) return moveToGuest(session, values, Number(target));
  const reason = `both 'storage' and 'target-vmid' missing, either needs to be set`;
  throw new ParameterFailure(
    new Map([
      ['target-vmid', reason],
      ['storage', reason],
    ]),
  );
};
