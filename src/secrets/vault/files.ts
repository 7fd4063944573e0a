/** The files of a vault, from a folder on disk or from the tree of an estate. Links are never followed. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../../config/quote.ts';
import { PhoenixError } from '../../errors.ts';
import { isEntryName, VAULT_FOLDER } from './entry-name.ts';
import { MOST_ENTRY_BYTES } from './library.ts';

/** Bytes by path below the vault: `db/app.gpg`, `.gpg-id`. */
export type VaultFiles = ReadonlyMap<string, Uint8Array>;

const ENDING = '.gpg';
const MOST_FILES = 20_000;
const MOST_LEVELS = 64;

/** What is left of a write that was cut off; no entry's name begins so. */
export const SCRATCH = /(?:^|\/)\.phoenix-[0-9a-f]{16}\.tmp$/;

export const entryFile = (name: string): string => `${name}${ENDING}`;

/** The name of the entry that a file is; null for all that is none. */
export function entryOf(path: string): string | null {
  const name = path.endsWith(ENDING) ? path.slice(0, -ENDING.length) : '';
  return isEntryName(name) ? name : null;
}

/** Names of all entries, sorted. */
export function entryNames(files: VaultFiles): readonly string[] {
  return [...files.keys()].flatMap((path) => entryOf(path) ?? []).sort();
}

/** @param kept by path below the configs folder */
export function vaultFilesOf(kept: ReadonlyMap<string, Uint8Array>): VaultFiles {
  const folder = `${VAULT_FOLDER}/`;
  const below = [...kept].filter(([path]) => path.startsWith(folder));
  return new Map(below.map(([path, bytes]) => [path.slice(folder.length), bytes]));
}

/** None where there is no such folder. @throws PhoenixError `UNREADABLE` */
export function readVaultFolder(folder: string): VaultFiles {
  const files = new Map<string, Uint8Array>();
  const enter = (path: string, levels: number) => {
    for (const entry of list(folder, path)) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.name === '.git') continue;
      if (entry.isDirectory() && levels < MOST_LEVELS) enter(inner, levels + 1);
      else if (entry.isFile()) files.set(inner, readBounded(join(folder, inner)));
      else throw unusable(join(folder, inner), 'is neither a file nor a folder');
      if (files.size > MOST_FILES) throw unusable(folder, `holds more than ${MOST_FILES} files`);
    }
  };
  enter('', 0);
  return files;
}

function list(folder: string, path: string) {
  const whole = join(folder, path);
  try {
    return readdirSync(whole, { withFileTypes: true });
  } catch (cause) {
    if (path === '' && (cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unusable(whole, `cannot be read: ${(cause as Error).message}`);
  }
}

function readBounded(path: string): Uint8Array {
  let fd: number | undefined;
  try {
    // A link or a pipe may have been put in its place since it was listed.
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const { size } = fstatSync(fd);
    if (size > MOST_ENTRY_BYTES) throw unusable(path, 'is larger than 1 MiB');
    const bytes = new Uint8Array(size);
    return bytes.subarray(0, readSync(fd, bytes));
  } catch (cause) {
    if (cause instanceof PhoenixError) throw cause;
    throw unusable(path, `cannot be read: ${(cause as Error).message}`);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function unusable(path: string, what: string): PhoenixError {
  return new PhoenixError('UNREADABLE', `${quote(path, 200)} ${what}`, {
    hint: 'Keep only the files of a password store in the vault.',
  });
}
