/** `qm migrate` between nodes of one simulated cluster: offline, or running with `--online` (PVE::QemuMigrate, 9.2). */
import { nodeNames, readFacts } from '../facts.ts';
import { badParameter, die, Failure, messageOf } from '../failure.ts';
import { localTime } from '../pct/listsnapshot.ts';
import { parseStorageMap, type StorageMap } from '../pct/migrate.ts';
import { hasManager, requestMigration } from '../ha.ts';
import { type Command, type Session, sessionWith } from '../session.ts';
import { freeDisk, requireVolume } from '../storage/disks.ts';
import { availableStorage, typeOf } from '../storage/storages.ts';
import { locateImage, parseVolumeId, volumesOf, writeVolume } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import { isCloudinit, vmText, type VmDraft } from './conf.ts';
import { driveKeys, isCdrom, managedVolume, parseDrive, printDrive } from './drives.ts';
import {
  checkVmLock,
  isMachineRunning,
  loadVm,
  machineState,
  removeVmLock,
  setMachine,
  vmConfPath,
  withVmLock,
  writeVm,
} from './machines.ts';
import { isHaVm } from './start.ts';

interface Migration {
  readonly vmid: number;
  readonly target: string;
  readonly online: boolean;
  readonly withLocalDisks: boolean;
  readonly map: StorageMap;
  /** Storages were named. */
  readonly mapped: boolean;
}

interface LocalVolume {
  readonly key: string;
  readonly volid: string;
}

const log = (session: Session, text: string) =>
  session.print(`${localTime(session.host.now() / 1000)} ${text}\n`);

/** Disks on storages that not all nodes share. */
function localVolumes(session: Session, draft: VmDraft): LocalVolume[] {
  return driveKeys(draft.options, true).flatMap((key) => {
    const value = draft.options.get(key) ?? '';
    const volid = key.startsWith('unused') ? value : managedVolume(parseDrive(key, value));
    if (volid === null || volid === undefined) return [];
    const { storage } = locateImageOr(session, volid);
    return storage === null || storage.shared ? [] : [{ key, volid }];
  });
}

function locateImageOr(session: Session, volid: string) {
  const id = parseVolumeId(volid);
  const isImage = id !== null && !/^(?:iso|import|snippets|vztmpl)\//.test(id.name);
  return isImage ? locateImage(session.host, volid) : { storage: null };
}

/** Storages that the target must have, before anything begins. @throws Failure */
function checkStorages(session: Session, draft: VmDraft, { target, map, mapped }: Migration): void {
  for (const key of driveKeys(draft.options)) {
    const volid = managedVolume(parseDrive(key, draft.options.get(key) ?? ''));
    const id = volid === null ? null : parseVolumeId(volid);
    if (id === null) continue;
    const { shared } = availableStorage(session, id.storage);
    availableStorage(session, shared || !mapped ? id.storage : map(id.storage), target);
  }
}

/** What keeps a machine on its node: its devices, media and snapshots. */
function problemsOf(session: Session, migration: Migration, draft: VmDraft, running: boolean): string[] {
  const devices = [...draft.options].flatMap(([key, value]) => {
    const isLocal =
      (/^hostpci\d+$/.test(key) && !value.includes('mapping=')) ||
      (/^usb\d+$/.test(key) && !/^spice|mapping=/.test(value)) ||
      (/^serial\d+$/.test(key) && value !== 'socket') ||
      /^parallel\d+$/.test(key);
    return isLocal || (running && /^(?:hostpci|virtiofs)\d+$/.test(key)) ? [key] : [];
  });
  const volumes = localVolumes(session, draft);
  const media = volumes.filter(
    ({ key, volid }) =>
      !key.startsWith('unused') &&
      isCdrom(parseDrive(key, draft.options.get(key) ?? '')) &&
      !isCloudinit(volid),
  );
  const disks = volumes.filter((volume) => !media.includes(volume) && !isCloudinit(volume.volid));
  const snapshots = disks.filter(({ volid }) => {
    const { type } = locateImage(session.host, volid).storage;
    return (requireVolume(session, volid).snapshots ?? []).length > 0 && (running || type !== 'zfspool');
  });
  return [
    ...devices.map((key) => `can't migrate VM which uses local devices: ${key}`),
    ...media.map(({ volid }) => `can't migrate local cdrom '${volid}'`),
    ...(running && disks.length > 0 && !migration.withLocalDisks
      ? ["can't live migrate attached local disks without with-local-disks option"]
      : []),
    ...snapshots.map(({ volid }) => `can't migrate local disk '${volid}': non-migratable snapshot exists`),
    ...disks.flatMap(({ volid }) => {
      const { base } = locateImage(session.host, volid).name;
      return base === null || !running ? [] : [`can't migrate local disk '${volid}': clone of '${base}'`];
    }),
  ];
}

/** Brings the local volumes to the target, where they may get another storage and so another name. */
function copyVolumes(session: Session, { vmid, map }: Migration, draft: VmDraft): void {
  const { host } = session;
  for (const { key, volid } of localVolumes(session, draft)) {
    log(session, `found local disk '${volid}' (${key.startsWith('unused') ? 'unused' : 'attached'})`);
    const { storage, id, name } = locateImage(host, volid);
    session.at('migrate:copying');
    const target = map(storage.id);
    if (target === storage.id) continue;
    const other = availableStorage(session, target);
    const taken = volumesOf(host, target, vmid);
    const volname = other.type === storage.type ? id.name : typeOf(other).freshName(vmid, name.format, taken);
    const copy = `${target}:${volname}`;
    writeVolume(host, { storage: target, name: volname }, requireVolume(session, volid));
    freeDisk(session, volid);
    const value = draft.options.get(key) ?? '';
    const drive = key.startsWith('unused') ? null : parseDrive(key, value);
    draft.options.set(key, drive ? printDrive(key, new Map([...drive, ['file', copy]])) : copy);
    log(session, `volume '${volid}' is '${copy}' on the target`);
  }
}

function move(session: Session, migration: Migration): void {
  const { vmid, target } = migration;
  const { host, node } = session;
  const draft = loadVm(session, vmid);
  checkVmLock(draft);
  const state = machineState(host, vmid);
  const problems = problemsOf(session, migration, draft, state !== null);
  for (const problem of problems) log(session, problem);
  if (problems.length > 0) die(`can't migrate VM - check log`);
  draft.options.set('lock', 'migrate');
  writeVm(session, vmid, draft);
  try {
    session.at('migrate:locked');
    copyVolumes(session, migration, draft);
    if (state) {
      log(session, `start migrate command to unix:/run/qemu-server/${vmid}.migrate`);
      session.at('migrate:state');
      log(session, 'migration completed');
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log(session, `ERROR: ${error.message}`);
    log(session, 'aborting phase 1 - cleanup resources');
    removeVmLock(session, vmid, 'migrate');
    throw error;
  }
  const text = vmText(draft);
  host.remove(vmConfPath(node.name, vmid));
  host.write(vmConfPath(target, vmid), text);
  if (state) setMachine(host, vmid, { ...state, node: target });
  session.at('migrate:moved');
  removeVmLock(sessionWith(session, { node: readFacts(host, target) }), vmid, 'migrate');
}

/** As the HA manager moves a machine: online, where it runs, with disks that are not shared (pve-ha-manager: PVEVM). */
export function migrateMachineNow(session: Session, vmid: number, target: string): void {
  const online = isMachineRunning(session.host, vmid);
  const map = parseStorageMap(undefined);
  const migration: Migration = { vmid, target, online, withLocalDisks: true, map, mapped: false };
  checkStorages(session, loadVm(session, vmid), migration);
  runTask(session, 'qmigrate', String(vmid), () => withVmLock(session, vmid, () => move(session, migration)));
}

export const qmMigrate: Command = (session, { values }) => {
  const { host, node } = session;
  const [vmid, target] = [Number(values.get('vmid')), values.get('target') ?? ''];
  if (target === node.name) badParameter('target', 'target is local node.');
  if (!nodeNames(host).includes(target)) die(`no such cluster node '${target}'`, 2);
  const draft = loadVm(session, vmid);
  checkVmLock(draft);
  const running = isMachineRunning(host, vmid);
  if (running && values.get('online') !== '1') die(`can't migrate running VM without --online`);
  if (!running && values.get('online') === '1') {
    session.warn("VM isn't running. Doing offline migration instead.\n");
  }
  const migration: Migration = {
    vmid,
    target,
    online: running,
    withLocalDisks: values.get('with-local-disks') === '1',
    map: parseStorageMap(values.get('targetstorage')),
    mapped: values.has('targetstorage'),
  };
  checkStorages(session, draft, migration);
  if (isHaVm(session, vmid)) {
    runTask(session, 'hamigrate', String(vmid), () => {
      session.print(`Requesting HA migration for VM ${vmid} to node ${target}\n`);
      if (hasManager(host)) requestMigration(host, `vm:${vmid}`, target);
    });
    return;
  }
  runTask(session, 'qmigrate', String(vmid), () => {
    log(session, `starting migration of VM ${vmid} to node '${target}'`);
    try {
      withVmLock(session, vmid, () => move(session, migration));
    } catch (error) {
      log(session, `ERROR: migration aborted (duration 00:00:00): ${messageOf(error)}`);
      die('migration aborted');
    }
    log(session, 'migration finished successfully (duration 00:00:00)');
  });
};
