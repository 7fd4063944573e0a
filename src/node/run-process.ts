/**
 * Runs one command on this machine with zx: an argument vector without a shell, an environment of its own, a session
 * of its own (so that a Ctrl-C in the terminal, or the end of a job, does not strike a half-made container), and a time
 * limit that ends the whole session.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type * as Zx from 'zx/core';
import { PhoenixError } from '../errors.ts';
import { DEFAULT_TIMEOUT } from './machine.ts';
import type { RunOptions, RunResult } from './port.ts';

export interface ProcessOptions extends RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** The node's name, for messages. */
  readonly node: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** A command that has ended may leave a child behind that keeps its pipes open: wait so long for more output. */
const DRAIN = 2000;

/** Process ids of a session: a foreground task of PVE has a process group of its own, but stays in the session. */
function sessionMembers(session: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]) === session;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

/** Cuts chunks into lines and gives them away as they become whole. */
export function lineSplitter(onLine: (line: string) => void): { add(text: string): void; end(): void } {
  let rest = '';
  return {
    add: (text) => {
      const lines = (rest + text).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    },
    end: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

/** What one stream said, and its lines as they come. */
function collect(stream: NodeJS.ReadableStream | null, onLine: RunOptions['onLine']) {
  const chunks: Buffer[] = [];
  const decoder = new TextDecoder();
  const lines = onLine ? lineSplitter(onLine) : null;
  stream?.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    lines?.add(decoder.decode(chunk, { stream: true }));
  });
  return {
    text: () => {
      lines?.end();
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

/**
 * A file without a name that holds what the command shall read. Node's pipes are sockets, which nobody can open by
 * `/dev/stdin`; and a secret must not come to rest on a disk.
 */
function inputFile(text: string): number {
  const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const path = join(folder, `.phoenix-${process.pid}-${randomBytes(8).toString('hex')}`);
  writeFileSync(path, '', { mode: 0o600, flag: 'wx' });
  const handle = openSync(path, 'r');
  writeFileSync(path, text);
  unlinkSync(path);
  return handle;
}

/** Starts a process by zx, but from the argument vector itself: zx's own way is a string for a shell. */
function start(
  { $, quote }: typeof Zx,
  argv: readonly string[],
  options: ProcessOptions,
): { readonly child: ChildProcess; readonly closed: Promise<unknown> } {
  const [program = '', ...args] = argv;
  const children: ChildProcess[] = [];
  const spawnVector = (_command: string, _args: readonly string[], settings: object) => {
    const child = spawn(program, args, { ...settings, shell: false });
    children.push(child);
    return child;
  };
  const input = options.stdin === undefined ? null : inputFile(options.stdin);
  const closed = $({
    quiet: true,
    nothrow: true,
    detached: true,
    shell: true,
    quote,
    prefix: '',
    postfix: '',
    cwd: '/',
    env: { ...options.env },
    stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    spawn: spawnVector as typeof spawn,
  })`${[...argv]}`;
  if (input !== null) closeSync(input);
  const child = children[0];
  if (!child) throw new Error(`zx did not start ${program}`);
  return { child, closed };
}

/**
 * Runs a command to its end. A negative exit is the signal that ended it.
 * @throws PhoenixError `NODE_UNREACHABLE` when there is no such program.
 */
export async function runProcess(argv: readonly string[], options: ProcessOptions): Promise<RunResult> {
  const zx = await import('zx/core');
  const began = performance.now();
  const { child, closed } = start(zx, argv, options);
  const out = collect(child.stdout, options.onLine);
  const err = collect(child.stderr, options.onLine);
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number, what: () => void) => void timers.push(setTimeout(what, ms));
  let timedOut: true | null = null;
  const { pid } = child;
  if (pid !== undefined) {
    after(options.timeout ?? DEFAULT_TIMEOUT, () => {
      timedOut = true;
      signal(-pid, 'SIGTERM');
      after(options.grace, () => {
        for (const member of sessionMembers(pid)) signal(member, 'SIGKILL');
      });
    });
  }
  const ended = new Promise<{ code: number | null; by: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) => resolve({ code, by }));
  });
  try {
    const { code, by } = await ended;
    await Promise.race([closed, new Promise<void>((resolve) => after(DRAIN, resolve))]);
    child.stdout?.destroy();
    child.stderr?.destroy();
    const exit = code ?? -(SIGNAL_NUMBERS[by ?? ''] ?? 1);
    return {
      exit,
      stdout: out.text(),
      stderr: err.text(),
      ms: Math.round(performance.now() - began),
      ...(timedOut ? { timedOut } : {}),
    };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PhoenixError(
      'NODE_UNREACHABLE',
      missing
        ? `${options.node} has no command ${argv[0] ?? ''}`
        : `${argv[0] ?? ''} cannot be started on ${options.node}`,
      {
        cause: error,
        ...(missing ? { hint: 'run this on a Proxmox VE host, or name one with --node' } : {}),
      },
    );
  } finally {
    timers.forEach(clearTimeout);
  }
}
