/**
 * Replaces or removes a file of a node as a whole, if it still is what it was, under the lock that Proxmox's own tools
 * take for it, and reads it back.
 */
import { PhoenixError } from '../errors.ts';
import { sha1 } from '../hash.ts';
import type { Machine } from './machine.ts';
import type { FileWrite } from './port.ts';

/** Milliseconds between two tries to make a lock folder, and in all: Proxmox's tools wait as long (PVE 9.2, cfs_lock). */
const POLL = 200;
const PATIENCE = 10_000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Does some work while a folder of pmxcfs is ours: it makes one for one holder only. */
async function withFolder<T>(machine: Machine, folder: string, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; !(await machine.makeFolder(folder)); waited += POLL) {
    if (waited >= PATIENCE) {
      throw new PhoenixError('STEP_FAILED', `can't lock file '${folder}' - got timeout`, {
        hint: 'another command works on it: try again when that is done',
      });
    }
    await sleep(POLL);
  }
  try {
    return await work();
  } finally {
    await machine.remove(folder);
  }
}

async function textAt(machine: Machine, path: string): Promise<string | null> {
  return (await machine.read([path])).get(path) ?? null;
}

function checked(now: string | null, { path, before }: FileWrite): string | null {
  const is = now === null ? null : sha1(now);
  if (before === undefined || is === before) return now;
  const what =
    now === null ? 'is gone' : before === null ? 'is there already' : 'was changed by someone else';
  throw new PhoenixError('STALE', `${path} ${what}`, {
    hint: 'plan again: someone else changes this file',
  });
}

/** @throws PhoenixError `STALE`, `STEP_FAILED` */
export async function writeFile(machine: Machine, write: FileWrite): Promise<void> {
  const { path, content, mode, lock } = write;
  const put = async () => {
    const now = checked(await textAt(machine, path), write);
    if (now === content) return;
    if (lock && 'flock' in lock) {
      const more = mode === undefined ? {} : { mode };
      await machine.replaceLocked({ path, lock: lock.flock, before: now, after: content, ...more });
    } else if (content === null) await machine.remove(path);
    else await machine.write(path, content, mode);
  };
  if (lock && 'folder' in lock) await withFolder(machine, lock.folder, put);
  else await put();
  if ((await textAt(machine, path)) === content) return;
  throw new PhoenixError('STEP_FAILED', `${path} does not read back as it was written`);
}
