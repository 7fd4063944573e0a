/**
 * The real bootstrap with this machine's sh, in scratch folders: the constants of its text are replaced (folders and
 * PATH), so that neither root nor a namespace is needed and no variable of the environment can redirect the real one.
 * `/run/phoenix` must be in memory: the scratch folder is made below /dev/shm.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type BundledFeature, frame, type Task } from '../../src/features/bundle.ts';
import { BOOTSTRAP, LIB, RUN } from '../../src/features/guest-scripts.ts';
import { sha256 } from '../../src/hash.ts';

export const NONCE = 'c0ffee00c0ffee00';
const SHM = '/dev/shm';
const TMPFS_MAGIC = 0x01021994;

/** Why the real bootstrap cannot be tried here; null when it can. */
export function whyNoGuest(): string | null {
  if (process.platform !== 'linux') return 'only Linux has /proc';
  try {
    if (statfsSync(SHM).type !== TMPFS_MAGIC) return `${SHM} is not in memory`;
  } catch {
    return `there is no ${SHM}`;
  }
  const missing = ['flock', 'setsid', 'sha256sum', 'tar'].filter(
    (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
  );
  return missing.length === 0 ? null : `this machine lacks ${missing.join(', ')}`;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: Buffer;
  readonly errors: string;
}

export interface ScratchGuest {
  readonly root: string;
  /** What stands for /run/phoenix and /var/lib/phoenix/features. */
  readonly run: string;
  readonly state: string;
  /** First in PATH: stand-ins of programs. */
  readonly bin: string;
  /** A shell script of this name, found before the machine's own program. */
  program(name: string, script: string): void;
  start(stdin: Uint8Array): { readonly child: ChildProcess; readonly ended: Promise<Ended> };
  exec(stdin: Uint8Array): Promise<Ended>;
  bundle(tasks: readonly Task[], nonce?: string): Uint8Array;
  /** A program's text with the places of this guest. */
  text(program: string): string;
  /** A bundle of the real programs, with those of this guest in their place. */
  adapt(framed: Uint8Array): Uint8Array;
  remove(): void;
}

export interface GuestOptions {
  /** Replacements in the programs' texts, such as a shorter grace. */
  readonly replace?: Readonly<Record<string, string>>;
  /** Instead of a scratch folder of its own. */
  readonly run?: string;
}

export function scratchGuest({ replace = {}, run: ownRun }: GuestOptions = {}): ScratchGuest {
  const root = mkdtempSync(join(SHM, 'phx-guest-'));
  const run = ownRun ?? join(root, 'run');
  const state = join(root, 'state/features');
  const bin = join(root, 'bin');
  mkdirSync(bin);
  const all: Record<string, string> = {
    'PATH=/usr/local/sbin': `PATH=${bin}:/usr/local/sbin`,
    'run=/run/phoenix': `run=${run}`,
    'state=/var/lib/phoenix/features': `state=${state}`,
    'profiles=/etc/profile.d': `profiles=${root}`,
    'systemd=/run/systemd/system': `systemd=${root}/systemd`,
    'init=/proc/1/exe': `init=${root}/init`,
    'net=/proc/net': `net=${root}/net`,
    ...replace,
  };
  const adapted = (text: string) =>
    Object.entries(all).reduce((result, [from, to]) => result.replaceAll(from, to), text);
  const bootstrap = adapted(BOOTSTRAP);
  const start = (stdin: Uint8Array) => {
    const child = spawn('/bin/sh', ['-c', bootstrap], { stdio: 'pipe', env: {}, cwd: '/' });
    const [output, errors]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    // A bundle that is refused is not read to its end.
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    const ended = new Promise<Ended>((resolve) => {
      child.on('exit', (code, signal) => {
        // Like the real reader: not until the end of the stream, which a child left behind may hold open.
        setTimeout(() => {
          child.stdout.destroy();
          child.stderr.destroy();
          resolve({ code, signal, output: Buffer.concat(output), errors: Buffer.concat(errors).toString() });
        }, 50);
      });
    });
    return { child, ended };
  };
  return {
    root,
    run,
    state,
    bin,
    program: (name, script) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    },
    start,
    exec: (stdin) => start(stdin).ended,
    text: adapted,
    adapt: (framed) => reframed(framed, adapted),
    bundle: (tasks, nonce = NONCE) => reframed(frame({ tasks, nonce, secretKey: 'estate 100' }), adapted),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The same bundle with adapted programs in it: unpacked, replaced and packed by the machine's own tar. */
function reframed(framed: Uint8Array, adapted: (text: string) => string): Uint8Array {
  const bytes = Buffer.from(framed);
  const archive = bytes.subarray(bytes.indexOf(10) + 1);
  const folder = mkdtempSync(join(SHM, 'phx-bundle-'));
  try {
    spawnSync('tar', ['-xf', '-', '-C', folder], { input: archive });
    writeFileSync(join(folder, 'run.sh'), adapted(RUN));
    writeFileSync(join(folder, 'lib.sh'), adapted(LIB));
    const names = spawnSync('sh', ['-c', 'ls'], { cwd: folder, encoding: 'utf8' }).stdout.trim().split('\n');
    const packed = spawnSync('tar', ['-cf', '-', '-C', folder, ...names], {
      maxBuffer: 64 * 1024 * 1024,
    }).stdout;
    return Buffer.concat([Buffer.from(`PHX1 ${packed.length} ${sha256(packed)}\n`), packed]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A feature whose scripts are these. */
export function feature(
  id: string,
  scripts: Readonly<Record<string, string>>,
  more: Partial<BundledFeature> = {},
): BundledFeature {
  const files = Object.entries(scripts).map(([name, text]) => {
    return [/[./]/.test(name) ? name : `${name}.sh`, Buffer.from(text)] as const;
  });
  return {
    id,
    version: '1.0.0',
    hash: sha256(JSON.stringify([id, scripts, more.env ?? ''])).slice(0, 16),
    files: new Map(files),
    env: '',
    profile: '',
    timeout: 60,
    network: true,
    restarts: false,
    downloads: [],
    secrets: {},
    ...more,
  };
}

export const install = (...args: Parameters<typeof feature>): Task => ({
  do: 'install',
  feature: feature(...args),
});
