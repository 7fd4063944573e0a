/** `pct migrate` between nodes of one simulated cluster: stopped, or `--restart`. Modelled, not recorded (one node was). */
import { checkLock, type Draft, loadConf, textOf, writeConf } from '../conf-store.ts';
import { nodeNames, readFacts } from '../facts.ts';
import { badParameter, die, Failure, messageOf } from '../failure.ts';
import { confPath, isRunning } from '../guests.ts';
import { hasManager, isManaged, requestMigration } from '../ha.ts';
import { removeLock } from '../locks.ts';
import { type Command, type Session, sessionWith } from '../session.ts';
import { freeDisk, requireVolume } from '../storage/disks.ts';
import { availableStorage, typeOf } from '../storage/storages.ts';
import { locateImage, volumesOf, writeVolume } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import { localTime } from './listsnapshot.ts';
import { mountsOf, withVolume } from './mount-list.ts';
import { pctStart } from './start.ts';
import { stopGuest } from './power.ts';

/** `STORE` maps all storages, `A:B` one; `1` each to itself. */
export type StorageMap = (storage: string) => string;

export function parseStorageMap(text: string | undefined): StorageMap {
  const entries = new Map<string, string>();
  let fallback: string | null = null;
  for (const part of (text ?? '').split(/[\s,;]+/).filter((word) => word !== '' && word !== '1')) {
    const [from = '', to] = part.split(':');
    if (to === undefined) fallback = from;
    else entries.set(from, to);
  }
  return (storage) => entries.get(storage) ?? fallback ?? storage;
}

interface Migration {
  readonly vmid: number;
  readonly target: string;
  readonly restart: boolean;
  readonly map: StorageMap;
}

const log = (session: Session, text: string) =>
  session.print(`${localTime(session.host.now() / 1000)} ${text}\n`);

/** @throws Failure for mounts that cannot come along, and for storages that the target lacks */
function checkVolumes(session: Session, { target, map }: Migration, draft: Draft): void {
  for (const { key, type, volume, properties } of mountsOf(draft.options, true)) {
    if (type !== 'volume') {
      if (properties.get('shared') === '1') continue;
      die(`cannot migrate local ${type} mount point '${key}'`);
    }
    const { storage } = locateImage(session.host, volume);
    availableStorage(session, storage.id);
    if (!storage.content.includes('rootdir')) {
      die(`content type 'rootdir' is not available on storage '${storage.id}'`);
    }
    const other = availableStorage(session, storage.shared ? storage.id : map(storage.id), target);
    if (!other.content.includes('rootdir')) {
      die(`${volume}: content type 'rootdir' is not available on storage '${other.id}'`);
    }
  }
}

/** What cannot be moved is only found when the guest is locked. */
function problemOf(session: Session, volid: string): string | null {
  const { storage, name } = locateImage(session.host, volid);
  const { snapshots = [] } = requireVolume(session, volid);
  if (snapshots.length > 0 && !['zfspool', 'btrfs'].includes(storage.type))
    return 'non-migratable snapshot exists';
  return name.base === null ? null : `clone of '${name.base}'`;
}

/** Copies the local volumes to the target, where they may get another storage and so another name. */
function copyVolumes(session: Session, { vmid, map }: Migration, draft: Draft): void {
  const { host } = session;
  const local = mountsOf(draft.options, true).filter(
    ({ type, volume }) => type === 'volume' && !locateImage(host, volume).storage.shared,
  );
  const problems = local.flatMap(({ volume }) => {
    const problem = problemOf(session, volume);
    return problem === null ? [] : [`can't migrate local volume '${volume}': ${problem}`];
  });
  for (const problem of problems) log(session, `WARN: ${problem}`);
  if (problems.length > 0) die(`can't migrate CT - check log`);
  for (const mount of local) {
    log(session, `found local volume '${mount.volume}' (in current VM config)`);
    const { storage, id, name } = locateImage(host, mount.volume);
    const target = map(storage.id);
    session.at('migrate:copying');
    if (target === storage.id) continue;
    const other = availableStorage(session, target);
    const record = requireVolume(session, mount.volume);
    const volname =
      other.type === storage.type
        ? id.name
        : typeOf(other).freshName(vmid, name.format, volumesOf(host, target, vmid));
    writeVolume(host, { storage: target, name: volname }, record);
    session.runtime?.volumes?.rename(mount.volume, `${target}:${volname}`);
    freeDisk(session, mount.volume);
    draft.options.set(mount.key, withVolume(mount, `${target}:${volname}`));
    log(session, `volume '${mount.volume}' is '${target}:${volname}' on the target`);
  }
}

function migrate(session: Session, migration: Migration): void {
  const { vmid, target, restart } = migration;
  const { host, node } = session;
  const there = sessionWith(session, { node: readFacts(host, target) });
  const start = (where: Session) => pctStart(where, { values: new Map([['vmid', String(vmid)]]), extra: [] });
  const draft = loadConf(session, vmid);
  checkLock(draft);
  const running = isRunning(host, vmid);
  if (running && !restart) die('running container can only be migrated in restart mode');
  checkVolumes(session, migration, draft);
  if (running) {
    log(session, `shutdown CT ${vmid}`);
    stopGuest(session, vmid);
  }
  const moved = loadConf(session, vmid);
  try {
    log(session, `starting migration of CT ${vmid} to node '${target}'`);
    moved.options.set('lock', 'migrate');
    writeConf(session, vmid, moved);
    session.at('migrate:locked');
    copyVolumes(session, migration, moved);
    const text = textOf(moved);
    host.remove(confPath(node.name, vmid));
    host.write(confPath(target, vmid), text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log(session, `ERROR: ${error.message}`);
    log(session, 'aborting phase 1 - cleanup resources');
    removeLock(session, vmid, 'migrate');
    if (running) start(session);
    throw error;
  }
  session.at('migrate:moved');
  log(session, 'start final cleanup');
  removeLock(there, vmid, 'migrate');
  if (!running) return;
  log(session, 'start container on target node');
  start(there);
}

/** As the HA manager moves a container: with a restart, where it runs. */
export function migrateNow(session: Session, vmid: number, target: string): void {
  runTask(session, 'vzmigrate', String(vmid), () =>
    migrate(session, { vmid, target, restart: true, map: parseStorageMap(undefined) }),
  );
}

export const pctMigrate: Command = (session, { values }) => {
  const { host, node } = session;
  const [vmid, target] = [Number(values.get('vmid')), values.get('target') ?? ''];
  if (target === node.name) badParameter('target', 'target is local node.');
  if (!nodeNames(host).includes(target)) die(`no such cluster node '${target}'`, 2);
  loadConf(session, vmid);
  const restart = values.get('restart') === '1';
  if (isRunning(host, vmid) && !restart && values.get('online') !== '1') {
    die(`can't migrate running container without --online or --restart`);
  }
  if (isManaged(host, vmid)) {
    runTask(session, 'hamigrate', String(vmid), () => {
      session.print(`Requesting HA migration for CT ${vmid} to node ${target}\n`);
      if (hasManager(host)) requestMigration(host, `ct:${vmid}`, target);
    });
    return;
  }
  const migration = { vmid, target, restart, map: parseStorageMap(values.get('target-storage')) };
  runTask(session, 'vzmigrate', String(vmid), () => {
    try {
      if (isRunning(host, vmid) && values.get('online') === '1') {
        die('lxc live migration is currently not implemented');
      }
      migrate(session, migration);
    } catch (error) {
      log(session, `ERROR: migration aborted (duration 00:00:00): ${messageOf(error)}`);
      die('migration aborted');
    }
    log(session, 'migration finished successfully (duration 00:00:00)');
  });
};
