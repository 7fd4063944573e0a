/**
 * Labs: folders that hold a simulated cluster. An empty folder becomes a fresh node; a folder of conf files becomes
 * the recorded node with these guests, in place; commands run in it by function or through its programs.
 */
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PhoenixError } from '../../errors.ts';
import { makeFolder } from '../../sources/write.ts';
import { nodeNames } from '../facts.ts';
import { type FreshOptions, prepareFreshNode } from '../fresh-node.ts';
import { setRunning } from '../guests.ts';
import type { Host } from '../host.ts';
import { prepareRecordedNode } from '../recorded-node.ts';
import type { GuestRuntime, Result } from '../session.ts';
import { simulate } from '../simulate.ts';
import { diskHost } from './disk-host.ts';
import { guestRuntime, type Streams } from './guest-runtime.ts';
import { type Lab, labWith } from './known-lab.ts';
import { type Layout, layoutPath, pathMapper, readLayout } from './layout.ts';
import { missingForContainers } from './lxc/machine.ts';
import { labNames } from './lxc/names.ts';
import { reconcile } from './lxc/reconcile.ts';
import { readRecord } from './lxc/record.ts';
import { lxcRuntime } from './lxc/runtime.ts';
import { simulatorCommand } from './program.ts';
import { forgetReplaced, rememberConfs } from './replaced-confs.ts';
import { writeShims } from './shims.ts';

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
const isConf = (name: string) => /^[1-9]\d*\.conf$/.test(name);
const hasConfs = (folder: string) => namesIn(folder).some(isConf);

/** Where the conf files of a folder that is no lab stand; null when there are none. */
function findGuests(dir: string): Layout | null {
  const node = 'vm';
  const owner = namesIn(join(dir, 'etc/pve/nodes')).find((name) =>
    hasConfs(join(dir, 'etc/pve/nodes', name, 'lxc')),
  );
  if (owner !== undefined) return { node: owner, root: '', guests: null, recorded: true };
  if (hasConfs(join(dir, 'etc/pve/lxc'))) {
    return { node, root: '', guests: 'etc/pve/lxc', recorded: true };
  }
  if (hasConfs(join(dir, 'lxc'))) {
    return { node, root: '.sim/root', guests: 'lxc', recorded: true };
  }
  return hasConfs(dir) ? { node, root: '.sim/root', guests: '', recorded: true } : null;
}

function saveLayout(dir: string, layout: Layout): void {
  mkdirSync(dirname(layoutPath(dir)), { recursive: true });
  writeFileSync(layoutPath(dir), `${JSON.stringify(layout, null, 2)}\n`);
}

/** `/etc/pve/lxc` is a link to the node's own folder, as on a real node. */
function linkOwnFolder(dir: string, node: string): void {
  const folder = join(dir, 'etc/pve/nodes', node, 'lxc');
  mkdirSync(folder, { recursive: true });
  const link = join(dir, 'etc/pve/lxc');
  if (!existsSync(link)) symlinkSync(join('nodes', node, 'lxc'), link);
}

function found(dir: string, options: FreshOptions): Layout {
  const guests = findGuests(dir);
  if (guests) {
    makeFolder(join(dir, '.sim'));
    prepareRecordedNode(diskHost(dir, guests), guests.node);
    return guests;
  }
  const strangers = namesIn(dir).filter((name) => name !== '.sim');
  if (strangers.length > 0) {
    throw new PhoenixError('USAGE', `${dir} is neither a lab, nor empty, nor a folder of conf files`, {
      hint: `it holds ${strangers.slice(0, 3).join(', ')}: name another folder`,
    });
  }
  makeFolder(join(dir, '.sim'));
  const node = options.nodes?.[0]?.name ?? 'pve1';
  const layout: Layout = { node, root: '', guests: null };
  prepareFreshNode(diskHost(dir, layout), options);
  for (const { name } of options.nodes ?? [{ name: node }])
    mkdirSync(join(dir, 'etc/pve/nodes', name, 'lxc'), { recursive: true });
  linkOwnFolder(dir, node);
  return layout;
}

function layoutOf(dir: string, options: FreshOptions): Layout {
  const known = readLayout(dir);
  if (known) return known;
  makeFolder(dir);
  const layout = found(dir, options);
  saveLayout(dir, layout);
  for (const node of nodeNames(diskHost(dir, layout))) writeShims(dir, node, simulatorCommand());
  return layout;
}

/**
 * Opens a lab, and makes one of an empty folder or of a folder of conf files.
 * @throws PhoenixError `USAGE` for a folder that holds something else.
 */
export function openLab(folder: string, options: FreshOptions = {}): Lab {
  const dir = resolve(folder);
  return labWith(dir, layoutOf(dir, options));
}

export interface RunOptions {
  readonly node?: string;
  /** Exactly these guests run when the command begins; left as it was when not given. */
  readonly running?: readonly number[];
  /** Real processes, unless given. */
  readonly runtime?: GuestRuntime | null;
  /** Whether processes in guests have the caller's own streams; captured unless given. */
  readonly streams?: Streams;
  readonly locale?: 'C' | 'UTF-8';
  /** The caller's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Sees what is printed when it is: 1 is stdout, 2 is stderr. */
  readonly onOutput?: (fd: 1 | 2, text: string) => void;
  readonly killCaller?: () => void;
}

function declareRunning(host: Host, node: string, running: readonly number[]): void {
  for (const name of host.list('/.sim/running')) {
    if (!running.includes(Number(name))) setRunning(host, Number(name), null);
  }
  for (const vmid of running) setRunning(host, vmid, { node });
}

/** Real containers where the lab was made for them, and processes of this machine otherwise. */
function runtimeOf(dir: string, layout: Layout, host: Host, streams: Streams): GuestRuntime {
  const real = pathMapper(dir, layout);
  const record = readRecord(dir);
  if (!record) return guestRuntime(real, streams);
  if (!missingForContainers()) reconcile(host, labNames(record.id));
  const containers = lxcRuntime({ dir, record, real, streams });
  // There are no real machines: what their agents run is recorded in every lab.
  const recorded = guestRuntime(real, streams);
  return {
    ...containers,
    exec: (process) => (process.captured ? recorded : containers).exec(process),
  };
}

/** Runs one command of the simulated node in a lab: `runInLab(dir, ['pct', 'list'])`. */
export function runInLab(
  folder: string,
  argv: readonly string[],
  stdin: string | (() => string) = '',
  { node, running, runtime, streams = 'captured', ...options }: RunOptions = {},
): Result {
  const dir = resolve(folder);
  const layout = layoutOf(dir, {});
  const host = diskHost(dir, layout);
  const where = node ?? layout.node;
  if (layout.recorded) forgetReplaced(host, where, argv);
  if (running) declareRunning(host, where, running);
  const guests = runtime === undefined ? runtimeOf(dir, layout, host, streams) : runtime;
  const result = simulate({ host, node: where, argv, stdin, runtime: guests, ...options });
  if (layout.recorded) rememberConfs(host, where, argv);
  return result;
}
