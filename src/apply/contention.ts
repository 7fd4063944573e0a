/** Telling "somebody else is at it, try again" from every other failure, by what Proxmox prints (PVE 8 and 9). */

/** Milliseconds before each further try: about a minute in all, beside the 10 s that each `pct` waits by itself. */
export const BACK_OFF: readonly number[] = [1000, 2000, 4000, 8000, 15_000, 30_000];

const CONTENTION: readonly RegExp[] = [
  /can't lock file '[^']*' - got timeout/,
  /\b(?:CT|VM) is locked \([\w-]+\)/,
  /\bgot lock (?:request )?timeout\b/,
  /\bcfs-lock '[^']*' error: got lock request timeout/,
  /\berror with cfs lock '[^']*': got lock request timeout/,
];

/** What the lock is called, when the output says that a lock was in the way; else null. */
export function contentionIn(output: string): string | null {
  for (const pattern of CONTENTION) {
    const found = pattern.exec(output)?.[0];
    if (found !== undefined) return found;
  }
  return null;
}

const LOCK = /^lock: (.*)\n/m;

/** The current section of a conf file: what stands before the pending one and the snapshots. */
const current = (text: string) => text.split(/^\[/m)[0] ?? '';

/** Proxmox's lock in a conf file, such as `backup`; null when there is none. */
export function heldLock(text: string): string | null {
  return LOCK.exec(current(text))?.[1]?.trim() ?? null;
}

/** True when two texts of a conf file differ by nothing but Proxmox's lock. */
export function sameButLock(a: string, b: string): boolean {
  if (a === b) return true;
  if (heldLock(a) === heldLock(b)) return false;
  const without = (text: string) => current(text).replace(LOCK, '') + text.slice(current(text).length);
  return without(a) === without(b);
}
