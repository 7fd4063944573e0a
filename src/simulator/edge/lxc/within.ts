/**
 * Paths in a guest's file system, walked on this machine. A guest may have put links anywhere, also ones that lead out:
 * none is ever followed. For guests that do not run; in others only the guest's own kernel view is safe.
 */
import { chownSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { die } from '../../failure.ts';

const parts = (path: string) => path.split('/').filter((part) => part !== '' && part !== '.');

function statOrNull(path: string) {
  try {
    return lstatSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The folder of a guest on this machine; made with `owner` where it is not there. @throws Failure on a link */
export function folderWithin(root: string, path: string, owner: number): string {
  let here = root;
  for (const part of parts(path)) {
    if (part === '..') die(`invalid path '${path}'`);
    here = join(here, part);
    const stat = statOrNull(here);
    if (stat?.isSymbolicLink()) die(`symlink encountered at: ${here}`);
    if (stat && !stat.isDirectory()) die(`not a directory: ${here}`);
    if (stat) continue;
    mkdirSync(here, { mode: 0o755 });
    chownSync(here, owner, owner);
  }
  return here;
}

/** Replaces a file of a guest as a whole: a link in its place goes, and what it leads to is left alone. */
export function writeWithin(root: string, path: string, text: string, owner: number): void {
  const folder = folderWithin(root, dirname(path), owner);
  const file = join(folder, parts(path).at(-1) ?? '');
  if (statOrNull(file)?.isDirectory()) die(`is a directory: ${file}`);
  const fresh = `${file}.phoenix-new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, text, { flag: 'wx', mode: 0o644 });
  chownSync(fresh, owner, owner);
  renameSync(fresh, file);
}
