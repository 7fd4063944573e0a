/**
 * The plan as Markdown: the comment on the pull request and the job summary. Without the marker, which is GitHub's
 * business (src/github/marker.ts); with a limit, which it keeps whatever the plan holds.
 */
import type { Finding } from '../../errors.ts';
import type { Plan } from '../plan.ts';
import { categoryOf, countsText } from './category.ts';
import {
  type Depth,
  type PlanBlock,
  SECTIONS,
  droppedText,
  findingBlocks,
  planBlocks,
} from './comment/blocks.ts';
import { footText, revisionText } from './comment/foot.ts';
import { stopsParagraph } from './comment/stops.ts';
import { clip, code } from './escape.ts';
import { fit, framesOf, sectionText, sizeOf } from './fit.ts';
import { groupItems } from './group.ts';
import { type Where, everything } from './links.ts';
import { number, plural } from './words.ts';

/** GitHub's own limits: a comment's body, a step's summary. */
export const COMMENT_LIMIT = 65_536;
export const SUMMARY_LIMIT = 1024 * 1024;

const COMMENT_DEPTH: Depth = {
  full: { lines: 400, value: 600, guests: 500 },
  short: { lines: 12, value: 160, guests: 20 },
  open: 15,
};
const SUMMARY_DEPTH: Depth = {
  full: { lines: 5000, value: 8000, guests: 20_000 },
  short: { lines: 40, value: 600, guests: 200 },
  open: 200,
};

function estateText(plan: { readonly estate: string; readonly env: string | null }): string {
  const env = plan.env === null ? '' : ` in ${code(clip(plan.env, 60))}`;
  return `${code(clip(plan.estate, 80))}${env}`;
}

function heading(plan: Plan): string {
  const counts = countsText(plan.items.map(categoryOf));
  const rest = plan.unchanged > 0 ? `${number(plan.unchanged)} unchanged` : '';
  const live = plan.mode === 'live' ? ' against the nodes' : '';
  return `### Phoenix plan for ${estateText(plan)}${live}: ${[counts, rest].filter((t) => t !== '').join('; ')}`;
}

function emptyText(plan: Plan): string {
  const guests = plural(plan.unchanged, 'guest');
  if (plan.unchanged === 0) return 'There is no guest yet, and none is asked for.';
  return plan.mode === 'live'
    ? `The nodes are what the files say: ${guests}, not one difference.`
    : `Merging this changes nothing on the nodes: ${guests}, all as they are.`;
}

function shortText(count: string, shortened: number, where: Where): string[] {
  const page = everything(where, 'job summary');
  const dropped = count === '' ? [] : [`**Not shown here:** ${count}. The ${page} has all of it.`];
  const cut = shortened > 0 && count === '' ? [`Some changes are shortened; the ${page} has all of it.`] : [];
  return [...dropped, ...cut];
}

/** Head, the sections that have something to show, and foot, at most `limit` bytes long. */
function compose(
  head: readonly string[],
  blocks: readonly PlanBlock[],
  foot: readonly string[],
  where: Where,
  limit: number,
): string {
  const fixed = [...head, ...foot, ...shortText(droppedText(blocks), 1, where)];
  const spent = fixed.reduce((sum, text) => sum + sizeOf(text) + 2, 0) + framesOf(SECTIONS);
  const { shown, dropped, shortened } = fit(blocks, SECTIONS, limit - spent);
  const parts = SECTIONS.map((section) => sectionText(section, shown)).filter((text) => text !== null);
  const short = shortText(droppedText(dropped), shortened, where);
  return `${[...head, ...short, ...parts, ...foot].join('\n\n')}\n`;
}

function render(plan: Plan, where: Where, limit: number, depth: Depth): string {
  const blocks = planBlocks(plan, where, depth);
  if (plan.items.length > 0) {
    const head = [heading(plan), stopsParagraph(plan, groupItems(plan.items))];
    return compose(head, blocks, [footText(plan, where)], where, limit);
  }
  if (plan.findings.some((finding) => finding.severity === 'error')) {
    return refusal(plan, plan.findings, where, limit);
  }
  const head = [`### Phoenix plan for ${estateText(plan)}: nothing to do`, emptyText(plan)];
  return compose(head, blocks, [revisionText(plan, where)], where, limit);
}

function refusal(
  estate: { readonly estate: string; readonly env: string | null },
  findings: readonly Finding[],
  where: Where,
  limit: number,
): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const head = [
    `### Phoenix has no plan for ${estateText(estate)}: ${plural(errors, 'error')} in the files`,
    'Nothing was compared and nothing will be applied until the files are right.',
  ];
  const next = '**Next:** correct the lines and push; the plan appears here.';
  return compose(head, findingBlocks(findings, where), [next], where, limit);
}

/** The comment on a pull request. `limit` leaves room for the marker. */
export function renderComment(plan: Plan, where: Where, limit: number = COMMENT_LIMIT): string {
  return render(plan, where, limit, COMMENT_DEPTH);
}

/** The same for the job summary, where there is room for nearly everything. */
export function renderSummary(plan: Plan, where: Where, limit: number = SUMMARY_LIMIT): string {
  return render(plan, where, limit, SUMMARY_DEPTH);
}

/** The comment when the files have errors, so that there is no plan. */
export function renderRefusal(
  estate: { readonly estate: string; readonly env: string | null },
  findings: readonly Finding[],
  where: Where,
  limit: number = COMMENT_LIMIT,
): string {
  return refusal(estate, findings, where, limit);
}
