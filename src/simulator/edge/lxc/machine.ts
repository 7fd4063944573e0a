/** Programs of this machine that a lab of real containers runs, and what it needs to be there at all. */
import { spawnSync, type StdioOptions } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import process from 'node:process';
import { PhoenixError } from '../../../errors.ts';
import { die } from '../../failure.ts';

/** A caller's PATH may hold the lab's own `pct`, or lack the folders of root's programs. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface ProgramEnd {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly input?: string;
  readonly stdio?: StdioOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The whole path of a program; null when it is not installed. */
export function programPath(name: string): string | null {
  const place = PATH.split(':').find((folder) => {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  return place === undefined ? null : `${place}/${name}`;
}

/** Runs a program to its end, whatever that is; one that ends by a signal has an exit above 128. */
export function run(argv: readonly string[], options: ProgramOptions = {}): ProgramEnd {
  const [program = '', ...args] = argv;
  const path = program.startsWith('/') ? program : programPath(program);
  if (path === null) return { exit: 127, stdout: '', stderr: `${program}: not installed\n` };
  const { status, signal, error, stdout, stderr } = spawnSync(path, args, {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    cwd: options.cwd ?? '/',
    env: { PATH, LC_ALL: 'C', ...options.env },
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.stdio === undefined ? {} : { stdio: options.stdio }),
  });
  if (error) return { exit: 126, stdout: '', stderr: `${program}: ${error.message}\n` };
  return { exit: status ?? (signal ? 137 : 1), stdout: stdout ?? '', stderr: stderr ?? '' };
}

/** A full disk says the same of each of a thousand files. */
const MOST_LINES = 3;

function firstLines(text: string): string {
  const lines = text.trim().split('\n');
  const more = lines.length - MOST_LINES;
  return more > 0 ? `${lines.slice(0, MOST_LINES).join('\n')}\n… and ${more} more lines` : lines.join('\n');
}

/** Runs a program that must succeed, and gives what it printed. @throws Failure in Proxmox's words */
export function must(argv: readonly string[], options: ProgramOptions = {}): string {
  const { exit, stdout, stderr } = run(argv, options);
  if (exit !== 0) die(`command '${argv.join(' ')}' failed: exit code ${exit}: ${firstLines(stderr)}`);
  return stdout;
}

const NEEDED = [
  ['lxc-start', 'lxc'],
  ['lxc-attach', 'lxc'],
  ['debootstrap', 'debootstrap'],
  ['nft', 'nftables'],
  ['ip', 'iproute2'],
  ['nsenter', 'util-linux'],
  ['setpriv', 'util-linux'],
  ['getcap', 'libcap2-bin'],
] as const;

/** What is missing for real containers, as one sentence and what to do; null when they can be run. */
export function missingForContainers(): { readonly what: string; readonly hint: string } | null {
  if (process.platform !== 'linux') {
    return { what: 'real containers need Linux', hint: 'use a simulated lab: phoenix lab DIR -- pct list' };
  }
  const missing = NEEDED.filter(([program]) => programPath(program) === null);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
    const names = missing.map(([program]) => program).join(', ');
    return {
      what: `${names} ${missing.length === 1 ? 'is' : 'are'} not installed`,
      hint: `apt-get install ${packages}`,
    };
  }
  if (process.getuid?.() !== 0)
    return { what: 'real containers are for root alone', hint: 'run it with sudo' };
  if (!existsSync('/sys/fs/cgroup'))
    return { what: 'there are no cgroups', hint: 'mount them at /sys/fs/cgroup' };
  return null;
}

/** @throws PhoenixError `USAGE` when this machine cannot run containers */
export function requireContainers(): void {
  const missing = missingForContainers();
  if (missing) {
    throw new PhoenixError('USAGE', `this machine cannot run a lab of real containers: ${missing.what}`, {
      hint: missing.hint,
    });
  }
}

/** 2 where all controllers are in one tree, 1 where each has its own (and for both together). */
export const cgroupVersion = (): 1 | 2 => (existsSync('/sys/fs/cgroup/cgroup.controllers') ? 2 : 1);
