/**
 * The estate's lock: a folder in /etc/pve/priv/lock, which pmxcfs makes for one node of a cluster only, and in it a file
 * that names the owner and is renewed. pmxcfs drops such a folder after 120 s without renewal, but only an empty one
 * (PVE 9.2): so giving up a stale lock is done here, by removing the one owner file that was seen to be stale.
 */
import { z } from 'zod';
import { PhoenixError } from '../errors.ts';
import { durationText } from '../config/units.ts';
import type { Shared } from './connections.ts';
import { queueFor, type Ticket } from './lock-queue.ts';
import type { EstateLock } from './port.ts';
import { isDead, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { randomName } from './random-name.ts';

/** Milliseconds without a renewal after which a lock is given up, as in pmxcfs. */
const STALE_AFTER = 120_000;
const RENEW_EVERY = 30_000;

const ownerSchema = z.looseObject({
  owner: z.string(),
  since: z.string(),
  renewed: z.string(),
  host: z.string(),
  where: z.string(),
  pid: z.number(),
  start: z.number(),
});
type Owner = z.infer<typeof ownerSchema>;

export interface LockTiming {
  readonly now: () => number;
  /** Milliseconds between renewals. */
  readonly renewEvery: number;
  /** Milliseconds to wait for whoever has it, behind those who wait already; 0: not at all. */
  readonly patience: number;
}

const REAL_TIMING: LockTiming = { now: () => Date.now(), renewEvery: RENEW_EVERY, patience: 0 };

/** Milliseconds between two looks of one who waits. */
const LOOK_EVERY = 2000;

export const lockFolder = (estate: string) => `/etc/pve/priv/lock/phoenix-${estate}`;

function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** `old`: by this machine's clock, which may be another one than the owner's. */
function stateOf(owner: Owner | null, now: number): 'held' | 'old' | 'dead' {
  // Not written by Phoenix (it writes such files whole): nothing is known of its age, so it stands.
  if (!owner) return 'held';
  if (isDead(owner)) return 'dead';
  return now - Date.parse(owner.renewed) > STALE_AFTER ? 'old' : 'held';
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function lockedBy(estate: string, owner: Owner | null, now: number): PhoenixError {
  const ago = owner ? durationText(Math.max(0, now - Date.parse(owner.renewed))) : '';
  const who = owner
    ? `by ${owner.owner} on ${owner.host} since ${owner.since} (renewed ${ago} ago)`
    : `by a file in ${lockFolder(estate)} that is not Phoenix's`;
  return new PhoenixError('ESTATE_LOCKED', `the estate ${estate} is locked ${who}`, {
    hint: 'wait for that run; a lock that nobody renews for 2 min is taken over without asking',
  });
}

/**
 * Takes the lock and renews it until it is released.
 * @throws PhoenixError `ESTATE_LOCKED`
 */
export async function takeLock(
  machine: Shared,
  estate: string,
  owner: string,
  given: Partial<LockTiming> = {},
  identity: ProcessIdentity = ownIdentity(),
): Promise<EstateLock> {
  const timing: LockTiming = { ...REAL_TIMING, ...given };
  const queue = queueFor({ machine, folder: lockFolder(estate), owner, timing, identity });
  const until = timing.now() + timing.patience;
  let ticket: Ticket | null = null;
  try {
    for (;;) {
      try {
        const ahead = await queue.ahead(ticket);
        if (ahead !== null) throw awaited(estate, ahead);
        return await takeNow(machine, estate, owner, timing, identity);
      } catch (error) {
        const isBusy = error instanceof PhoenixError && error.code === 'ESTATE_LOCKED';
        if (!isBusy || timing.now() >= until) throw error;
        ticket = await queue.wait(ticket);
        await sleep(Math.min(LOOK_EVERY, timing.renewEvery));
      }
    }
  } finally {
    await queue.leave(ticket);
  }
}

function awaited(estate: string, who: string): PhoenixError {
  return new PhoenixError('ESTATE_LOCKED', `the estate ${estate} is awaited by ${who}, who came first`, {
    hint: 'wait for that run, or wait in its turn with --wait',
  });
}

async function takeNow(
  machine: Shared,
  estate: string,
  owner: string,
  timing: LockTiming,
  identity: ProcessIdentity,
): Promise<EstateLock> {
  const folder = lockFolder(estate);
  const mine = `${folder}/owner-${randomName()}`;
  const since = new Date(timing.now()).toISOString();
  const text = () =>
    JSON.stringify({ owner, since, renewed: new Date(timing.now()).toISOString(), ...identity });
  const others = async () =>
    [...(await machine.read([`${folder}/owner-*`]))].filter(([path]) => path !== mine);
  /** Whether nobody renews it: clocks differ, but whoever is at work writes again before this is over. */
  const isLeft = async (path: string, content: string) => {
    await sleep(timing.renewEvery * 1.5);
    return ((await machine.read([path])).get(path) ?? content) === content;
  };

  await machine.makeFolder(folder);
  for (const [path, content] of await others()) {
    const found = parseOwner(content);
    const state = stateOf(found, timing.now());
    const free = state === 'dead' || (state === 'old' && (await isLeft(path, content)));
    // Of several who see a stale owner, remove() is true for one: the others meet the new owner below.
    if (!free || !(await machine.remove(path))) throw lockedBy(estate, found, timing.now());
  }
  // Writing first and looking then: of two who do so at the same time at least one sees the other, and steps back.
  await machine.write(mine, text());
  const [rival] = await others();
  if (rival) {
    await machine.remove(mine);
    throw lockedBy(estate, parseOwner(rival[1]), timing.now());
  }

  const lost = new AbortController();
  let renewed = timing.now();
  let renewing: Promise<void> = Promise.resolve();
  const renew = async () => {
    try {
      // Not there: somebody took the lock over while this process slept. It must not come back to life.
      if (!(await machine.read([mine])).has(mine)) lost.abort();
      else {
        await machine.write(mine, text());
        renewed = timing.now();
        // Taken over between the two: then this writing brought it back to life, and both may believe that it is theirs.
        if ((await others()).length > 0) {
          lost.abort();
          await machine.remove(mine);
        }
      }
    } catch {
      // The node may come back; when it does not in time, others may own the estate by now.
      if (timing.now() - renewed > STALE_AFTER - timing.renewEvery) lost.abort();
    }
  };
  const timer = setInterval(() => {
    renewing = renewing.then(() => (lost.signal.aborted ? undefined : renew()));
  }, timing.renewEvery);
  timer.unref();
  return {
    lost: lost.signal,
    release: async () => {
      clearInterval(timer);
      await renewing;
      await machine.remove(mine);
      await machine.remove(folder);
    },
  };
}
