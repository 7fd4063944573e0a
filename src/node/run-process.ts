/**
 * Runs one command on this machine: an argument vector without a shell, an environment of its own, and a time limit that
 * ends it with all that it started. Neither a Ctrl-C in the terminal nor the death of Phoenix strikes it: it has a
 * session of its own and prints to files, since a broken pipe would leave a half-made container (PVE 9.2); what runs in a
 * guest prints through pipes. Steps run by zx.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';
import type * as Zx from 'zx/core';
import { PhoenixError } from '../errors.ts';
import { writeError } from './file-error.ts';
import { entersGuest } from './guest-exec.ts';
import { DEFAULT_TIMEOUT, LINGER } from './machine.ts';
import type { RunOptions, RunResult } from './port.ts';
import { throughPipe, toFile } from './printed.ts';
import { inputFile, SCRATCH } from './scratch.ts';

export interface ProcessOptions extends RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** The node's name, for messages. */
  readonly node: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** Milliseconds between looks at what a running command has printed. */
const LOOK = 200;

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

type Handles = readonly [input: number | 'ignore', output: number | 'pipe', error: number | 'pipe'];

const WHERE = { detached: true, cwd: '/' } as const;

/** Commands that only tell something end sooner than zx is loaded. */
function startPlainly(
  [program = '', ...args]: readonly string[],
  env: ProcessOptions['env'],
  handles: Handles,
): ChildProcess {
  return spawn(program, args, { ...WHERE, env: { ...env }, stdio: [...handles] });
}

/** Starts a process by zx, but from the argument vector itself: zx's own way is a string for a shell. */
function startByZx(
  { $, quote }: typeof Zx,
  [program = '', ...args]: readonly string[],
  env: ProcessOptions['env'],
  handles: Handles,
): ChildProcess {
  const children: ChildProcess[] = [];
  const spawnVector = (_command: string, _args: readonly string[], settings: object) => {
    const child = spawn(program, args, { ...settings, shell: false });
    children.push(child);
    return child;
  };
  void $({
    quiet: true,
    nothrow: true,
    ...WHERE,
    shell: true,
    quote,
    prefix: '',
    postfix: '',
    env: { ...env },
    stdio: [...handles],
    spawn: spawnVector as typeof spawn,
  })`${[program, ...args]}`;
  const child = children[0];
  if (!child) throw new Error(`zx did not start ${program}`);
  return child;
}

/** Asks the process group of a command to end when its time is over, then kills its session. */
function limit(pid: number, { timeout = DEFAULT_TIMEOUT, grace, enough }: ProcessOptions) {
  let over = false;
  const end = () => {
    signal(-pid, 'SIGTERM');
    timer = setTimeout(() => {
      for (const member of sessionMembers(pid)) signal(member, 'SIGKILL');
    }, grace);
  };
  let timer = setTimeout(() => {
    over = true;
    end();
  }, timeout);
  const linger = () => {
    clearTimeout(timer);
    timer = setTimeout(end, LINGER);
  };
  enough?.addEventListener('abort', linger, { once: true });
  const clear = () => {
    enough?.removeEventListener('abort', linger);
    clearTimeout(timer);
  };
  return { wasOver: () => over, clear };
}

function cannotStart(error: unknown, argv: readonly string[], { node }: ProcessOptions): PhoenixError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  const [program = ''] = argv;
  return new PhoenixError(
    'NODE_UNREACHABLE',
    missing ? `${node} has no command ${program}` : `${program} cannot be started on ${node}`,
    { cause: error, ...(missing ? { hint: 'run this on a Proxmox VE host, or name one with --node' } : {}) },
  );
}

/** Where no file can be made for what a command reads or prints, it is not started. */
function inMemory<T>({ node }: ProcessOptions, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw writeError(node, SCRATCH, error);
  }
}

/**
 * Runs a command to its end. A negative exit is the signal that ended it.
 * @throws PhoenixError `NODE_UNREACHABLE` when there is no such program, `UNWRITABLE` where there is no room to start it
 */
export async function runProcess(argv: readonly string[], options: ProcessOptions): Promise<RunResult> {
  const { onLine, onBytes } = options;
  const guest = entersGuest(argv);
  // Whoever takes the lines as they come runs a step; zx would keep all that comes through a pipe.
  const zx = onLine && !guest ? await import('zx/core') : null;
  const began = performance.now();
  const printed = guest ? throughPipe : toFile;
  const { stdin } = options;
  const [input, out, err] = [
    stdin === undefined ? 'ignore' : inMemory(options, () => inputFile(stdin)),
    inMemory(options, () => printed({ ...(onLine && { onLine }), ...(onBytes && { onBytes }) })),
    inMemory(options, () => printed(onLine ? { onLine } : {})),
  ] as const;
  const handles: Handles = [input, out.handle, err.handle];
  const child = zx ? startByZx(zx, argv, options.env, handles) : startPlainly(argv, options.env, handles);
  out.from(child.stdout);
  err.from(child.stderr);
  if (input !== 'ignore') closeSync(input);
  const looking =
    onLine || onBytes
      ? setInterval(() => {
          out.look();
          err.look();
        }, LOOK)
      : undefined;
  const time = child.pid === undefined ? null : limit(child.pid, options);
  try {
    const exit = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, by) => resolve(code ?? -(by === null ? 1 : constants.signals[by])));
    });
    const [stdout, stderr] = await Promise.all([out.end(), err.end()]);
    return {
      exit,
      stdout,
      stderr,
      ms: Math.round(performance.now() - began),
      ...(time?.wasOver() ? { timedOut: true as const } : {}),
    };
  } catch (error) {
    throw cannotStart(error, argv, options);
  } finally {
    time?.clear();
    clearInterval(looking);
    out.close();
    err.close();
  }
}
