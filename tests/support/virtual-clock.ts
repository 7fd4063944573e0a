/**
 * A clock for engines that only wait by it: time jumps to the next sleeper as soon as everybody sleeps. Nothing that
 * takes real time (files, processes) may be waited for meanwhile.
 */
import type { Clock } from '../../src/apply/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function virtualClock(start = Date.UTC(2026, 0, 1)): Clock {
  let now = start;
  let sleepers: Sleeper[] = [];
  let pumping = false;
  const pump = () => {
    pumping = false;
    const next = sleepers.reduce<Sleeper | null>((first, s) => (first && first.at <= s.at ? first : s), null);
    if (!next) return;
    now = Math.max(now, next.at);
    sleepers = sleepers.filter((s) => s !== next);
    next.wake();
    keepPumping();
  };
  // After every microtask: whoever was woken has gone on until the next sleep.
  const keepPumping = () => {
    if (pumping || sleepers.length === 0) return;
    pumping = true;
    setImmediate(pump);
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const sleeper = {
          at: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', end);
            resolve();
          },
        };
        const end = () => {
          sleepers = sleepers.filter((s) => s !== sleeper);
          resolve();
        };
        signal?.addEventListener('abort', end, { once: true });
        sleepers.push(sleeper);
        keepPumping();
      }),
  };
}
