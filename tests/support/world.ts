/** A whole world for a story: a repository, a GitHub, a simulated node, and the built `dist/` between them. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { checkout } from '../../src/github/loopback/checkout.ts';
import {
  pullRequestEvent,
  pushEvent,
  startedEvent,
  type WorkflowEvent,
} from '../../src/github/loopback/events.ts';
import { type MergeMethod, mergePull } from '../../src/github/loopback/merge.ts';
import { openPull, synchronizePull } from '../../src/github/loopback/pull-requests.ts';
import type { JobResult } from '../../src/github/loopback/runner.ts';
import type { Pull } from '../../src/github/loopback/state.ts';
import { openLab, runInLab } from '../../src/simulator/edge/lab.ts';
import type { FreshOptions } from '../../src/simulator/fresh-node.ts';
import type { Result } from '../../src/simulator/session.ts';
import { ANN, type FakeGithub, startFake } from './github/fake.ts';
import { createRepository, type TestRepository } from './github/repository.ts';
import { type RunOptions, runAction } from './run-action.ts';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Files below `configs/`; bytes and texts as they are, another object is written as JSON, null removes. */
export type Files = Readonly<Record<string, object | string | null>>;

export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Push {
  readonly before: string;
  readonly after: string;
}

export interface World {
  readonly repository: TestRepository;
  readonly github: FakeGithub;
  /** The folder of the simulated node. */
  readonly node: string;
  /** Commits to `main` without a pull request. */
  commit(files: Files): Promise<Push>;
  /** Opens a pull request from a branch off `main`. */
  propose(branch: string, files: Files, from?: string): Promise<Pull>;
  /** More commits on the branch of a pull request. */
  amend(pull: Pull, files: Files): Promise<void>;
  /** Runs the action for a pull request. */
  plan(pull: Pull, action?: string, options?: Partial<RunOptions>): Promise<JobResult>;
  merge(pull: Pull, method?: MergeMethod): Promise<Push>;
  /** Runs the action for a push. */
  push(push: Push, options?: Partial<RunOptions>): Promise<JobResult>;
  /** Runs the action as the nightly schedule does. */
  drift(options?: Partial<RunOptions>): Promise<JobResult>;
  /** A command line in a fresh checkout of `main` (or another commit). */
  cli(
    args: readonly string[],
    options?: { readonly at?: string; readonly env?: Record<string, string> },
  ): Promise<Ran>;
  /** The bodies of Phoenix's comments on a pull request. */
  comments(pull: Pull): string[];
  pct(...args: string[]): Result;
  /** The text of a conf file, or null. */
  conf(vmid: number, node?: string): string | null;
  close(): Promise<void>;
}

const contentOf = (value: object | string | null): string | Uint8Array | null =>
  value === null || typeof value === 'string' || value instanceof Uint8Array
    ? value
    : `${JSON.stringify(value, null, 2)}\n`;

const inConfigs = (files: Files): Record<string, string | Uint8Array | null> =>
  Object.fromEntries(Object.entries(files).map(([path, value]) => [`configs/${path}`, contentOf(value)]));

/** Runs a program to its end. */
export function run(argv: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  const [program = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', HOME: cwd, LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, stdout, stderr }));
  });
}

/**
 * Makes a world whose `main` has the given files, none of it applied yet; `program` is the Node that runs `dist/`.
 * @param from a simulated node that is copied, in place of a new one
 */
export async function createWorld(
  files: Files,
  lab: FreshOptions = {},
  program: string = process.execPath,
  from?: string,
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-world-'));
  const node = join(folder, 'node');
  if (from !== undefined) cpSync(from, node, { recursive: true, verbatimSymlinks: true });
  openLab(node, lab);
  const repository = await createRepository();
  await repository.commit('main', inConfigs(files), { message: 'The estate' });
  const github = await startFake({ folder: repository.folder, isPrivate: true });
  const { state } = github;

  const act = async (event: WorkflowEvent | null, options: Partial<RunOptions> = {}): Promise<JobResult> => {
    if (!event) throw new Error('GitHub starts no run for this event');
    const { inputs, ...rest } = options;
    const defaults = {
      configs: 'configs',
      command: 'auto',
      node: `sim:${node}`,
      parallel: '4',
      comment: 'true',
    };
    return runAction({
      github,
      event,
      hosted: 'github-hosted',
      depth: 2,
      node: program,
      ...rest,
      inputs: { ...defaults, ...inputs },
    });
  };

  return {
    repository,
    github,
    node,
    commit: async (changed) => {
      const before = await repository.id('main');
      return { before, after: await repository.commit('main', inConfigs(changed)) };
    },
    propose: async (branch, changed, from = 'main') => {
      await repository.commit(branch, inConfigs(changed), { from, message: `Change on ${branch}` });
      return openPull(state, { head: branch, title: `Change on ${branch}`, author: ANN });
    },
    amend: async (pull, changed) => {
      await repository.commit(pull.head.ref, inConfigs(changed));
      await synchronizePull(state, pull);
    },
    plan: async (pull, action = 'opened', options = {}) =>
      act(await pullRequestEvent(state, pull, action), options),
    merge: async (pull, method = 'merge') => {
      const before = await repository.id('main');
      await mergePull(state, pull, method, ANN);
      return { before, after: await repository.id('main') };
    },
    push: async (push, options = {}) => act(await pushEvent(state, { branch: 'main', ...push }), options),
    drift: async (options = {}) => act(await startedEvent(state, 'schedule'), options),
    cli: async (args, { at, env = {} } = {}) => {
      const workspace = mkdtempSync(join(folder, 'checkout-'));
      const sha = await repository.id(at ?? 'main');
      await checkout(repository.folder, workspace, { sha, ref: 'refs/heads/main' }, 0);
      return run([program, CLI, ...args], workspace, env);
    },
    comments: (pull) =>
      [...state.comments.values()]
        .filter((comment) => comment.issue === pull.number && comment.body.startsWith('<!-- phoenix'))
        .map((comment) => comment.body),
    pct: (...args) => runInLab(node, ['pct', ...args]),
    conf: (vmid, where = 'pve1') => {
      try {
        return readFileSync(join(node, 'etc/pve/nodes', where, 'lxc', `${vmid}.conf`), 'utf8');
      } catch {
        return null;
      }
    },
    close: async () => {
      await github.close();
      repository.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Three guests on one node: `db` first, `web` needs it, and `cache` stands alone. */
export const SMALL_ESTATE: Files = {
  'phoenix.json': { name: 'lab', nodes: { pve1: { pve: '9.2' } } },
  'base/lxc.json': {
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
    onboot: true,
    nesting: true,
  },
  'profiles/big.json': { memory: '2G', cores: 4 },
  'lxc/db.json': {
    vmid: 101,
    description: 'Größe: 100 % – 東京',
    extends: ['big'],
    net0: { bridge: 'vmbr0', ip: '10.0.0.101/24', gw: '10.0.0.1' },
  },
  'lxc/web.json': {
    vmid: 102,
    memory: 512,
    dependsOn: ['lxc/db'],
    net0: { bridge: 'vmbr0', ip: '10.0.0.102/24', gw: '10.0.0.1' },
  },
  'lxc/cache.json': {
    vmid: 103,
    memory: 256,
    net0: { bridge: 'vmbr0', ip: '10.0.0.103/24', gw: '10.0.0.1' },
  },
};

/** Nodes by the files that were applied to them: to copy one takes a tenth of what it takes to apply anew. */
const applied = new Map<string, string>();
process.on('exit', () => {
  for (const folder of applied.values()) rmSync(folder, { recursive: true, force: true });
});

/** Tells a story in a world whose `main` was applied once, by the operator. */
export async function withWorld(
  story: (world: World) => Promise<void>,
  files: Files = SMALL_ESTATE,
  program?: string,
): Promise<void> {
  const key = JSON.stringify([files, program]);
  const known = applied.get(key);
  const world = await createWorld(files, {}, program, known);
  try {
    if (known === undefined) {
      const first = await world.cli(['apply', '--yes', '--node', `sim:${world.node}`]);
      assert.is(first.exit, 0, first.stdout + first.stderr);
      const kept = mkdtempSync(join(tmpdir(), 'phoenix-applied-'));
      cpSync(world.node, kept, { recursive: true, verbatimSymlinks: true });
      applied.set(key, kept);
    }
    await story(world);
  } finally {
    await world.close();
  }
}
