/** `pct restore`: a guest from a backup of this simulator; volumes are new, the configuration is merged with what is given. */
import { restoreBackupFiles } from '../backups.ts';
import {
  type Draft,
  draftOf,
  emptyDraft,
  getOption,
  loadConf,
  optionKeys,
  setOption,
  withGuestLock,
  writeConf,
} from '../conf-store.ts';
import { formatNet, parseNet } from '../config/net.ts';
import { updateConf } from '../config/update.ts';
import { die, Failure, messageOf } from '../failure.ts';
import { removeGuestFiles } from '../guest-files.ts';
import { confPath, isRunning } from '../guests.ts';
import { assertUnused, createAndLock, removeLock } from '../locks.ts';
import { addToPool, requirePool } from '../pools.ts';
import { FAMILIES, parsePropertyString, parseSize } from '../../node/property-string.ts';
import type { Command, Session } from '../session.ts';
import { fill, freeDisk } from '../storage/disks.ts';
import { locate, volumeRecord, type VolumeRecord } from '../storage/volumes.ts';
import { runTask, type Task } from '../tasks.ts';
import { volumeKeys, volumeOf } from '../volume-keys.ts';
import { PARAMETERS } from './create.ts';
import { makeMounts, takeMounts } from './create-mounts.ts';
import { freeGuestVolumes } from './destroy.ts';
import { isTemplate, startGuest } from './power.ts';
import { makeBases } from './template.ts';
import { mountsOf, withVolume } from './mount-list.ts';

interface Order {
  readonly vmid: number;
  readonly archive: string;
  /** Volumes as given; null takes those of the backup, on `storage`. */
  readonly mounts: ReadonlyMap<string, string> | null;
  readonly storage: string;
  readonly unprivileged: string | undefined;
  readonly unique: boolean;
  /** What was given on the command line. */
  readonly given: Draft;
  /** The guest was there before, and its volumes go. */
  readonly replaces: boolean;
}

/** Kept out of the merge: these are the new guest's own (PVE 9.2). */
const NOT_MERGED = /^(?:rootfs|mp\d+|unused\d+|unprivileged|parent|template|lock|snaptime)$/;

function readOrder(session: Session, values: ReadonlyMap<string, string>): Order {
  const [vmid, archive] = [Number(values.get('vmid')), values.get('ostemplate') ?? ''];
  const replaces =
    values.get('force') === '1' && session.host.read(confPath(session.node.name, vmid)) !== null;
  if (replaces) {
    if (isRunning(session.host, vmid)) die(`can't overwrite running container`);
    const protection =
      loadConf(session, vmid).options.get('protection') === '1' && session.node.quirks.protection;
    if (protection) die(`unable to restore CT ${vmid} - protection mode enabled`);
  } else assertUnused(session, vmid);
  const pool = values.get('pool');
  if (pool !== undefined) requirePool(session.host, pool);
  if (locate(session.host, archive).name.kind !== 'backup') {
    die(`unable to use volume ${archive} - content type needs to be 'backup'`);
  }
  const options = new Map(values);
  for (const name of PARAMETERS) options.delete(name);
  const asBackedUp = volumeKeys(options).length === 0;
  const storage = values.get('storage') ?? 'local';
  const mounts = takeMounts(session, options, storage);
  const given = emptyDraft();
  updateConf(session, vmid, given, false, { set: options, delete: [], revert: [] });
  return {
    vmid,
    archive,
    mounts: asBackedUp ? null : mounts,
    storage,
    unprivileged: values.get('unprivileged'),
    unique: values.get('unique') === '1',
    given,
    replaces,
  };
}

/** The backed-up volumes as new ones on one storage, and the bind mounts, which come back last. */
function mountsOfBackup(
  backup: Draft,
  storage: string,
): { volumes: Map<string, string>; binds: Map<string, string> } {
  const [volumes, binds] = [new Map<string, string>(), new Map<string, string>()];
  for (const mount of mountsOf(backup.options)) {
    if (mount.type !== 'volume') {
      binds.set(mount.key, backup.options.get(mount.key) ?? '');
      continue;
    }
    const size =
      parseSize(mount.properties.get('size') ?? '') ??
      die(`unable to detect disk size - please specify ${mount.key} (size)`);
    const properties = new Map(mount.properties);
    properties.delete('size');
    volumes.set(mount.key, withVolume({ ...mount, properties }, `${storage}:${size / 1024 ** 3}`));
  }
  if (!volumes.has('rootfs'))
    die('rootfs configuration could not be recovered, please check and specify manually!');
  return { volumes, binds };
}

function merge(session: Session, draft: Draft, backup: Draft, unique: boolean): void {
  for (const key of optionKeys(backup)) {
    if (NOT_MERGED.test(key)) continue;
    const value = getOption(backup, key) ?? '';
    if (unique && /^net\d+$/.test(key)) {
      const net = parsePropertyString(FAMILIES.net, value);
      net.delete('hwaddr');
      draft.options.set(key, formatNet(parseNet(session, formatNet(net))));
    } else if (getOption(draft, key) === undefined) setOption(draft, key, value);
  }
}

interface Progress {
  readonly made: string[];
  /** Until volumes are made, a guest that was there before is left as it was. */
  changed: boolean;
}

function unpack(session: Session, { vmid, archive }: Order, record: VolumeRecord, draft: Draft): void {
  const { type, storage, name } = locate(session.host, archive);
  session.print(`restoring '${archive}' now..\n`);
  session.print(`extracting archive '${type.path(storage, name)}'\n`);
  session.at('restore:unpacking');
  const bytes = record.unpacked ?? record.size;
  const rootfs = volumeOf('rootfs', draft.options.get('rootfs')) ?? '';
  if (!fill(session, rootfs, bytes))
    die(`command 'tar xpf - --totals --one-file-system -p --sparse' failed: exit code 2`);
  session.print(`Total bytes read: ${bytes} (${Math.round(bytes / 1024 ** 2)}MiB, 150MiB/s)\n`);
  removeGuestFiles(session.host, vmid);
  restoreBackupFiles(session.host, archive, vmid);
  const volumes = mountsOf(draft.options).filter(({ type }) => type === 'volume');
  session.runtime?.volumes?.restore(archive, new Map(volumes.map(({ key, volume }) => [key, volume])));
}

function build(session: Session, order: Order, progress: Progress): void {
  const { vmid, archive, given } = order;
  const old = loadConf(session, vmid);
  session.print(`recovering backed-up configuration from '${archive}'\n`);
  const { id } = locate(session.host, archive);
  const record = volumeRecord(session.host, id) ?? die(`volume '${archive}' does not exist`);
  const backup = draftOf(record.text ?? '', vmid);
  const draft: Draft = {
    ...emptyDraft(),
    description: given.description,
    options: new Map(given.options),
    raw: [...backup.raw],
  };
  const unprivileged = order.unprivileged ?? backup.options.get('unprivileged');
  if (unprivileged === '1') draft.options.set('unprivileged', '1');
  const found =
    order.mounts === null
      ? mountsOfBackup(backup, order.storage)
      : { volumes: order.mounts, binds: new Map<string, string>() };
  progress.changed = true;
  makeMounts(session, vmid, draft, found.volumes, progress.made);
  if (old.options.size > 1) freeGuestVolumes(session, vmid, old);
  unpack(session, order, record, draft);
  session.print('merging backed-up and given configuration..\n');
  merge(session, draft, backup, order.unique);
  if (!draft.options.get('hostname')) draft.options.set('hostname', `CT${vmid}`);
  if (!Number(draft.options.get('memory'))) draft.options.set('memory', '512');
  if (!draft.options.has('swap')) draft.options.set('swap', '512');
  for (const [key, value] of found.binds) draft.options.set(key, value);
  if (isTemplate(backup)) {
    session.warn('Convert restored container to template...\n');
    makeBases(session, draft);
    draft.options.set('template', '1');
  }
  writeConf(session, vmid, draft);
}

function restore(session: Session, order: Order): void {
  const { vmid } = order;
  const progress: Progress = { made: [], changed: false };
  try {
    build(session, order, progress);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const volid of progress.made) freeDisk(session, volid);
    if (order.replaces && !progress.changed) removeLock(session, vmid, 'create');
    else session.host.remove(confPath(session.node.name, vmid));
    die(`unable to restore CT ${vmid} - ${error.message}`);
  }
}

export const pctRestore: Command = (session, { values }) => {
  const order = readOrder(session, values);
  const { vmid } = order;
  try {
    createAndLock(session, vmid, order.replaces);
  } catch (error) {
    die(`unable to restore CT ${vmid} - ${messageOf(error)}`);
  }
  session.at('restore:locked');
  runTask(session, 'vzrestore', String(vmid), (task: Task) => {
    withGuestLock(session, vmid, () => restore(session, order));
    const pool = values.get('pool');
    if (pool !== undefined) addToPool(session.host, pool, vmid);
    if (values.get('start') === '1') withGuestLock(session, vmid, () => startGuest(session, vmid, task));
  });
};
