/**
 * flock(2), which Node does not have: a child takes it on a file that this process has open, so that it lasts until
 * the file is closed. Other programs that use flock on the same file wait, and a killed process leaves nothing behind.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

const PERL =
  'use Fcntl ":flock"; open(my $f, ">&=", 3) or exit 2; exit(flock($f, LOCK_EX | LOCK_NB) ? 0 : 1)';

/** util-linux's flock, and where there is none, perl. */
const LOCKERS: readonly (readonly string[])[] = [
  ['flock', '--exclusive', '--nonblock', '3'],
  ['perl', '-e', PERL],
];

function tryLock(fd: number): boolean {
  // Loaded when a lock is taken: commands that only read do without.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  for (const [program = '', ...args] of LOCKERS) {
    const env = { PATH: process.env['PATH'] };
    const { status, error } = spawnSync(program, args, { env, stdio: ['ignore', 'ignore', 'ignore', fd] });
    if (!error) return status === 0;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  throw new Error('neither flock nor perl is there to lock files with');
}

function openFile(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a');
  }
}

const POLL_MS = 50;

export function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/**
 * Takes the lock within `seconds`.
 * @param waiting is called once when somebody else has it
 * @returns what releases it; null when it was not to be had
 */
export function lockFile(path: string, seconds: number, waiting: () => void): (() => void) | null {
  const fd = openFile(path);
  if (tryLock(fd)) return () => closeSync(fd);
  waiting();
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    sleepSync(POLL_MS);
    if (tryLock(fd)) return () => closeSync(fd);
  }
  closeSync(fd);
  return null;
}
