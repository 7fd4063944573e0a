/** What an apply asks the guests before it plans: all of their checks, or only about the secrets that it follows. */
import type { ApplyEntry } from '../apply/apply.ts';
import type { Policies } from '../config/settings.ts';
import { uncheckedNotes } from '../kinds/guest/software-checks.ts';
import type { Snapshot } from '../node/port.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import type { AskOptions } from './ask-guests.ts';
import type { LivePlan, LivePlanInput } from './live-plan.ts';

export interface BeforeApply extends AskOptions {
  /** An apply may read secrets: what checks compare with them is checked too. */
  readonly secret: ReadSecret;
  /** As they hold for this change. */
  readonly policies: Policies;
  /** Somebody asked for the checks. */
  readonly checks: boolean;
}

export async function askBefore({
  policies,
  checks,
  ...options
}: BeforeApply): Promise<Pick<LivePlanInput, 'check'>> {
  const follow = policies.secrets === 'follow';
  if (!checks && !follow) return {};
  const { checkGuests, compareSecrets } = await import('./check-guests.ts');
  const check: LivePlanInput['check'] = (snapshot) =>
    checks ? checkGuests({ ...options, follow }, snapshot) : compareSecrets(options, snapshot);
  return { check };
}

/** What could not be found out is told with what is done of a guest, or holds one of which nothing is done. */
export function withFailedChecks(live: LivePlan): LivePlan {
  const { entries, snapshot } = live;
  const failed = new Map([...(snapshot.checks ?? [])].filter(([, check]) => check.failed));
  const told = entries.map((entry): ApplyEntry => {
    const check = failed.get(Number(entry.item.id.replace('vmid:', '')));
    const why = uncheckedNotes(check).join('; ');
    if (why === '') return entry;
    return entry.hold?.is === 'unchanged'
      ? { ...entry, hold: { is: 'held', why } }
      : { ...entry, unknown: why };
  });
  return { ...live, entries: told };
}

/** Somebody has to look. */
export const hasFailedCheck = ({ checks }: Snapshot): boolean =>
  [...(checks?.values() ?? [])].some(({ failed }) => failed);
