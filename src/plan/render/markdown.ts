/**
 * The plan as Markdown: the comment on the pull request and the job summary. Without the marker, which is GitHub's
 * business (src/github/marker.ts); with a limit, which it keeps whatever the plan holds.
 */
import { errorsIn, type Finding } from '../../errors.ts';
import type { Plan } from '../plan.ts';
import { type Depth, SECTIONS, droppedText, findingBlocks, planBlocks } from './comment/blocks.ts';
import { footText, revisionText } from './comment/foot.ts';
import { addressCode } from './comment/names.ts';
import { compose } from './document.ts';
import { groupItems } from './group.ts';
import { type EstateName, estateCode, headline } from './headline.ts';
import { type Where, everything } from './links.ts';
import { type Setting, stopsText } from './stops.ts';
import { plural } from './words.ts';

/** GitHub's own limits: a comment's body (and a check's summary), a step's summary. */
export const COMMENT_LIMIT = 65_535;
export const SUMMARY_LIMIT = 1024 * 1024;

/** A plan's comment lives on while it is applied. */
export type PlanState = 'planned' | 'applying';

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

const SETTING: Setting = { strong: (text) => `**${text}**`, name: addressCode };

function emptyText(plan: Plan): string {
  const guests = plural(plan.unchanged, 'guest');
  if (plan.unchanged === 0) return 'There is no guest yet, and none is asked for.';
  return plan.mode === 'live'
    ? `The nodes are what the files say: ${guests}, not one difference.`
    : `Merging this changes nothing on the nodes: ${guests}, all as they are.`;
}

function heading(plan: Plan, state: PlanState): string {
  const live = plan.mode === 'live' ? ' against the nodes' : '';
  const what = state === 'applying' ? 'is applying to' : 'plan for';
  return `### Phoenix ${what} ${estateCode(plan)}${state === 'planned' ? live : ''}: ${headline(plan)}`;
}

function foot(plan: Plan, where: Where, state: PlanState): string {
  if (plan.items.length === 0) return revisionText(plan, where);
  if (state === 'planned') return footText(plan, where);
  return `**Now:** the apply is at work, see its ${everything(where, 'log')}. ${revisionText(plan, where)}`;
}

function render(plan: Plan, where: Where, limit: number, depth: Depth, state: PlanState): string {
  if (plan.items.length === 0 && errorsIn(plan.findings).length > 0) {
    return renderRefusal(plan, plan.findings, where, limit);
  }
  const said = plan.items.length > 0 ? stopsText(plan, groupItems(plan.items), SETTING) : emptyText(plan);
  const draft = {
    head: [heading(plan, state), said],
    blocks: planBlocks(plan, where, depth),
    sections: SECTIONS,
    foot: [foot(plan, where, state)],
    count: droppedText,
  };
  return compose(draft, where, limit);
}

/** The comment on a pull request, without its marker; `limit` in bytes leaves room for that. */
export function renderComment(
  plan: Plan,
  where: Where,
  limit: number = COMMENT_LIMIT,
  state: PlanState = 'planned',
): string {
  return render(plan, where, limit, COMMENT_DEPTH, state);
}

/** The same for the job summary, where there is room for nearly everything. */
export function renderSummary(plan: Plan, where: Where, limit: number = SUMMARY_LIMIT): string {
  return render(plan, where, limit, SUMMARY_DEPTH, 'planned');
}

/** The comment when the files have errors, so that there is no plan. */
export function renderRefusal(
  estate: EstateName,
  findings: readonly Finding[],
  where: Where,
  limit: number = COMMENT_LIMIT,
): string {
  const errors = errorsIn(findings).length;
  const draft = {
    head: [
      `### Phoenix has no plan for ${estateCode(estate)}: ${plural(errors, 'error')} in the files`,
      'Nothing was compared and nothing will be applied until the files are right.',
    ],
    blocks: findingBlocks(findings, where),
    sections: SECTIONS,
    foot: ['**Next:** correct the lines and push; the plan appears here.'],
    count: droppedText,
  };
  return compose(draft, where, limit);
}
