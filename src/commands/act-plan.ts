/** `pull_request`: the plan of the merge that GitHub made, as comment, check run, annotations, summary and outputs. */
import type { Estate } from '../config/model.ts';
import { errorsIn, PhoenixError } from '../errors.ts';
import {
  type CheckConclusion,
  estateLabel,
  planCheckName,
  publishCheck,
  SUMMARY_LIMIT,
} from '../github/checks.ts';
import { roomFor, upsertComment } from '../github/comment.ts';
import type { PullRequestEvent } from '../github/event.ts';
import type { CommentMarker } from '../github/marker.ts';
import { annotate, setOutputs } from '../github/outputs.ts';
import { writeSummary } from '../github/summary.ts';
import { kinds } from '../kinds/registry.ts';
import { planFromGit } from '../plan/build.ts';
import type { Plan } from '../plan/plan.ts';
import { annotationsOf } from '../plan/render/annotations.ts';
import type { ShownProof } from '../plan/render/comment/proof.ts';
import { renderComment, renderRefusal, renderSummary } from '../plan/render/markdown.ts';
import type { Where } from '../plan/render/links.ts';
import { headline } from '../plan/render/headline.ts';
import { renderClosed } from '../plan/render/states.ts';
import { checkRules } from '../rules/check/check.ts';
import { boundTo, readProof } from '../proof/exchange.ts';
import { type ActContext, type Before, refuseStrangers, soundBefore, whereOf } from './act-context.ts';
import { planOutputs, sarifOutput } from './act-outputs.ts';

type Body = (limit: number) => string;

interface Showing {
  readonly event: PullRequestEvent;
  readonly estate: string;
  readonly base: string;
  readonly digest: string | null;
  readonly where: Where;
}

function markerOf(context: ActContext, showing: Showing, state: CommentMarker['state']): CommentMarker {
  const { event, estate, base, digest } = showing;
  return {
    v: 1,
    estate: estateLabel(estate, context.inputs.environment),
    pr: event.number,
    head: event.head.sha,
    base,
    digest,
    state,
    run: context.runner.runId,
  };
}

/** Writes the comment; a fork's read-only token is no failure, since the job summary has everything. */
async function comment(
  context: ActContext,
  showing: Showing,
  state: CommentMarker['state'],
  body: Body,
): Promise<void> {
  if (!context.inputs.comment) return;
  const marker = markerOf(context, showing, state);
  const mode = state === 'closed' ? 'edit' : 'create-or-edit';
  const result = await upsertComment(context.client, { marker, body: body(roomFor(marker)), mode });
  if (result.outcome === 'read-only')
    context.say(`No comment: ${result.why}. The plan is in the job summary.`);
  else if (result.outcome !== 'absent') context.say(`Comment ${result.outcome}: ${result.url}`);
}

/** A proof is the word of a job that ran unreviewed code: it casts a doubt, and neither blocks nor clears anything. */
function conclusionOf(plan: Plan, proof: ShownProof | null): CheckConclusion {
  if (plan.items.some((item) => item.effect === 'impossible')) return 'failure';
  return plan.policies.every((verdict) => verdict.ok) && failedIn(proof) === 0 ? 'success' : 'neutral';
}

function failedIn(proof: ShownProof | null): number {
  return proof?.is === 'shown' ? proof.proof.guests.filter(({ is }) => is === 'failed').length : 0;
}

/** What another job of this run has handed over; null: nothing. */
function handedOver(context: ActContext, plan: Plan, base: string): ShownProof | null {
  const { proof: handed } = context.inputs;
  const { estate, env, head } = plan;
  if (handed === '') return null;
  const read = readProof(handed);
  const why = read.is === 'refused' ? read.why : boundTo(read.proof, { estate, env, base, head });
  if (read.is === 'proof' && why === null) return { is: 'shown', proof: read.proof };
  context.say(`The proof is not shown: ${why ?? ''}.`);
  return { is: 'refused', why: why ?? '' };
}

async function check(
  context: ActContext,
  showing: Showing,
  conclusion: CheckConclusion,
  plan: Plan | null,
  body: Body,
  findings: Estate['findings'],
  failed = 0,
): Promise<void> {
  const doubt = failed > 0 ? `; proof failed for ${failed}` : '';
  const result = await publishCheck(context.client, {
    name: planCheckName(showing.estate, context.inputs.environment),
    head: showing.event.head.sha,
    base: showing.event.base.ref,
    conclusion,
    digest: showing.digest,
    title: plan ? `${headline(plan)}${doubt}` : 'The files have errors',
    summary: body(SUMMARY_LIMIT),
    annotations: annotationsOf(plan, findings, context.root),
    detailsUrl: context.runner.runUrl,
  });
  if (result.outcome === 'read-only') context.say(`No check run: ${result.why}`);
}

/** Both sides of the merge; what GitHub could not merge has no plan. */
async function sides(
  context: ActContext,
  event: PullRequestEvent,
): Promise<{ head: Estate; before: Before; baseSha: string }> {
  const { repository } = context;
  const merge = event.mergeSha;
  const head = merge ? await context.estateAt(merge) : null;
  if (!merge || !head) {
    throw new PhoenixError('GIT', `the merge commit of #${event.number} is not there`, {
      hint: 'resolve the conflicts with the base branch; the plan is made of the merged files',
    });
  }
  const parents = (await repository.has(merge)) ? await repository.parents(merge) : [];
  const baseSha = parents[0] ?? event.base.sha;
  return { head, before: await soundBefore(context, baseSha), baseSha };
}

async function refuse(context: ActContext, showing: Showing, head: Estate): Promise<void> {
  const about = { estate: showing.estate, env: context.inputs.environment };
  const body: Body = (limit) => renderRefusal(about, head, showing.where, limit);
  await writeSummary(context.runner.summaryPath, [body(1024 * 1024)]);
  annotate(head.findings, context.root);
  setOutputs(sarifOutput(head, context));
  await comment(context, showing, 'planned', body);
  await check(context, showing, 'failure', null, body, head.findings);
}

/** True when the step succeeds. */
export async function actPlan(context: ActContext): Promise<boolean> {
  const { event, runner } = context;
  if (event.name !== 'pull_request') {
    throw new PhoenixError('USAGE', `a plan is made for a pull request, not for the event "${event.name}"`, {
      hint: 'use `on: pull_request`, or `command: drift` to compare with the nodes',
    });
  }
  if (event.action === 'closed') return closed(context, event);
  const { head: loaded, before, baseSha } = await sides(context, event);
  const prior = before.is === 'sound' ? before.estate : null;
  const head = checkRules(loaded, { base: prior });
  refuseStrangers(context, prior?.settings ?? null);
  const where = whereOf(context, head.tree.revision, baseSha, event.number);
  const about = { event, estate: (prior ?? head).settings.name, base: baseSha, where };
  if (errorsIn(head.findings).length > 0) {
    await refuse(context, { ...about, digest: null }, head);
    return false;
  }
  const { plan } = planFromGit({ kinds, head, base: prior, allowDestroy: context.inputs['allow-destroy'] });
  // What it would do to guests that nobody can name is not in it: it counts as shown to nobody.
  const showing = { ...about, digest: before.is === 'unknown' ? null : plan.digest };
  const proof = handedOver(context, plan, baseSha);
  const body: Body = (limit) => renderComment(plan, where, limit, 'planned', proof);
  await writeSummary(runner.summaryPath, [renderSummary(plan, where, undefined, proof)]);
  annotate(head.findings, context.root);
  setOutputs({ ...planOutputs(plan, runner.tempPath), ...sarifOutput(head, context) });
  await comment(context, showing, 'planned', body);
  const conclusion = conclusionOf(plan, proof);
  await check(context, showing, conclusion, plan, body, head.findings, failedIn(proof));
  return conclusion !== 'failure';
}

/** A pull request that was closed without a merge says so in its comment; a merged one is the push's business. */
async function closed(context: ActContext, event: PullRequestEvent): Promise<boolean> {
  const estate = await context.estateAt(event.base.sha);
  if (event.isMerged || !estate) return true;
  const where = whereOf(context, event.head.sha, event.base.sha, event.number);
  const showing = { event, estate: estate.settings.name, base: event.base.sha, digest: null, where };
  await comment(context, showing, 'closed', () => renderClosed(estate.settings.name, where));
  return true;
}
