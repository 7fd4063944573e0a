/** The comment in the states in which it shows no plan: a close, a failure before the work. */
import type { ErrorCode } from '../../errors.ts';
import { clip, fence, prose, words } from './escape.ts';
import { type EstateName, estateCode } from './headline.ts';
import { type Where, everything } from './links.ts';

function paragraphs(...texts: readonly string[]): string {
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** The pull request was closed and not merged. */
export function renderClosed(estate: string, where: Where): string {
  return paragraphs(
    `### Phoenix applied nothing of this to ${estateCode({ estate, env: null })}`,
    'The pull request was closed without a merge: the nodes are as they were. Reopening it makes a new plan.',
    where.run === null ? '' : `See the ${everything(where, 'run')}.`,
  );
}

/** What went wrong before or beside the work. */
export interface Failure {
  readonly code: ErrorCode | 'BUG';
  readonly message: string;
  readonly hint?: string;
  /** Whether a step had begun: null when nobody can tell. */
  readonly begun: boolean | null;
}

function stateOf(begun: boolean | null): string {
  if (begun === null)
    return 'What was begun is in the journal on the node; the next apply goes on from there.';
  return begun ? 'What was done stays done; the next apply goes on from there.' : 'Nothing was changed.';
}

/** A plan or an apply that could not be made at all. */
export function renderFailure(
  verb: 'plan' | 'apply',
  estate: EstateName,
  failure: Failure,
  where: Where,
): string {
  const did = verb === 'plan' ? 'could not plan' : 'could not apply to';
  const hint = failure.hint === undefined ? '' : `**Do:** ${prose(clip(failure.hint, 1000))}`;
  return paragraphs(
    `### Phoenix ${did} ${estateCode(estate)}: ${words(failure.code)}`,
    fence(
      failure.message
        .split('\n')
        .slice(0, 40)
        .map((line) => clip(line, 400))
        .join('\n'),
    ),
    hint,
    `${verb === 'apply' ? `${stateOf(failure.begun)} ` : ''}See the ${everything(where, 'log')}, and re-run the job when the cause is gone.`,
  );
}
