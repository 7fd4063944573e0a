/**
 * Folders and files in a guest's file system, reached from this machine. A guest may have put links anywhere, also ones
 * that lead out, and one that runs may do so at any moment: no link is ever followed, and each folder on the way is held
 * open while the next is looked up in it.
 */
import {
  closeSync,
  constants,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { die } from '../../failure.ts';

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY;
const NO_LINK = FOLDER | constants.O_NOFOLLOW;

const parts = (path: string) => path.split('/').filter((part) => part !== '' && part !== '.');

/** The last part of a path. */
export const lastOf = (path: string): string => parts(path).at(-1) ?? '';

/** What stands in a folder that is held open, by a path that nobody can lead elsewhere. */
export const inHeld = (folder: number, name: string): string => `/proc/self/fd/${folder}/${name}`;

function statOrNull(path: string) {
  try {
    return lstatSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** @param shown the folder, for messages */
function enter(folder: number, name: string, owner: number | null, shown: string): number {
  const place = inHeld(folder, name);
  const stat = statOrNull(place);
  if (stat?.isSymbolicLink()) die(`symlink encountered at: ${shown}`);
  if (stat && !stat.isDirectory()) die(`not a directory: ${shown}`);
  if (!stat && owner !== null) {
    mkdirSync(place, { mode: 0o755 });
    lchownSync(place, owner, owner);
  }
  try {
    return openSync(place, NO_LINK);
  } catch (error) {
    return die(`${shown} cannot be entered: ${(error as Error).message}`);
  }
}

/**
 * Does something with a folder of a guest that is held open meanwhile.
 * @param owner of the folders that are made where they are not there; null: none is made
 * @throws Failure on a link
 */
export function withFolder<T>(root: string, path: string, owner: number | null, use: (fd: number) => T): T {
  let shown = root;
  let folder = openSync(root, FOLDER);
  try {
    for (const part of parts(path)) {
      if (part === '..') die(`invalid path '${path}'`);
      shown = join(shown, part);
      const next = enter(folder, part, owner, shown);
      closeSync(folder);
      folder = next;
    }
    return use(folder);
  } finally {
    closeSync(folder);
  }
}

/** Replaces a file of a guest as a whole: a link in its place goes, and what it leads to is left alone. */
export function writeWithin(root: string, path: string, text: string, owner: number): void {
  withFolder(root, dirname(path), owner, (folder) => {
    const file = inHeld(folder, lastOf(path));
    if (statOrNull(file)?.isDirectory()) die(`is a directory: ${join(root, path)}`);
    const fresh = `${file}.phoenix-new`;
    rmSync(fresh, { force: true, recursive: true });
    writeFileSync(fresh, text, { flag: 'wx', mode: 0o644 });
    lchownSync(fresh, owner, owner);
    renameSync(fresh, file);
  });
}
