/** Files that the user names on the command line. */
import { closeSync, openSync, readSync } from 'node:fs';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';

const MOST_BYTES = 1024 * 1024;

/** All of it, or one byte more than may be: of a device or a pipe nobody knows the size before. */
function readStart(path: string): Uint8Array {
  const buffer = Buffer.allocUnsafe(MOST_BYTES + 1);
  const fd = openSync(path, 'r');
  try {
    let size = 0;
    for (let more = -1; more !== 0 && size < buffer.length; size += more) {
      more = readSync(fd, buffer, size, buffer.length - size, null);
    }
    return buffer.subarray(0, size);
  } finally {
    closeSync(fd);
  }
}

/** @throws PhoenixError `UNREADABLE` */
export function readInput(path: string): Uint8Array {
  try {
    const bytes = readStart(path);
    if (bytes.length <= MOST_BYTES) return bytes;
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

/** The text of a file; null: it is not there, too large, or nobody may read it. */
export function readIfThere(path: string): string | null {
  try {
    return new TextDecoder().decode(readInput(path));
  } catch {
    return null;
  }
}
