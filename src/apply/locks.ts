/** Who holds which named lock while an apply runs: exclusive, shared, or shared by at most so many. Pure bookkeeping. */
import type { Lock, Step } from '../kinds/step.ts';

/**
 * The lock of everything that takes a guest down. It is held by the resource, from its first step that names it until
 * its last: a guest that is down between its shutdown and its start counts all the time.
 */
export const RESTARTS = 'restarts';

interface Holders {
  readonly mode: Lock['mode'];
  readonly names: Set<string>;
}

export interface LockTable {
  /** Why the step cannot have its locks now: the name of the lock; null when it can. */
  blocked(step: Step): string | null;
  /** Whether the step's holder has that lock already. */
  has(step: Step, lock: Lock): boolean;
  take(step: Step): void;
  /** `more`: another step of the same resource still needs its `restarts`. */
  release(step: Step, more: boolean): void;
}

const holderOf = (lock: Lock, step: Step) => (lock.name === RESTARTS ? step.address : step.id);

function admits(held: Holders | undefined, lock: Lock, holder: string): boolean {
  if (!held || held.names.size === 0) return true;
  if (held.names.has(holder)) return held.names.size === 1 || held.mode === lock.mode;
  if (lock.mode === 'exclusive' || held.mode === 'exclusive') return false;
  return lock.limit === undefined || held.names.size < lock.limit;
}

export function lockTable(): LockTable {
  const table = new Map<string, Holders>();
  return {
    blocked: (step) =>
      step.locks.find((lock) => !admits(table.get(lock.name), lock, holderOf(lock, step)))?.name ?? null,
    has: (step, lock) => table.get(lock.name)?.names.has(holderOf(lock, step)) ?? false,
    take: (step) => {
      for (const lock of step.locks) {
        const held = table.get(lock.name);
        const names = new Set(held?.names).add(holderOf(lock, step));
        // The strongest wish of a holder counts: exclusive stays exclusive until it is free again.
        const mode = held && held.names.size > 0 && held.mode === 'exclusive' ? 'exclusive' : lock.mode;
        table.set(lock.name, { mode, names });
      }
    },
    release: (step, more) => {
      for (const lock of step.locks) {
        if (lock.name === RESTARTS && more) continue;
        table.get(lock.name)?.names.delete(holderOf(lock, step));
      }
    },
  };
}
