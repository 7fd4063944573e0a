/** The example estate on a node in memory, applied once; commits on top of it; and what counts as being as it was. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Console } from '../../src/commands/console.ts';
import { makeVault } from '../../src/commands/demo-vault.ts';
import { loadEstate } from '../../src/config/estate.ts';
import type { Estate, SourceFile, Tree } from '../../src/config/model.ts';
import { errorsIn } from '../../src/errors.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { PlanItem } from '../../src/plan/plan.ts';
import type { Host } from '../../src/simulator/host.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { type Applied, applyTo, hostFor } from './in-process-apply.ts';
import { commitOf, historyOf } from './law-estate.ts';
import { scratchFolder } from './scratch-folder.ts';
import { virtualClock } from './virtual-clock.ts';

/** What a commit does to files below configs/: a new text, another one made of the old, or null: it goes. */
export type Edit = Readonly<Record<string, string | null | ((text: string) => string)>>;

const silent: Console = { out: () => {}, err: () => {}, color: false, columns: 80, ask: null };

/** No program runs in these guests: a check of a service says so, as in a recorded one. */
export function quietRuntime(host: Host): GuestRuntime {
  const guests = silentGuests(host);
  return {
    ...guests,
    exec: (process) =>
      process.argv.includes('systemctl')
        ? { exit: 0, stdout: '\nphx-recorded\n', stderr: '' }
        : guests.exec(process),
  };
}

/** Its files, with a vault that a key opens. */
export async function exampleTree(): Promise<Tree> {
  const folder = scratchFolder('undo');
  const configs = join(folder, 'configs');
  cpSync('configs', configs, { recursive: true });
  process.env['PHOENIX_VAULT_KEY'] = await makeVault(configs, join(folder, 'key'), silent);
  return { ...readDiskTree(configs), root: 'configs' };
}

/** The tree after a commit. @throws when a text is to be changed that is not there, or stays the same */
export function edited(tree: Tree, edit: Edit): Tree {
  const files = new Map<string, SourceFile>(tree.files);
  for (const [path, change] of Object.entries(edit)) {
    const before = files.get(path)?.text;
    if (typeof change !== 'string' && before === undefined) throw new Error(`there is no ${path}`);
    const text = typeof change === 'function' ? change(before ?? '') : change;
    if (text === before) throw new Error(`${path} is not changed`);
    if (text === null) files.delete(path);
    else files.set(path, { path, text });
  }
  return { ...tree, files };
}

/** A tree as the commit of that number. @throws when something is wrong with it */
export function committed(tree: Tree, number: number, previous?: Estate): Estate {
  const revision = commitOf(number.toString(16));
  const options = { env: null, kinds, shipped: shippedFeatures, ...(previous ? { previous } : {}) };
  const estate = loadEstate({ ...tree, revision }, options);
  const errors = errorsIn(estate.findings);
  if (errors.length > 0)
    throw new Error(errors.map(({ at, message }) => `${at?.file}: ${message}`).join('\n'));
  return estate;
}

/** The push of the last of the commits, all of which were shown. */
export function push(host: MemoryHost, ...commits: readonly Estate[]): Promise<Applied> {
  const head = commits.at(-1) as Estate;
  const options = { history: historyOf(...commits), clock: virtualClock(), runtime: quietRuntime(host) };
  return applyTo(host, head, options);
}

/** A fresh node with the whole estate on it. */
export async function appliedTo(estate: Estate): Promise<MemoryHost> {
  const host = hostFor(estate);
  const { report } = await push(host, estate);
  if (!report.ok) throw new Error(JSON.stringify(report.resources));
  return host;
}

/** Something in every guest that no file speaks of. */
export function ownData(host: MemoryHost): void {
  for (const path of host.files().keys()) {
    const [, root = '', vmid] = /^(\/\.sim\/guests\/(\d+)\/rootfs)\/etc\/os-release$/.exec(path) ?? [];
    if (vmid !== undefined) host.write(`${root}/srv/own.txt`, `data of ${vmid}`);
  }
}

/** What git says of the way between two commits. */
export const statedItems = (base: Estate, head: Estate): readonly PlanItem[] =>
  planFromGit({ kinds, head, base }).plan.items;

/** Files about the past or about processes, and backups that were taken on the way. */
const PAST =
  /^\/(?:proc|var\/log\/pve\/tasks|var\/lib\/phoenix|\.sim\/firewall)\/|\/dump\/vzdump-|^\/etc\/pve\/phoenix\/[^/]+\/sdn-(?:grow|shrink)\.json$/;
/** What runs counts, and not since when. */
const RUNNING = /^\/\.sim\/(?:own\/[^/]+\/run\/qemu-server|running|machines)\//;

/** A text without the marker in it: that names the commit. */
function unmarked(path: string, text: string): string {
  if (RUNNING.test(path)) return 'runs';
  return (
    text
      .replaceAll(/^#.*phoenix .*$\n/gm, '')
      // A volume remembers that there were snapshots: a backup takes one, and takes it away again.
      .replaceAll(/,"snapshots":\[\],"sizes":\{"vzdump":\d+\}/g, '')
      // How often SDN was committed.
      .replaceAll(/^#version:\d+$|^\{"version":\d+/gm, 'version')
      .replaceAll(/"(commit|ctime|created|since|pid)":\s*(?:"[^"]*"|\d+|null)/g, '"$1":0')
      .replaceAll(/\\"commit\\":\\"[0-9a-f]*\\"/g, 'commit')
  );
}

/** All that is on the nodes, byte for byte but for markers. */
export function standing(host: MemoryHost): ReadonlyMap<string, string> {
  const found = [...host.files()].flatMap(([path, text]) =>
    PAST.test(path) ? [] : [[path, unmarked(path, text)] as const],
  );
  return new Map(found);
}

/** What is other than it was, as lines. */
export function changedSince(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was === is) return [];
    if (is === undefined) return [`${path} is gone`];
    if (was === undefined) return [`${path} is new`];
    const [a, b] = [was.split('\n'), is.split('\n')];
    return [
      ...a.filter((line) => !b.includes(line)).map((line) => `${path} - ${line.slice(0, 300)}`),
      ...b.filter((line) => !a.includes(line)).map((line) => `${path} + ${line.slice(0, 300)}`),
    ];
  });
}
