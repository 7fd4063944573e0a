/**
 * Applies by real processes: the command line as a process group of its own, on a folder of a simulated node whose programs
 * misbehave where they are told to.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { scratchFolder } from '../support/scratch-folder.ts';
import { SOURCE_CLI } from '../support/source-program.ts';
import type { ProcessFault, Struck } from './misbehaviour.ts';

const FOLDER = '.sim/misbehaviour';

/** One program, in the place of the simulator's. */
export async function bundleSimulator(): Promise<string> {
  const dir = scratchFolder('phoenix-faulty');
  await build({
    platform: 'node',
    logLevel: 'silent',
    input: { simulator: fileURLToPath(new URL('faulty-simulator.ts', import.meta.url)) },
    output: { dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
  });
  return join(dir, 'simulator.mjs');
}

interface Ended {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Both streams. */
  readonly text: string;
}

interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

/** A folder of a simulated node, and an estate for it. */
export interface ProcessWorld {
  readonly dir: string;
  readonly start: (...args: readonly string[]) => Running;
  /** What the node's programs were called with since the last time. */
  readonly calls: () => string[][];
  /** The fault of the next run. */
  readonly misbehave: (fault: ProcessFault) => void;
  /** No call misbehaves any more, but for one that does so already. */
  readonly behave: () => void;
  /** The call that misbehaved, as soon as it did. */
  readonly struck: () => Struck | null;
  /** Whether what was to happen in the middle of a command did happen. */
  readonly isSpent: () => boolean;
  /** The same in a folder of its own. */
  readonly copy: (dir: string) => ProcessWorld;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** What is written under a lock is by perl, which is no program of the simulator's. */
function wrapPerl(dir: string, simulator: string): void {
  const bin = join(dir, '.sim/bin/pve1');
  mkdirSync(bin, { recursive: true });
  const words = [process.execPath, simulator, '--node', 'pve1', dir, 'perl'].map((word) => `'${word}'`);
  writeFileSync(join(bin, 'perl'), `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  chmodSync(join(bin, 'perl'), 0o755);
}

/** @param simulator of `bundleSimulator` */
export function processWorld(dir: string, configs: string, simulator: string): ProcessWorld {
  const own = (name: string) => join(dir, FOLDER, name);
  mkdirSync(join(dir, FOLDER), { recursive: true });
  wrapPerl(dir, simulator);
  return {
    dir,
    start: (...args) => {
      const argv = [...SOURCE_CLI, ...args, '--configs', configs, '--node', `sim:${dir}`];
      const child = spawn(process.execPath, argv, {
        // A process group of its own, as a service or a job of a runner is.
        detached: true,
        env: { ...process.env, PHOENIX_SIMULATOR: simulator, NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (more: string) => (text += more));
      const ended = new Promise<Ended>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (exit, signal) => resolve({ exit, signal, text }));
      });
      return { pid: child.pid ?? 0, ended };
    },
    calls: () => {
      if (!existsSync(own('calls'))) return [];
      const lines = readFileSync(own('calls'), 'utf8').trim().split('\n');
      rmSync(own('calls'));
      return lines.map((line) => JSON.parse(line) as string[]);
    },
    misbehave: (fault) => writeFileSync(own('fault.json'), JSON.stringify(fault)),
    behave: () => rmSync(own('fault.json')),
    struck: () => readJson(own('struck.json')) as Struck | null,
    isSpent: () => !existsSync(join(dir, '.sim/faults.json')),
    copy: (to) => {
      cpSync(dir, to, { recursive: true, verbatimSymlinks: true });
      return processWorld(to, configs, simulator);
    },
  };
}

/** Whether a process is there and has not ended. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** Files below `configs` of a repository; null takes one away. */
export type Files = Readonly<Record<string, object | string | null>>;

export interface Repository {
  readonly configs: string;
  readonly commit: (files: Files) => void;
}

export function repository(): Repository {
  const top = scratchFolder('phoenix-repository');
  const configs = join(top, 'configs');
  const git = (...args: readonly string[]) => {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgSign=false'];
    execFileSync('git', ['-C', top, ...identity, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  git('init', '--quiet', '--initial-branch=main');
  return {
    configs,
    commit: (files) => {
      for (const [path, value] of Object.entries(files)) {
        const file = join(configs, path);
        mkdirSync(dirname(file), { recursive: true });
        if (value === null) rmSync(file);
        else writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
      }
      git('add', '--all');
      git('commit', '--quiet', '--message=change');
    },
  };
}
