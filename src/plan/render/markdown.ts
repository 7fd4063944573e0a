/**
 * The plan as Markdown: the comment on the pull request and the job summary. Without the marker, which is GitHub's
 * business (src/github/marker.ts); with a limit, which it keeps whatever the plan holds.
 */
import type { Suppressed } from '../../config/model.ts';
import { errorsIn, type Finding } from '../../errors.ts';
import type { Proof } from '../../proof/proof.ts';
import type { Plan } from '../plan.ts';
import {
  type Depth,
  droppedText,
  findingBlocks,
  planBlocks,
  sectionsOf,
  suppressedBlocks,
} from './comment/blocks.ts';
import { footText, revisionText } from './comment/foot.ts';
import { addressCode } from './comment/names.ts';
import { proofColumn, proofText, type ShownProof } from './comment/proof.ts';
import { PROOF_SECTIONS, proofBlocks, proofRowBlock } from './comment/proof-blocks.ts';
import { compose } from './document.ts';
import { groupItems } from './group.ts';
import { type EstateName, estateCode, headline } from './headline.ts';
import { type Where, everything } from './links.ts';
import { proofHeadline } from './proof-words.ts';
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
  const all = plural(plan.unchanged, 'resource');
  if (plan.unchanged === 0) return 'There is nothing yet, and nothing is asked for.';
  return plan.mode === 'live'
    ? `The nodes are what the files say: ${all}, not one difference.`
    : `Merging this changes nothing on the nodes: ${all}, all as they are.`;
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

interface Shape {
  readonly limit: number;
  readonly depth: Depth;
  readonly state: PlanState;
  readonly proof: ShownProof | null;
}

function render(plan: Plan, where: Where, { limit, depth, state, proof }: Shape): string {
  if (plan.items.length === 0 && errorsIn(plan.findings).length > 0) {
    return renderRefusal(plan, plan, where, limit);
  }
  const said = plan.items.length > 0 ? stopsText(plan, groupItems(plan.items), SETTING) : emptyText(plan);
  const column = proofColumn(proof);
  const draft = {
    head: [heading(plan, state), said, ...proofText(proof)],
    blocks: [...planBlocks(plan, where, depth, column), ...proofBlocks(proof)],
    sections: sectionsOf(column, plan.suppressed?.length),
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
  proof: ShownProof | null = null,
): string {
  return render(plan, where, { limit, depth: COMMENT_DEPTH, state, proof });
}

/** The same for the job summary, where there is room for nearly everything. */
export function renderSummary(
  plan: Plan,
  where: Where,
  limit: number = SUMMARY_LIMIT,
  proof: ShownProof | null = null,
): string {
  return render(plan, where, { limit, depth: SUMMARY_DEPTH, state: 'planned', proof });
}

/** A proof alone, for the summary of the job that made it. */
export function renderProofSummary(proof: Proof, where: Where, limit: number = SUMMARY_LIMIT): string {
  const shown: ShownProof = { is: 'shown', proof };
  const title = `### Phoenix proof for ${estateCode(proof)}`;
  const draft = {
    head: [title, `In containers, without secrets: ${proofHeadline(proof)}.`],
    blocks: [...proof.guests.map(proofRowBlock), ...proofBlocks(shown)],
    sections: PROOF_SECTIONS,
    foot: [],
    count: droppedText,
  };
  return compose(draft, where, limit);
}

/** What is found in the files, of a plan or of an estate. */
interface Found {
  readonly findings: readonly Finding[];
  readonly suppressed?: readonly Suppressed[];
}

/** The comment when the files have errors, so that there is no plan. */
export function renderRefusal(
  estate: EstateName,
  { findings, suppressed = [] }: Found,
  where: Where,
  limit: number = COMMENT_LIMIT,
): string {
  const errors = errorsIn(findings).length;
  const draft = {
    head: [
      `### Phoenix has no plan for ${estateCode(estate)}: ${plural(errors, 'error')} in the files`,
      'Nothing was compared and nothing will be applied until the files are right.',
    ],
    blocks: [...findingBlocks(findings, where), ...suppressedBlocks(suppressed, where)],
    sections: sectionsOf(null, suppressed.length),
    foot: ['**Next:** correct the lines and push; the plan appears here.'],
    count: droppedText,
  };
  return compose(draft, where, limit);
}
