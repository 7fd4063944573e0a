/** `phoenix import`: files for guests that exist, from nodes or from a folder of conf files. Nothing changes on a node. */
import { readsOf } from '../kinds/reads.ts';
import { kinds } from '../kinds/registry.ts';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Import, importCluster, type ImportInput } from '../authoring/import/import.ts';
import { folderCluster } from '../authoring/import/folder-cluster.ts';
import { quote } from '../config/quote.ts';
import { type Settings, settingsSchema } from '../config/settings.ts';
import type { Estate } from '../config/model.ts';
import { errorsIn, PhoenixError } from '../errors.ts';
import { canonical, type Json } from '../json.ts';
import { discover } from '../node/connect.ts';
import { plural } from '../plan/render/words.ts';
import { readConfFolder } from '../sources/conf-folder.ts';
import { hasSettings } from '../sources/has-settings.ts';
import { writeNew, writeWhole } from '../sources/write.ts';
import type { Console } from './console.ts';
import { importText, type Shown } from './import-text.ts';
import { schemasBeside } from './schema-set.ts';
import { showFindings } from './show-findings.ts';
import { openWorkspace, soundToLook, type Workspace } from './workspace.ts';

export interface ImportOptions {
  readonly configs: string;
  /** A repository, whose folder `configs` is meant; or such a folder. */
  readonly out?: string;
  readonly node: string;
  /** A folder of conf files, instead of `node`. */
  readonly from?: string;
  /** With `from`: the node that they are of. */
  readonly host?: string;
  /** With `from`: the guests that run. */
  readonly running?: readonly number[];
  readonly vmid?: readonly number[];
  readonly all?: boolean;
  readonly storages?: boolean;
  /** Of a new estate. */
  readonly name: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What there is to import, and what could not be read of it. */
interface Reading extends Pick<ImportInput, 'cluster'> {
  readonly unread: readonly { readonly file: string; readonly why: string }[];
}

/** Nothing is known of an estate that is not there yet. */
const NO_SETTINGS: Settings = settingsSchema.parse({ name: 'new', nodes: {} });

function hostOf({ host }: ImportOptions, settings: Settings): string {
  const names = Object.keys(settings.nodes);
  const [only] = names;
  if (host !== undefined) return host;
  if (names.length === 1 && only !== undefined) return only;
  throw new PhoenixError('USAGE', 'the conf files do not say which node they are of', {
    hint: 'add --host NAME, as `hostname` prints it there',
  });
}

async function readNodes({ node }: ImportOptions, settings: Settings, io: Console): Promise<Reading> {
  const { cluster, addresses } = await discover(node, settings, io.err);
  try {
    const snapshot = await cluster.snapshot({ reads: readsOf(kinds) });
    return { cluster: { snapshot, addresses, hasStorages: true }, unread: [] };
  } finally {
    await cluster.close();
  }
}

function readFolder(folder: string, options: ImportOptions, settings: Settings): Reading {
  const { texts, unread } = readConfFolder(folder, () => hostOf(options, settings));
  const running = options.running ? new Set(options.running) : null;
  const cluster = {
    snapshot: folderCluster(texts, running),
    addresses: new Map<string, string>(),
    hasStorages: texts.has('/etc/pve/storage.cfg'),
  };
  return { cluster, unread };
}

function checkUsage(options: ImportOptions): void {
  const { name, vmid, all, from, host, running } = options;
  if (!settingsSchema.shape.name.safeParse(name).success) {
    throw new PhoenixError('USAGE', `${quote(name)} cannot name an estate`, {
      hint: '--name takes lower-case letters, digits and "-", beginning with a letter',
    });
  }
  if (vmid && all) {
    throw new PhoenixError('USAGE', '--all and --vmid are two wishes', { hint: 'leave one of them out' });
  }
  if (vmid && options.storages) {
    throw new PhoenixError('USAGE', '--storages and --vmid are two wishes', {
      hint: '--vmid takes guests and nothing else: leave one of them out',
    });
  }
  if (from === undefined && (host !== undefined || running !== undefined)) {
    throw new PhoenixError('USAGE', '--host and --running belong to --from', {
      hint: 'a node says itself what it is called and what runs on it',
    });
  }
}

/** @throws PhoenixError `USAGE` for a VMID that is nobody's */
function checkWanted({ vmid }: ImportOptions, { cluster }: Reading): void {
  const missing = (vmid ?? []).filter((one) => !cluster.snapshot.guests.has(one));
  if (missing.length === 0) return;
  throw new PhoenixError('USAGE', `there is no guest ${missing.join(', ')}`, {
    hint: `known are ${[...cluster.snapshot.guests.keys()].toSorted((a, b) => a - b).join(', ') || 'none'}`,
  });
}

function nothing(
  { skipped, machines }: Import,
  { unread }: Reading,
  { node, from }: ImportOptions,
): PhoenixError {
  const where = from === undefined ? node : from;
  const reasons = [
    ...skipped.map(({ id, vmid, why }) => `${vmid ?? id}: ${why}`),
    ...unread.map(({ file, why }) => `${file}: ${why}`),
    ...(machines.length > 0
      ? [`${plural(machines.length, 'guest')} that no kind can import: ${machines.join(', ')}`]
      : []),
  ];
  const hint =
    reasons.length > 0
      ? reasons.join('\n')
      : 'guests have conf files /etc/pve/lxc/VMID.conf and /etc/pve/qemu-server/VMID.conf there';
  return new PhoenixError('REFUSED', `there is nothing to import in ${where}`, { hint });
}

function write(configs: string, { files, settings }: Import, schemas: ReadonlyMap<string, string>): void {
  // New files first: with a file that stands there already, nothing is written at all.
  writeNew(configs, files);
  if (settings) writeWhole(join(configs, settings.path), settings.text);
  for (const [path, text] of schemas) writeWhole(join(configs, path), text);
}

function show(
  made: Omit<Shown, 'configs' | 'dryRun'>,
  configs: string,
  options: ImportOptions,
  io: Console,
): void {
  const { dryRun = false, json } = options;
  const { imported, skipped, machines, findings, files, settings, unread } = made;
  if (json) {
    const paths = [...files.keys(), ...(settings ? [settings.path] : [])].toSorted();
    const body = {
      v: 1,
      configs,
      written: !dryRun,
      files: paths,
      guests: imported.filter(({ vmid }) => vmid !== null),
      others: imported.filter(({ vmid }) => vmid === null),
      skipped,
      unread,
      machines,
      findings,
    };
    io.out(canonical(JSON.parse(JSON.stringify(body)) as Json));
    return;
  }
  io.out(importText({ ...made, configs, dryRun }));
  if (!dryRun && imported.length > 0)
    io.out(
      `\nNext: commit them, and look at \`phoenix plan --live\`: it adopts them, and changes nothing else.`,
    );
  if (options.from !== undefined && !options.running) {
    io.out(
      '\nConf files do not say which guests run: those with "onboot" are written as running; else name them by --running.',
    );
  }
}

async function run(
  options: ImportOptions,
  configs: string,
  workspace: Workspace,
  io: Console,
): Promise<number> {
  const estate: Estate | null = hasSettings(configs) ? soundToLook(workspace.onDisk(), io) : null;
  const settings = estate?.settings ?? NO_SETTINGS;
  const { from, vmid } = options;
  const reading =
    from === undefined ? await readNodes(options, settings, io) : readFolder(from, options, settings);
  checkWanted(options, reading);
  const made = importCluster({
    cluster: reading.cluster,
    estate,
    identity: { name: options.name, id: randomUUID() },
    vmids: vmid ? new Set(vmid) : null,
    storages: options.storages === true,
    load: (tree) => workspace.load(tree),
  });
  const isDone = made.skipped.length > 0 && made.skipped.every(({ ours }) => ours === true);
  if (made.imported.length === 0 && !isDone) throw nothing(made, reading, options);
  const schemas = estate ? new Map<string, string>() : schemasBeside();
  if (!options.dryRun) write(configs, made, schemas);
  show({ ...made, schemas: schemas.size, unread: reading.unread }, configs, options, io);
  const errors = errorsIn(made.findings);
  if (!options.json) showFindings(errors, made.tree, io);
  return errors.length === 0 ? 0 : 1;
}

/** Exit code 0 when there are files for all that can be imported. */
export async function importCommand(options: ImportOptions, io: Console): Promise<number> {
  checkUsage(options);
  const { out } = options;
  const configs = out === undefined ? options.configs : hasSettings(out) ? out : join(out, 'configs');
  const workspace = openWorkspace({ configs });
  try {
    return await run(options, configs, workspace, io);
  } finally {
    workspace.close();
  }
}
