/** The comment and the job summary of an apply: while it works, and when it has ended. */
import type { ApplyReport } from '../../apply/report.ts';
import type { Address } from '../../config/model.ts';
import { durationText } from '../../config/units.ts';
import type { Plan } from '../plan.ts';
import { revisionText } from './comment/foot.ts';
import { compose } from './document.ts';
import { code } from './escape.ts';
import type { Block, Section } from './fit.ts';
import { estateCode } from './headline.ts';
import { type Where, everything } from './links.ts';
import { COMMENT_LIMIT, SUMMARY_LIMIT, renderComment } from './markdown.ts';
import { type Ended, RESULT_HEAD, endedAlike, resultRow } from './outcome/rows.ts';
import { OUTCOMES, type Outcome, leftText, needsText, ofOutcome, progressOf } from './outcome/standing.ts';
import { stepsText, whyText } from './outcome/why.ts';
import { number, plural } from './words.ts';

type Slot = 'row' | 'why' | 'steps';

interface What {
  readonly outcome: Outcome;
  readonly guests: number;
}

const SECTIONS: readonly Section<Slot>[] = [
  { slot: 'row', open: RESULT_HEAD, between: '\n', close: '' },
  { slot: 'why', open: '', between: '\n\n', close: '' },
  { slot: 'steps', open: '', between: '\n\n', close: '' },
];

interface Depth {
  readonly guests: number;
  readonly steps: number;
  /** Steps of what went well are for the job summary. */
  readonly allSteps: boolean;
}

const IN_COMMENT: Depth = { guests: 8, steps: 40, allSteps: false };
const IN_SUMMARY: Depth = { guests: 200, steps: 1000, allSteps: true };

function blockOf(ended: Ended, depth: Depth): Block<Slot, What> {
  const [first] = ended.resources;
  const outcome = first?.outcome ?? 'unchanged';
  const row = resultRow(ended, depth.guests);
  const what = { outcome, guests: ended.resources.length };
  const rank = OUTCOMES.indexOf(outcome);
  const poor = () => ({ row: resultRow(ended, 3) });
  const steps = () => {
    const lists = ended.resources.map((one) => stepsText(one, depth.steps, outcome === 'failed'));
    return lists.filter((text) => text !== null).join('\n\n');
  };
  const withSteps = <T extends object>(pieces: T) => {
    const text = depth.allSteps || outcome === 'failed' ? steps() : '';
    return text === '' ? pieces : { ...pieces, steps: text };
  };
  if (first && outcome === 'failed') {
    const forms = [
      () => withSteps({ row, why: whyText(first, true) }),
      () => ({ row, why: whyText(first, true) }),
      () => ({ row, why: whyText(first, false) }),
      poor,
    ];
    return { rank, what, forms };
  }
  return { rank, what, forms: [() => withSteps({ row }), () => ({ row }), poor] };
}

const DROPPED: Readonly<Record<Outcome, string>> = {
  failed: 'failed',
  skipped: 'not begun',
  held: 'on hold',
  drift: 'drifted',
  applied: 'applied',
  unchanged: 'unchanged',
};

function droppedText(dropped: readonly { readonly what: What }[]): string {
  const count = (outcome: Outcome) =>
    dropped.reduce((sum, { what }) => sum + (what.outcome === outcome ? what.guests : 0), 0);
  return OUTCOMES.filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${number(count(outcome))} ${DROPPED[outcome]}`)
    .join(', ');
}

function heading(report: ApplyReport): string {
  const { done, all } = progressOf(report);
  const on = estateCode({ estate: report.estate, env: report.plan.env });
  const left = leftText(report);
  const waits = left === '' ? '' : `; ${left}`;
  if (all === 0) return `### Phoenix had nothing to do on ${on}${waits}`;
  const what =
    done === all
      ? `applied ${all === 1 ? 'the change' : `all ${number(all)}`}`
      : `applied ${number(done)} of ${number(all)}`;
  return `### Phoenix ${what} to ${on} in ${durationText(report.ms)}${waits}`;
}

/** What the reader must know before the table. */
function said(report: ApplyReport): string[] {
  const skipped = ofOutcome(report, 'skipped').length;
  const { all } = progressOf(report);
  if (all === 0)
    return leftText(report) === '' ? ['The nodes are what the files say.'] : ['Nothing was changed.'];
  const texts = [
    needsText(report),
    ofOutcome(report, 'failed').length > 0 ? 'What does not depend on it went on.' : '',
    skipped > 0 ? `${plural(skipped, 'resource was', 'resources were')} not begun.` : '',
  ].filter((text) => text !== '');
  return texts.length > 0 ? [texts.join(' ')] : [];
}

function next(report: ApplyReport): string | null {
  const failed = ofOutcome(report, 'failed').length;
  const skipped = ofOutcome(report, 'skipped').length;
  if (failed > 0) {
    return '**Next:** remove the cause, then *Re-run failed jobs*, or merge a fix: only what is missing runs. What was reviewed here needs no new approval.';
  }
  if (skipped > 0) return '**Next:** *Re-run failed jobs*: it goes on where this one stopped.';
  return null;
}

function foot(report: ApplyReport, where: Where): string {
  const log = where.run === null ? '' : ` ${everything(where, 'Log')}`;
  // By this name it is found in the journals of the nodes and in logs.
  const parts = [next(report), `${revisionText(report.plan, where)}${log} Run ${code(report.run)}.`];
  return parts.filter((part) => part !== null).join(' ');
}

function render(report: ApplyReport, where: Where, limit: number, depth: Depth): string {
  const draft = {
    head: [heading(report), ...said(report)],
    blocks: endedAlike(report).map((ended) => blockOf(ended, depth)),
    sections: SECTIONS,
    foot: [foot(report, where)],
    count: droppedText,
  };
  return compose(draft, where, limit);
}

/** The comment after an apply, without its marker. */
export function renderResult(report: ApplyReport, where: Where, limit: number = COMMENT_LIMIT): string {
  return render(report, where, limit, IN_COMMENT);
}

/** The job summary after an apply: with every step. */
export function renderResultSummary(
  report: ApplyReport,
  where: Where,
  limit: number = SUMMARY_LIMIT,
): string {
  return render(report, where, limit, IN_SUMMARY);
}

/** The comment while the apply works: the plan of these addresses, which are what one pull request changes. */
export function renderApplying(
  plan: Plan,
  addresses: ReadonlySet<Address>,
  where: Where,
  limit: number = COMMENT_LIMIT,
): string {
  const items = plan.items.filter((item) => addresses.has(item.address));
  const unchanged = items.length === plan.items.length ? plan.unchanged : 0;
  return renderComment({ ...plan, items, unchanged }, where, limit, 'applying');
}
