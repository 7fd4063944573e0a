/** Files that the user names on the command line. */
import { readFileSync, statSync } from 'node:fs';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';

const MOST_BYTES = 1024 * 1024;

/** The text of a file; null: it is not there, or nobody may read it. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** @throws PhoenixError `UNREADABLE` */
export function readInput(path: string): Uint8Array {
  try {
    if (statSync(path).size <= MOST_BYTES) return readFileSync(path);
  } catch (cause) {
    throw new PhoenixError('UNREADABLE', `${quote(path, 200)} cannot be read: ${(cause as Error).message}`, {
      hint: 'Check its name and its permissions.',
      cause,
    });
  }
  throw new PhoenixError('UNREADABLE', `${quote(path, 200)} is larger than 1 MiB`, {
    hint: 'Name the right file.',
  });
}
