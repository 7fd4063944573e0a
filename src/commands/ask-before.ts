/** What an apply asks the guests before it plans: all of their checks, or only about the secrets that it follows. */
import type { Snapshot } from '../node/port.ts';
import type { Policies } from '../config/settings.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import type { AskOptions } from './ask-guests.ts';
import type { LivePlanInput } from './live-plan.ts';

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

/** Somebody has to look. */
export const hasFailedCheck = ({ checks }: Snapshot): boolean =>
  [...(checks?.values() ?? [])].some(({ failed }) => failed);
