/**
 * A machine that is this one: files by node:fs, processes by zx. With its files in some folder it is the simulated one
 * too, so that both are the same code.
 */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { readError, writeError } from './file-error.ts';
import { COMMAND_ENVIRONMENT, GRACE, type Machine } from './machine.ts';
import { type Folders, readMatching } from './match.ts';
import { replaceLocked } from './replace-locked.ts';
import { runProcess } from './run-process.ts';
import { obstacleAt } from '../sources/plain-file.ts';

export interface DirectOptions {
  readonly name: string;
  /** From a path of the node to one of this machine; the same when absent. */
  readonly real?: (path: string) => string;
  /** The environment of commands. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds between asking a command that outlasts its time to end and killing it. */
  readonly grace?: number;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** What is gone, or no file at all. */
const NOTHING = ['ENOENT', 'ENOTDIR', 'EISDIR'];
/** Come from some files of /sys and /proc that vanish while they are read; a disk that says so is broken. */
const VANISHED = ['ESRCH', 'EINVAL', 'EIO'];

const REFUSED = ['EACCES', 'EPERM'];

function notAllowed(path: string, cause: unknown): PhoenixError {
  return new PhoenixError('UNREADABLE', `this user may not read ${path} of the node`, {
    cause,
    hint: 'run Phoenix as root on the node, or reach it by ssh: --node ssh://HOST',
  });
}

/** What is gone reads as nothing; a file that cannot be read is an error. */
function orNull<T>(path: string, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (NOTHING.includes(code) || (/^\/(?:proc|sys)\//.test(path) && VANISHED.includes(code))) return null;
    if (REFUSED.includes(code)) throw notAllowed(path, error);
    throw error;
  }
}

function diskBehind(node: string, real: (path: string) => string): Folders {
  const told = <T>(path: string, read: () => T): T | null => {
    try {
      return orNull(path, read);
    } catch (error) {
      throw readError(node, path, error);
    }
  };
  return {
    list: (folder) => told(folder, () => readdirSync(real(folder)).sort()) ?? [],
    read: (path) => told(path, () => readFileSync(real(path), 'utf8')),
  };
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** @throws PhoenixError `UNWRITABLE` for a device: as root, a rename would take its place for the whole machine */
function assertPlain(path: string, links?: 'followed' | 'themselves'): void {
  const obstacle = orNull(path, () => obstacleAt(path, links));
  if (obstacle !== null) throw new PhoenixError('UNWRITABLE', `${path} is ${obstacle}, and no file`);
}

/** What a crash, or a full disk, has left of a line must not swallow the next one. */
function endsInLine(handle: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, size - 1);
  return last.toString() === '\n';
}

/** All of it, or nothing: where the disk is full, a part may fit. */
function appendWhole(handle: number, text: string): void {
  const { size } = fstatSync(handle);
  const bytes = Buffer.from(endsInLine(handle, size) ? text : `\n${text}`);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } catch (error) {
    ftruncateSync(handle, size);
    throw error;
  }
}

/** The line is on the disk when this returns: also the file's own name, when the file is new. */
function appendSynced(path: string, text: string, rotateAt: number): void {
  assertPlain(path);
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const size = orNull(path, () => statSync(path).size);
  if (size !== null && size > rotateAt) renameSync(path, `${path}.1`);
  const isNew = size === null || size > rotateAt;
  const handle = openSync(path, 'a+', 0o600);
  try {
    appendWhole(handle, text);
  } finally {
    closeSync(handle);
  }
  if (isNew) syncFolder(folder);
}

function makeFolder(path: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Readers see the old text or the new one; a crash leaves a hidden file, which no pattern finds. */
function writeWhole(path: string, text: string, mode = 0o600): void {
  assertPlain(path);
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const fresh = join(folder, `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(fresh, text, { mode });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

function removeAt(path: string): boolean {
  try {
    if (statSync(path).isDirectory()) rmdirSync(path);
    else {
      assertPlain(path, 'themselves');
      unlinkSync(path);
    }
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** This machine, or a folder that stands for one. */
export function directMachine(options: DirectOptions): Machine {
  const { name, real = (path: string) => path, env = COMMAND_ENVIRONMENT, grace = GRACE } = options;
  let spawned = 0;
  const run: Machine['run'] = (argv, settings = {}) => {
    spawned += 1;
    return runProcess(argv, { ...settings, env, node: name, grace });
  };
  /** A write to a path of the node. */
  const change = <T>(path: string, write: (at: string) => T): T => {
    try {
      return write(real(path));
    } catch (error) {
      throw writeError(name, path, error);
    }
  };
  return {
    name,
    run,
    read: async (patterns) => readMatching(diskBehind(name, real), patterns),
    append: async (path, text, rotateAt) => change(path, (at) => appendSynced(at, text, rotateAt)),
    makeFolder: async (path) => change(path, makeFolder),
    write: async (path, text, mode) => change(path, (at) => writeWhole(at, text, mode)),
    remove: async (path) => change(path, removeAt),
    replaceLocked: (request) => replaceLocked(run, real, request),
    spawns: () => spawned,
    close: async () => {},
  };
}
