/** What went wrong in a scenario, in words: verdicts, and what a second install changed. Pure. */
import type { Outcome, Verdict } from './outcome.ts';

/** At most this many differences are named. */
const MOST_NAMED = 12;

/** Units that come or go by timers of the system are no change of the feature; files are. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const isUnit = (name: string) => !name.startsWith('/');
  const found = [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    if (old === undefined) return isUnit(name) ? [] : [`a second install made ${name}`];
    if (now === undefined) return isUnit(name) ? [] : [`a second install removed ${name}`];
    return [isUnit(name) ? `a second install restarted ${name}` : `a second install changed ${name}`];
  });
  const rest = found.length - MOST_NAMED;
  return rest > 0 ? [...found.slice(0, MOST_NAMED), `… and ${rest} more`] : found;
}

export function told(id: string, verdict: Verdict): string[] {
  switch (verdict.is) {
    case 'failed':
      return [`${id}: ${verdict.what}`, ...verdict.lines];
    case 'drift':
      return [`${id}: its check found a difference right after the install`, ...verdict.lines];
    case 'restart':
      return [`${id}: it asks for a restart again and again`];
    case 'not-run':
      return [`${id}: it was not run`];
    case 'unknown':
      return [`${id}: the run was lost while it was at this feature`];
    case 'installed':
    case 'unchanged':
    case 'differs':
    case 'removed':
      return [`${id}: ${verdict.is}`];
  }
}

export function lost({ run }: Outcome): string[] {
  return run.is === 'lost' || run.is === 'refused' ? [run.why] : [];
}
