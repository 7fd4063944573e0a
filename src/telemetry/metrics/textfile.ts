/**
 * The sink that keeps figures in a file for node_exporter's textfile collector: counters go on from what earlier runs
 * have left there, and gauges of other commands stay. Readers see the old file or the new one.
 */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { obstacleAt } from '../../sources/plain-file.ts';
import type { Figure, Sink } from '../signal.ts';
import { exposition } from './exposition.ts';
import { lockFile } from './lock-file.ts';
import { BrokenExposition, readExposition } from './read-exposition.ts';
import { measuredInto, type Series } from './series.ts';

/** Milliseconds to wait for others who write the same file. */
const PATIENCE = 10_000;
/** Bytes; a file of ours has some hundred kilobytes at most. */
const LIMIT = 32 << 20;

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  ENOENT: 'its folder is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
};

function whyOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : WHY[code]) ?? message;
}

/** What stands there; what is broken is told, and counts for nothing. */
function former(path: string, tell: (line: string) => void): Series {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return new Map();
  try {
    if (size > LIMIT) throw new BrokenExposition(1, `${size} bytes are too many`);
    return readExposition(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof BrokenExposition)) throw error;
    tell(`The metrics in ${path} are not as Phoenix wrote them (${error.message}): all begin anew.`);
    return new Map();
  }
}

/** The name ends otherwise, so that node_exporter never reads a part of it. */
function replaceWhole(path: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    rmSync(draft, { force: true });
    const handle = openSync(draft, 'wx', 0o644);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    // node_exporter runs as a user of its own, whatever the umask of this one is.
    chmodSync(draft, 0o644);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Where the text is to stand: a link stays a link. */
function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

async function keep(
  path: string,
  batches: readonly (readonly Figure[])[],
  tell: (line: string) => void,
): Promise<void> {
  const place = placeOf(path);
  const obstacle = obstacleAt(place);
  if (obstacle !== null) throw new Error(`${obstacle} of that name stands there`);
  const release = await lockFile(`${place}.lock`, PATIENCE);
  if (release === null) throw new Error(`another process holds ${place}.lock`);
  try {
    replaceWhole(place, exposition(measuredInto(former(place, tell), batches)));
  } finally {
    release();
  }
}

/** @param tell what cannot be kept is told there, once */
export function textfileSink(path: string, tell: (line: string) => void): Sink {
  const batches: (readonly Figure[])[] = [];
  return {
    take: (signal) => {
      if (signal.is === 'measured' && signal.figures.length > 0) batches.push(signal.figures);
    },
    close: async () => {
      if (batches.length === 0) return;
      try {
        await keep(path, batches, tell);
      } catch (error) {
        tell(`The metrics cannot be kept in ${path}: ${whyOf(error)}`);
      }
    },
  };
}
