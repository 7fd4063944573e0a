/** A folder of its own in memory, for plain text that must never reach a disk; gone when the process ends, however that is. */
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../errors.ts';

/** statfs(2): TMPFS_MAGIC, RAMFS_MAGIC. */
const IN_MEMORY: ReadonlySet<number> = new Set([0x01021994, 0x858458f6]);

function isInMemory(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return IN_MEMORY.has(statfsSync(folder).type);
  } catch {
    return false;
  }
}

/**
 * @param anywhere also on a disk, where there is no memory to be had
 * @param places folders that may be in memory, the best first
 * @throws PhoenixError `REFUSED` where there is none
 */
export function memoryPlace(
  anywhere: boolean,
  places: readonly (string | undefined)[] = ['/dev/shm', process.env['XDG_RUNTIME_DIR']],
): string {
  const place = places.find((one) => one !== undefined && isInMemory(one)) ?? (anywhere ? tmpdir() : null);
  if (place !== null) return place;
  throw new PhoenixError('REFUSED', 'there is no folder in memory here for the plain text of the entry', {
    hint: 'use `phoenix vault set` with the value on stdin, or allow a file on a disk with --insecure-temp',
  });
}

export interface PrivateFolder {
  readonly path: string;
  remove(): void;
}

/** With mode 0700. */
export function makePrivateFolder(place: string): PrivateFolder {
  const path = mkdtempSync(join(place, 'phoenix-'));
  const clear = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', clear);
  return {
    path,
    remove: () => {
      clear();
      process.removeListener('exit', clear);
    },
  };
}
