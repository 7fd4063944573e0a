/**
 * Who waits for the estate's lock, in order: a file each beside the owner's, named by when it came. So of several runs
 * that wait, such as those of a matrix with one job for each node, none is passed by.
 */
import { z } from 'zod';
import type { Shared } from './connections.ts';
import type { LockTiming } from './lock.ts';
import { isDead, type ProcessIdentity } from './process-identity.ts';
import { randomName } from './random-name.ts';

/** Milliseconds without a sign of life after which nobody waits for one who waits. */
const STALE_AFTER = 120_000;

const schema = z.looseObject({
  owner: z.string(),
  renewed: z.string(),
  host: z.string(),
  where: z.string(),
  pid: z.number(),
  start: z.number(),
});

export interface QueueInput {
  readonly machine: Shared;
  /** Of the lock. */
  readonly folder: string;
  readonly owner: string;
  readonly timing: Pick<LockTiming, 'now' | 'elapsed' | 'renewEvery'>;
  readonly identity: ProcessIdentity;
}

/** A place in the queue. */
export interface Ticket {
  readonly path: string;
  /** When it was last written, by what this process measures. */
  readonly renewed: number;
}

export interface Queue {
  /** Who waits before that place, or at all for one who has none; null: nobody. */
  ahead(ticket: Ticket | null): Promise<string | null>;
  /** Takes a place, or shows that it is still wanted. */
  wait(ticket: Ticket | null): Promise<Ticket>;
  leave(ticket: Ticket | null): Promise<void>;
}

function ownerIn(text: string, now: number): string | null {
  try {
    const { data } = schema.safeParse(JSON.parse(text));
    // Far ahead is as long ago: of one who died beside a clock that was wrong it would never come to pass.
    if (!data || isDead(data) || Math.abs(now - Date.parse(data.renewed)) > STALE_AFTER) return null;
    return data.owner;
  } catch {
    return null;
  }
}

export function queueFor({ machine, folder, owner, timing, identity }: QueueInput): Queue {
  const { now, elapsed, renewEvery } = timing;
  return {
    ahead: async (ticket) => {
      const all = [...(await machine.read([`${folder}/waits-*`]))];
      const before = all.filter(([path]) => ticket === null || path < ticket.path);
      const living = before.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => ownerIn(text, now()));
      return living.find((who) => who !== null) ?? null;
    },
    wait: async (ticket) => {
      if (ticket && elapsed() - ticket.renewed < renewEvery) return ticket;
      // Sorted by their names, which have the same length for the next centuries.
      const path = ticket?.path ?? `${folder}/waits-${String(now()).padStart(15, '0')}-${randomName()}`;
      const renewed = elapsed();
      const text = { owner, renewed: new Date(now()).toISOString(), ...identity };
      await machine.makeFolder(folder);
      await machine.write(path, JSON.stringify(text));
      return { path, renewed };
    },
    leave: async (ticket) => {
      if (!ticket) return;
      await machine.remove(ticket.path);
      // Empty by now, unless somebody has the lock or waits.
      await machine.remove(folder);
    },
  };
}
