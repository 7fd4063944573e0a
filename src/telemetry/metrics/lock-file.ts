/**
 * A file that stands while one process changes another file: held for milliseconds. What a process has left that was
 * killed is taken away: the file names its owner.
 */
import { linkSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { z } from 'zod';
import { isDead, ownIdentity } from '../../node/process-identity.ts';

const ownerSchema = z.strictObject({
  host: z.string(),
  where: z.string(),
  pid: z.number(),
  start: z.number(),
});

/** Milliseconds between two tries. */
const AGAIN = 20;
/** Milliseconds after which a lock is left over whose owner cannot be seen from here: in another container, say. */
const OLD = 60_000;
/** Milliseconds after which whoever took a lock away, which is done at once, was killed at it. */
const BREAKING = 5_000;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** With its owner in it from its first moment; false: somebody has it. */
function taken(path: string): boolean {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, JSON.stringify(ownIdentity()), { flag: 'wx', mode: 0o600 });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A clock that was set back makes nothing young. */
function olderThan(path: string, ms: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Math.abs(Date.now() - stat.mtimeMs) > ms;
}

function isLeftOver(path: string): boolean {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return false;
  }
  let owner: unknown;
  try {
    owner = JSON.parse(text);
  } catch {
    owner = null;
  }
  const { data } = ownerSchema.safeParse(owner);
  if (data && isDead(data)) return true;
  return (data?.where !== ownIdentity().where || data.where === '') && olderThan(path, OLD);
}

/** One at a time, so that nobody takes away the lock of whoever was faster. */
function takeAway(path: string): void {
  const breaking = `${path}.break`;
  if (olderThan(breaking, BREAKING)) rmSync(breaking, { force: true });
  if (!taken(breaking)) return;
  try {
    if (isLeftOver(path)) unlinkSync(path);
  } finally {
    rmSync(breaking, { force: true });
  }
}

/**
 * @param patience milliseconds
 * @returns what lets go of it; null: another process has had it all the time
 */
export async function lockFile(path: string, patience: number): Promise<(() => void) | null> {
  const until = performance.now() + patience;
  for (;;) {
    if (taken(path)) return () => rmSync(path, { force: true });
    if (isLeftOver(path)) takeAway(path);
    else if (performance.now() > until) return null;
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}
