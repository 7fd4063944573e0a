/** Whether a guest has a backup that holds what is about to be lost. Pure. */
import type { Policies } from '../../config/settings.ts';
import { durationInMs } from '../../config/units.ts';

/**
 * @param newest ISO time of its newest backup; undefined: there is none
 * @param retired since when nothing was written to it, as a retired guest is stopped; otherwise now counts
 */
export function isFresh(
  newest: string | undefined,
  { maxAge }: NonNullable<Policies['backup']>,
  now: string,
  retired: string | undefined,
): boolean {
  if (newest === undefined) return false;
  // A damaged marker must not make an old backup a fresh one.
  const since = retired === undefined ? Number.NaN : Date.parse(retired);
  const until = Number.isNaN(since) ? Date.parse(now) : Math.min(since, Date.parse(now));
  return until - Date.parse(newest) <= (durationInMs(maxAge) ?? 0);
}
