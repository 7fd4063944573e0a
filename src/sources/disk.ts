/** The configs folder as it stands on disk. Links are never followed, and no large file is held in memory. */
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, openSync, readdirSync, readSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { normalize } from 'node:path';
import { judgeEntry, notText, tooLarge, unreadable, type EntryType } from '../config/entries.ts';
import { MAX_FILE_BYTES } from '../config/limits.ts';
import type { SourceFile, Tree } from '../config/model.ts';
import { quote } from '../config/quote.ts';
import { PhoenixError, type Finding } from '../errors.ts';
import { isBeside } from '../kinds/beside.ts';
import { newBudget, spend } from './budget.ts';

/** A link put in place of a file between the listing and the reading is refused too, and a pipe does not block. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Reads all config files below a folder.
 * @throws PhoenixError `UNREADABLE` when the folder itself cannot be listed.
 */
export function readDiskTree(folder: string): Tree {
  const root = normalize(folder).replace(/(?<=.)\/+$/, '');
  const files = new Map<string, SourceFile>();
  const kept = new Map<string, Uint8Array>();
  const findings: Finding[] = [];
  const buffer = Buffer.allocUnsafe(MAX_FILE_BYTES + 1);
  const budget = newBudget(root);

  const readFolder = (path: string, entries: readonly Dirent[]) => {
    for (const entry of entries) {
      spend(budget, 1, 0);
      const verdict = judgeEntry(path, entry.name, typeOf(entry), isBeside);
      if (verdict === 'skip') continue;
      if (typeof verdict === 'object') {
        findings.push(verdict);
        continue;
      }
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (verdict === 'enter') {
        const listed = list(`${root}/${inner}`);
        if (Array.isArray(listed)) readFolder(inner, listed);
        else findings.push(unreadable(inner, listed.message));
      } else if (verdict === 'keep') {
        const bytes = readBytes(root, inner, buffer);
        if (bytes instanceof Uint8Array) {
          spend(budget, 0, bytes.length);
          kept.set(inner, Uint8Array.from(bytes));
        } else findings.push(bytes);
      } else {
        const text = readText(root, inner, buffer);
        if (typeof text === 'string') {
          spend(budget, 0, text.length);
          files.set(inner, { path: inner, text });
        } else findings.push(text);
      }
    }
  };

  const top = list(root);
  if (!Array.isArray(top)) throw noFolder(folder, top);
  readFolder('', top);
  return { root, revision: null, files, ...(kept.size > 0 && { kept }), findings };
}

function list(folder: string): Dirent[] | NodeJS.ErrnoException {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function typeOf(entry: Dirent): EntryType {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function readText(root: string, path: string, buffer: Buffer): string | Finding {
  const bytes = readBytes(root, path, buffer);
  if (!Buffer.isBuffer(bytes)) return bytes;
  return isUtf8(bytes) ? bytes.toString('utf8') : notText(path);
}

/** A part of the buffer, until the next reading. */
function readBytes(root: string, path: string, buffer: Buffer): Buffer | Finding {
  let fd: number | undefined;
  try {
    // Both are plain: to join them would take longer than to read the file.
    fd = openSync(`${root}/${path}`, OPEN_FLAGS);
    const size = readSync(fd, buffer, 0, buffer.length, 0);
    if (size > MAX_FILE_BYTES) return tooLarge(path);
    return buffer.subarray(0, size);
  } catch (error) {
    return unreadable(path, (error as Error).message);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

const NO_FOLDER_HINT = 'Name the folder with --configs DIR, or make a first estate with `phoenix init`.';

function noFolder(folder: string, cause: NodeJS.ErrnoException): PhoenixError {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
    return new PhoenixError('UNREADABLE', `there is no folder ${quote(folder)}`, { hint: NO_FOLDER_HINT });
  }
  const message = `the folder ${quote(folder)} cannot be read: ${cause.message}`;
  return new PhoenixError('UNREADABLE', message, { hint: 'Check its permissions.', cause });
}
