/** Writing files for a command that makes some: never over what stands there, and each one whole or not at all. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';

/** Makes a folder and those above it. @throws PhoenixError `UNWRITABLE` */
export function makeFolder(path: string): void {
  attempt(path, () => mkdirSync(path, { recursive: true }));
}

/** Writes a file atomically: a crash leaves the old one. @throws PhoenixError `UNWRITABLE` */
export function writeWhole(path: string, text: string): void {
  makeFolder(dirname(path));
  const draft = `${path}.${process.pid}.tmp`;
  attempt(path, () => {
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  });
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'its folder may not be written by this user',
  EEXIST: 'a part of its path is a file, not a folder',
  EISDIR: 'a folder of that name stands there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EPERM: 'its folder may not be written by this user',
  EROFS: 'the file system is read-only',
};

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new PhoenixError('UNWRITABLE', `${quote(path, 200)} cannot be written: ${WHY[code] ?? message}`, {
      hint: 'name another place, or make room for it there',
      cause: error,
    });
  }
}

/**
 * Writes new files below a folder.
 * @throws PhoenixError `REFUSED` when one of them exists; then nothing was written.
 */
export function writeNew(folder: string, files: ReadonlyMap<string, string>): void {
  const standing = [...files.keys()].filter((path) => existsSync(join(folder, path)));
  if (standing.length > 0) {
    throw new PhoenixError(
      'REFUSED',
      `${standing.join(', ')} ${standing.length === 1 ? 'stands' : 'stand'} in ${folder} already; nothing was written`,
      { hint: 'name another folder, or move away what stands there' },
    );
  }
  for (const [path, text] of files) writeWhole(join(folder, path), text);
}
