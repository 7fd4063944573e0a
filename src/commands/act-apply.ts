/** `push`: applies the branch at the pushed commit, and turns the comments of its pull requests to applied or failed. */
import type { ApplyReport } from '../apply/report.ts';
import type { Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { estateLabel, planCheckName } from '../github/checks.ts';
import { roomFor, upsertComment } from '../github/comment.ts';
import { runNameOf } from '../github/environment.ts';
import type { CommentMarker } from '../github/marker.ts';
import type { ActionInputs } from '../github/inputs.ts';
import { setOutputs } from '../github/outputs.ts';
import { writeSummary } from '../github/summary.ts';
import { inSpan } from '../telemetry/current.ts';
import { kinds } from '../kinds/registry.ts';
import { renderApplying, renderResult, renderResultSummary } from '../plan/render/result.ts';
import { guarded } from '../plan/policy.ts';
import { renderFailure } from '../plan/render/states.ts';
import { checkRules } from '../rules/check/check.ts';
import { masked } from '../secrets/masking.ts';
import type { VaultKeys } from '../secrets/provider.ts';
import {
  type ActContext,
  type Before,
  knownEstate,
  refuseStrangers,
  soundBefore,
  whereOf,
} from './act-context.ts';
import { askBefore, hasFailedCheck, withFailedChecks } from './ask-before.ts';
import { planOutputs, sarifOutput } from './act-outputs.ts';
import { type Part, partsOf, tipOf, unshownBy } from './act-reviews.ts';
import { estateSecrets } from './estate-secrets.ts';
import { historyOf } from './history.ts';
import { isTaken } from './judge-item.ts';
import { makeLivePlan } from './live-plan.ts';
import { applying, comparing } from './measured.ts';
import { leftText, LOOK_AGAIN, onlyOn, type OnNode, waitsForOthers } from './only-on.ts';
import { runApply, type Session, withSession } from './run-apply.ts';
import { showReading } from './shown-reading.ts';
import { stepOutput } from './step-output.ts';
import { sound } from './workspace.ts';

/** Given as inputs, they go before what the environment and files of the runner hold. */
function vaultKeysOf({
  'vault-key': key,
  'vault-passphrase': passphrase,
}: ActionInputs): VaultKeys | undefined {
  return key === '' ? undefined : { key, passphrase };
}

const NONE: OnNode['left'] = new Map();

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
    const label = estateLabel(estate.settings.name, estate.env);
    const marker: CommentMarker = { v: 1, estate: label, pr, head, base, digest, state, run };
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

/**
 * The estate before a push, whose policies still hold for it; null for the first one.
 * @throws PhoenixError `GIT` when it cannot be known: nobody may loosen a policy by hiding what it was
 */
async function parentOf(context: ActContext, sha: string | null): Promise<Estate | null> {
  const before: Before = sha === null ? { is: 'nothing' } : await soundBefore(context, sha);
  switch (before.is) {
    case 'sound':
      return before.estate;
    case 'nothing':
      return null;
    case 'unknown':
      throw new PhoenixError('GIT', `what stood before this push (${sha?.slice(0, 7)}) cannot be read`, {
        hint: 'its policies hold for this push too; run `phoenix apply` on the host instead',
      });
  }
}

/** True when everything that was to run has run. */
export async function actApply(context: ActContext): Promise<boolean> {
  const { event, inputs, runner, say, group, pulse } = context;
  if (event.name !== 'push' || !event.after || !event.branch) {
    throw new PhoenixError('USAGE', `an apply answers the push of a branch, not the event "${event.name}"`, {
      hint: 'use `on: push: branches: [main]`; on the host itself run `phoenix apply`',
    });
  }
  const { after, branch } = event;
  const head = sound(checkRules(await knownEstate(context, after)));
  const parentSha = event.before ?? (await context.repository.parents(after))[0] ?? null;
  const parent = await parentOf(context, parentSha);
  const settings = guarded(head.settings, parent?.settings ?? null);
  refuseStrangers(context, settings);
  const tipSha = await pulse.during('asking GitHub for the branch', () => tipOf(context, branch));
  const tip = tipSha === after ? head : await knownEstate(context, tipSha);
  const reviews = { branch, checkName: planCheckName(head.settings.name, head.env) };
  const parts = await pulse.during('asking GitHub for the pull requests of this push', () =>
    partsOf(context, event.before, after, reviews),
  );
  const where = whereOf(context, after, parentSha, null);
  const owner = `run ${runner.runId} of push ${after.slice(0, 7)}, ${runner.runUrl}`;
  const who = { owner, byRunner: true } as const;
  const run = runNameOf(runner);
  const secret = estateSecrets({ settings, tree: head.tree }, say, vaultKeysOf(inputs));
  const { parallel, wait: patience } = inputs;
  const measured = { command: 'apply', whole: true } as const;
  const options = { head, node: inputs.node, ...who, say, pulse, run, parallel, secret, patience, measured };
  const { policies } = settings;
  let waits = false;
  const work = async (session: Session): Promise<boolean> => {
    const { cluster, signal } = session;
    const asking = await askBefore({ head, cluster, secret, say, signal, policies, checks: false });
    const plan = await comparing(head, { whole: true, checked: false }, () =>
      makeLivePlan({
        kinds,
        head,
        parent,
        tip,
        history: historyOf(context.workspace, context.beyond),
        cluster,
        confirmed: false,
        unshown: unshownBy(context, reviews),
        allowDestroy: inputs['allow-destroy'],
        ...asking,
      }),
    );
    const all = withFailedChecks(plan);
    const { live, left } = inputs.on === null ? { live: all, left: NONE } : onlyOn(all, inputs.on);
    showReading(group, live.snapshot, live.plan, head.tree.root);
    setOutputs({ ...planOutputs(live.plan, runner.tempPath), ...sarifOutput(head, context) });
    if (live.entries.some((entry) => !entry.hold)) {
      await comment(context, head, parts, 'applying', (limit, { addresses }) =>
        renderApplying(live.plan, addresses, where, limit),
      );
    }
    // With debug logging, everything is shown as it comes.
    const listening = context.wanted?.logLevel === 'debug' ? {} : { onEvent: stepOutput({ group, say }) };
    const report = await runApply(session, live, { ...options, ...listening });
    if (left.size > 0) say(leftText(left));
    waits = inputs.on !== null && waitsForOthers(report) && !signal.aborted;
    const ok = report.ok && !live.plan.items.some(isTaken) && !hasFailedCheck(live.snapshot);
    await inSpan('phase', 'report', {}, async () => {
      await writeSummary(runner.summaryPath, [renderResultSummary(report, where)]).catch((error: unknown) => {
        if (!(error instanceof PhoenixError)) throw error;
        // What was done is done: the comment and the exit code tell the same.
        say(`No summary: ${error.message}`);
      });
      await comment(context, head, parts, ok ? 'applied' : 'failed', (limit, part) =>
        renderResult(only(report, part), { ...where, pr: part.pr }, limit),
      );
    });
    return ok;
  };
  try {
    const until = performance.now() + inputs.wait;
    for (;;) {
      const ok = await applying(head, () => withSession(options, work));
      if (!waits || performance.now() >= until) return ok;
      say('What is left needs what other nodes make: it is looked at again.');
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
  } catch (error) {
    if (error instanceof PhoenixError) {
      const { code, hint } = error;
      const told = { message: masked(error.message), ...(hint === undefined ? {} : { hint: masked(hint) }) };
      const failure = { code, ...told, begun: null };
      const name = { estate: head.settings.name, env: head.env };
      await comment(context, head, parts, 'failed', () => renderFailure('apply', name, failure, where));
    }
    throw error;
  }
}
