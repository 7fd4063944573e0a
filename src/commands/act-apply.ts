/** `push`: applies the branch at the pushed commit, and turns the comments of its pull requests to applied or failed. */
import { apply } from '../apply/run.ts';
import type { ApplyReport } from '../apply/report.ts';
import type { Address, Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { planCheckName } from '../github/checks.ts';
import { roomFor, upsertComment } from '../github/comment.ts';
import type { PushEvent } from '../github/event.ts';
import type { CommentMarker } from '../github/marker.ts';
import { setOutputs } from '../github/outputs.ts';
import { collectReviewed, type ReviewedCommit } from '../github/pulls.ts';
import { writeSummary } from '../github/summary.ts';
import { kinds } from '../kinds/registry.ts';
import { connect } from '../node/connect.ts';
import type { Cluster } from '../node/port.ts';
import { planFromGit } from '../plan/build.ts';
import { renderApplying, renderResult, renderResultSummary } from '../plan/render/result.ts';
import { type ActContext, refuseStrangers, whereOf } from './act-context.ts';
import { planOutputs } from './act-outputs.ts';
import { historyOf } from './history.ts';
import { estateId, makeLivePlan, type Unshown } from './live-plan.ts';
import { progressLines } from './progress.ts';
import { stopOnSignal } from './stop.ts';
import { sound } from './workspace.ts';

/** A pull request of this push, and what it alone changes: others' merges are never shown as its own. */
interface Part {
  readonly pr: number;
  readonly head: string;
  readonly base: string;
  readonly shown: string | null;
  readonly addresses: ReadonlySet<Address>;
}

async function estateAt(context: ActContext, commit: string): Promise<Estate> {
  const estate = await context.estateAt(commit);
  if (estate) return estate;
  throw new PhoenixError('GIT', `the commit ${commit} is neither in the clone nor known to GitHub`, {
    hint: 'check out with fetch-depth: 0',
  });
}

/** What one pull request changes: the difference that its first-parent commits make. */
async function addressesOf(context: ActContext, commits: readonly string[]): Promise<Set<Address>> {
  const [first, last] = [commits[0], commits.at(-1)];
  if (!first || !last) return new Set();
  const before = (await context.repository.parents(first))[0];
  const base = before ? await context.estateAt(before) : null;
  const { plan } = planFromGit({ kinds, head: await estateAt(context, last), base });
  return new Set(plan.items.map((item) => item.address));
}

async function partsOf(context: ActContext, reviewed: readonly ReviewedCommit[]): Promise<Part[]> {
  const byPull = new Map<number, ReviewedCommit[]>();
  for (const commit of reviewed) {
    if (commit.pr !== null) byPull.set(commit.pr, [...(byPull.get(commit.pr) ?? []), commit]);
  }
  const parts: Part[] = [];
  for (const [pr, commits] of byPull) {
    const first = commits[0];
    if (!first?.head) continue;
    const shas = commits.map((commit) => commit.commit);
    const base = (await context.repository.parents(first.commit))[0] ?? first.commit;
    parts.push({
      pr,
      head: first.head,
      base,
      shown: first.shown,
      addresses: await addressesOf(context, shas),
    });
  }
  return parts;
}

type Body = (limit: number, part: Part) => string;

/** A comment that cannot be written never stops an apply: the summary and the exit code tell the same. */
async function comment(
  context: ActContext,
  estate: Estate,
  parts: readonly Part[],
  state: CommentMarker['state'],
  body: Body,
): Promise<void> {
  if (!context.inputs.comment) return;
  for (const part of parts) {
    const { pr, head, base, shown: digest } = part;
    const run = context.runner.runId;
    const marker: CommentMarker = { v: 1, estate: estate.settings.name, pr, head, base, digest, state, run };
    try {
      const result = await upsertComment(context.client, { marker, body: body(roomFor(marker), part) });
      context.say(`Comment on #${pr}: ${result.outcome}`);
    } catch (error) {
      context.say(`No comment on #${pr}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function only(report: ApplyReport, { addresses }: Part): ApplyReport {
  const resources = report.resources.filter((resource) => addresses.has(resource.address));
  const items = report.plan.items.filter((item) => addresses.has(item.address));
  const ok = resources.every((resource) => resource.outcome !== 'failed' && resource.outcome !== 'skipped');
  return { ...report, resources, plan: { ...report.plan, items }, ok };
}

/** Asks GitHub which commits were shown; without an answer none was: fail closed. */
function unshownBy(context: ActContext, branch: string, checkName: string): Unshown {
  return async (commits) => {
    if (commits.length === 0) return [];
    try {
      const reviewed = await collectReviewed(context.client, commits, { branch, checkName });
      return reviewed
        .filter((commit) => commit.shown === null)
        .map(({ pr, commit }) => (pr === null ? `direct push ${commit.slice(0, 7)}` : `#${pr}`));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      context.say(`GitHub does not say which plans were shown: ${why}`);
      return commits.map((commit) => `${commit.slice(0, 7)} (GitHub did not answer)`);
    }
  };
}

/** The newest commit of the branch; an old run that is started again must not bring back what the branch dropped. */
async function tipOf(context: ActContext, branch: string, after: string): Promise<string> {
  try {
    const { data } = await context.client.octokit.rest.git.getRef({
      ...context.client.repository,
      ref: `heads/${branch}`,
    });
    return data.object.sha;
  } catch (error) {
    context.say(
      `GitHub does not say where ${branch} is: ${error instanceof Error ? error.message : String(error)}`,
    );
    return (await context.repository.remoteTip(branch).catch(() => null)) ?? after;
  }
}

async function reviewsOf(
  context: ActContext,
  event: PushEvent,
  branch: string,
  checkName: string,
): Promise<ReviewedCommit[]> {
  const { before, after } = event;
  if (!after) return [];
  const commits = before
    ? await historyOf(context.workspace, context.beyond)?.commitsBetween(before, after)
    : [after];
  try {
    return await collectReviewed(context.client, commits ?? [after], { branch, checkName });
  } catch (error) {
    context.say(
      `GitHub does not say which pull requests these are: ${error instanceof Error ? error.message : String(error)}`,
    );
    return [];
  }
}

/** True when everything that was to run has run. */
export async function actApply(context: ActContext): Promise<boolean> {
  const { event, inputs, runner } = context;
  if (event.name !== 'push' || !event.after || !event.branch) {
    throw new PhoenixError('USAGE', `an apply answers the push of a branch, not the event "${event.name}"`, {
      hint: 'use `on: push: branches: [main]`; on the host itself run `phoenix apply`',
    });
  }
  const { after, branch } = event;
  const head = sound(await estateAt(context, after));
  refuseStrangers(context, head.settings);
  const parentSha = event.before ?? (await context.repository.parents(after))[0] ?? null;
  const parent = parentSha ? await context.estateAt(parentSha) : null;
  const tipSha = await tipOf(context, branch, after);
  const tip = tipSha === after ? head : await estateAt(context, tipSha);
  const checkName = planCheckName(head.settings.name);
  const reviewed = await reviewsOf(context, event, branch, checkName);
  const parts = await partsOf(context, reviewed);
  const where = whereOf(context, after, parentSha, null);

  const cluster: Cluster = await connect(inputs.node, head.settings);
  const stop = stopOnSignal((signal) => context.say(`${signal}: finishing what runs, starting nothing more`));
  try {
    const owner = `run ${runner.runId} of push ${after.slice(0, 7)}, ${runner.runUrl}`;
    const lock = await cluster.lock(head.settings.name, owner);
    try {
      const history = historyOf(context.workspace, context.beyond);
      const unshown = unshownBy(context, branch, checkName);
      const live = await makeLivePlan({
        kinds,
        head,
        parent,
        tip,
        history,
        cluster,

        confirmed: false,
        unshown,
        allowDestroy: inputs['allow-destroy'],
      });
      setOutputs(planOutputs(live.plan, runner.tempPath));
      if (live.entries.some((entry) => !entry.hold)) {
        await comment(context, head, parts, 'applying', (limit, part) =>
          renderApplying(live.plan, part.addresses, where, limit),
        );
      }
      const report = await apply({
        plan: live.plan,
        entries: live.entries,
        kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
        settings: head.settings,
        cluster,
        snapshot: live.snapshot,
        estate: estateId(head),
        run: `gh-${runner.runId}-${runner.runAttempt}`,
        owner,
        commit: after,
        parallel: inputs.parallel,
        signal: stop.signal,
        onEvent: progressLines(context.say),
        lock,
      });
      await writeSummary(runner.summaryPath, [renderResultSummary(report, where)]);
      await comment(context, head, parts, report.ok ? 'applied' : 'failed', (limit, part) =>
        renderResult(only(report, part), { ...where, pr: part.pr }, limit),
      );
      return report.ok;
    } finally {
      await lock.release();
    }
  } finally {
    stop.done();
    await cluster.close();
  }
}
