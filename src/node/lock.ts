/**
 * The estate's lock: a folder in /etc/pve/priv/lock, which pmxcfs makes for one node of a cluster only, and in it a file
 * that names the owner and is renewed. pmxcfs drops such a folder after 120 s without renewal, but only an empty one
 * (PVE 9.2): so giving up a stale lock is done here, by removing the one owner file that was seen to be stale.
 */
import { setTimeout as after } from 'node:timers/promises';
import { z } from 'zod';
import { PhoenixError } from '../errors.ts';
import { durationText } from '../config/units.ts';
import type { Shared } from './connections.ts';
import { queueFor, type Ticket } from './lock-queue.ts';
import type { EstateLock, LockWait } from './port.ts';
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
  /** Milliseconds since 1970: what others read. Clocks differ, and jump. */
  readonly now: () => number;
  /** Milliseconds that never jump: what this process measures by itself. */
  readonly elapsed: () => number;
  /** Milliseconds between renewals. */
  readonly renewEvery: number;
  /** Milliseconds without a renewal after which a lock is given up. */
  readonly staleAfter: number;
  /** Milliseconds to wait for whoever has it, behind those who wait already; 0: not at all. */
  readonly patience: number;
}

const REAL_TIMING: LockTiming = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  renewEvery: RENEW_EVERY,
  staleAfter: STALE_AFTER,
  patience: 0,
};

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

/** `old` and `ahead`: by this machine's clock, which may be another one than the owner's. */
function stateOf(owner: Owner | null, { now, staleAfter }: LockTiming): 'held' | 'old' | 'ahead' | 'dead' {
  // Not written by Phoenix (it writes such files whole): nothing is known of its age, so it stands.
  if (!owner) return 'held';
  if (isDead(owner)) return 'dead';
  const age = now() - Date.parse(owner.renewed);
  // Written before a clock was set back, or where one goes ahead: of a dead one it would never get old.
  if (age < -staleAfter) return 'ahead';
  return age > staleAfter ? 'old' : 'held';
}

/** Ends early when the signal is aborted. */
const sleep = (ms: number, signal?: AbortSignal) =>
  after(ms, undefined, signal ? { signal } : {}).catch(() => {});

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
  given: Partial<LockTiming> & LockWait = {},
  identity: ProcessIdentity = ownIdentity(),
): Promise<EstateLock> {
  const { signal, onWait } = given;
  const timing: LockTiming = { ...REAL_TIMING, ...given };
  const queue = queueFor({ machine, folder: lockFolder(estate), owner, timing, identity });
  const until = timing.elapsed() + timing.patience;
  let ticket: Ticket | null = null;
  let told = '';
  try {
    for (;;) {
      try {
        if (signal?.aborted) throw stopped(estate);
        const ahead = await queue.ahead(ticket);
        if (ahead !== null) throw awaited(estate, ahead);
        return await takeNow(machine, estate, owner, timing, identity, signal);
      } catch (error) {
        const isBusy = error instanceof PhoenixError && error.code === 'ESTATE_LOCKED';
        if (!isBusy || timing.elapsed() >= until) throw error;
        // Who has it is told once: when it was renewed changes all the time.
        const who = error.message.replace(/ \(renewed .*\)$/, '');
        if (who !== told) onWait?.(who);
        told = who;
        ticket = await queue.wait(ticket);
        await sleep(Math.min(LOOK_EVERY, timing.renewEvery), signal);
      }
    }
  } finally {
    await queue.leave(ticket);
  }
}

function stopped(estate: string): PhoenixError {
  return new PhoenixError('REFUSED', `stopped while it waited for the lock of the estate ${estate}`, {
    hint: 'nothing was begun; do it again when you like',
  });
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
  signal: AbortSignal | undefined,
): Promise<EstateLock> {
  const { renewEvery, staleAfter } = timing;
  const folder = lockFolder(estate);
  const mine = `${folder}/owner-${randomName()}`;
  const since = new Date(timing.now()).toISOString();
  const text = () =>
    JSON.stringify({ owner, since, renewed: new Date(timing.now()).toISOString(), ...identity });
  const others = async () =>
    [...(await machine.read([`${folder}/owner-*`]))].filter(([path]) => path !== mine);
  /** Whether nobody renews it: clocks differ, but whoever is at work writes again before this is over. */
  const isLeft = async (path: string, content: string, watched: number) => {
    const until = timing.elapsed() + watched;
    for (let left = watched; left > 0; left = until - timing.elapsed()) {
      await sleep(Math.min(left, renewEvery), signal);
      if (signal?.aborted) throw stopped(estate);
      if (((await machine.read([path])).get(path) ?? content) !== content) return false;
    }
    return true;
  };

  await machine.makeFolder(folder);
  for (const [path, content] of await others()) {
    const found = parseOwner(content);
    const state = stateOf(found, timing);
    const free =
      state === 'dead' ||
      (state === 'old' && (await isLeft(path, content, renewEvery * 1.5))) ||
      (state === 'ahead' && (await isLeft(path, content, staleAfter)));
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
  let renewed = { at: timing.now(), elapsed: timing.elapsed() };
  /** By whichever clock more time has gone by: one may have been set, the other stands while the machine sleeps. */
  const unrenewed = () => Math.max(timing.now() - renewed.at, timing.elapsed() - renewed.elapsed);
  let renewing: Promise<void> = Promise.resolve();
  const renew = async () => {
    try {
      // Not there: somebody took the lock over while this process slept. It must not come back to life.
      if (!(await machine.read([mine])).has(mine)) lost.abort();
      else {
        await machine.write(mine, text());
        renewed = { at: timing.now(), elapsed: timing.elapsed() };
        // Taken over between the two: then this writing brought it back to life, and both may believe that it is theirs.
        if ((await others()).length > 0) {
          lost.abort();
          await machine.remove(mine);
        }
      }
    } catch {
      // The node may come back; when it does not in time, others may own the estate by now.
      if (unrenewed() > staleAfter - renewEvery) lost.abort();
    }
  };
  const timer = setInterval(() => {
    renewing = renewing.then(() => (lost.signal.aborted ? undefined : renew()));
  }, renewEvery);
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
