/**
 * Features in a guest: composes what is brought in, sends it through one exec, follows what the run tells, and restarts
 * the guest where an install asks for it. What the events mean stands in src/features/outcome.ts.
 */
import { durationText } from '../config/units.ts';
import type { Resource } from '../config/model.ts';
import { type FeatureEvent, whoseOf } from '../features/event.ts';
import type { AskedFor, Outcome, Verdict } from '../features/outcome.ts';
import { type Masks, masksOf } from '../features/redact.ts';
import { visible } from '../features/visible.ts';
import type { Step, Verb } from '../kinds/step.ts';
import type { RunResult } from '../node/port.ts';
import { enterGuest, type GuestBundle } from './enter-guest.ts';
import { type Memory, type Readings } from './memory.ts';
import { rebootGuest } from './reboot-guest.ts';
import { journalOf, noted, type RecordContext } from './recorded.ts';
import type { FeatureReport, StepOutcome } from './report.ts';

export type GuestVerb = Extract<Verb, { verb: 'guest' }>;
export type HealthVerb = Extract<Verb, { verb: 'health' }>;

/** Composes it; secrets are read now. @throws PhoenixError where one is not there */
export type ComposeGuest = (want: Resource | null, verb: GuestVerb) => Promise<GuestBundle>;

/** What is missing to compose it, or to ask for it, such as a secret, and what to do; null when nothing is. */
export type Lacks = (want: Resource, verb: GuestVerb | HealthVerb) => Promise<Lack | null>;

export interface Lack {
  readonly why: string;
  readonly hint?: string;
}

export interface GuestContext extends RecordContext {
  readonly memory: Memory;
  readonly compose: (verb: GuestVerb) => Promise<GuestBundle>;
  readonly onProgress: (text: string) => void;
  /** Everything that the run tells; secrets that this guest was not given may still be in it. */
  readonly onFeature: (event: FeatureEvent) => void;
  readonly look: (step: Step) => Promise<Readings>;
}

/** Restarts of one guest for its features in one apply. */
const MOST_RESTARTS = 3;

interface Ended {
  readonly outcome: Outcome;
  readonly result: RunResult;
  readonly masks: Masks;
}

export async function runGuest(
  step: Step,
  verb: GuestVerb,
  context: GuestContext,
  ms: () => number,
): Promise<StepOutcome> {
  const seen = new Map<string, FeatureReport>();
  let rebootMs = 0;
  const down = () => (rebootMs > 0 ? { rebootMs } : {});
  for (let restarts = 0; ; restarts += 1) {
    const ended = await runOnce(step, verb, context);
    for (const one of ended.outcome.features) remember(one, seen);
    const features = [...seen.values()];
    // No exec writes a conf file: what has changed there by now is somebody else's.
    await context.look(step);
    if (ended.outcome.run.is !== 'restart') {
      return { ...outcomeIn(ended, features, ms(), context.redact), ...down() };
    }
    const who = features.find(({ is }) => is === 'restart')?.id ?? 'a feature';
    if (verb.transport === 'host') return nodeWants(who, verb, features, ms());
    if (!verb.restart || restarts === MOST_RESTARTS) {
      const why = verb.restart
        ? `${who} asked for a restart again, after ${MOST_RESTARTS} of them`
        : `${who} wants the guest restarted, and nobody restarts it in this apply`;
      return { is: 'failed', ms: ms(), why, hint: 'restart the guest and apply again', features, ...down() };
    }
    context.onProgress(`${who} wants the guest restarted`);
    const began = ms();
    const why = await rebootGuest(step, verb, context);
    // A restart that took no time that could be told was one all the same.
    rebootMs += Math.max(1, ms() - began);
    context.memory.learn(await context.look(step));
    if (why !== null) return { is: 'failed', ms: ms(), why, features, ...down() };
  }
}

/** No apply restarts a node. What was installed stays where that may wait for somebody, and is no success where not. */
function nodeWants(
  who: string,
  { restart }: GuestVerb,
  features: readonly FeatureReport[],
  ms: number,
): StepOutcome {
  const why = `${who} wants the node restarted`;
  if (restart) return { is: 'done', ms, note: why, features };
  return { is: 'failed', ms, why: `${why}, and its file says "reboot": "never"`, features };
}

const asked = ({ install, remove }: GuestVerb): AskedFor[] => [
  ...remove.map((id): AskedFor => ({ do: 'remove', id })),
  ...install.map((id): AskedFor => ({ do: 'install', id })),
];

async function runOnce(step: Step, verb: GuestVerb, context: GuestContext): Promise<Ended> {
  const bundle = await context.compose(verb);
  const write = journalOf(step, step.id, context);
  const node = context.cluster.node(step.node);
  const words = asked(verb).map((one) => `${one.do} ${one.id}`);
  await write('begin', { argv: ['features', String(verb.vmid), ...words] });
  const { outcome, result } = await enterGuest({
    node,
    vmid: verb.vmid,
    ...(verb.transport && { transport: verb.transport }),
    bundle,
    asked: asked(verb),
    timeout: step.timeout,
    onEvent: (event) => tell(event, context),
    clock: context.clock,
  });
  for (const { id, verdict } of outcome.features) {
    const lines = 'lines' in verdict ? verdict.lines : [];
    const message = [`${id}: ${textOf(verdict)}`, ...lines].join('\n');
    await noted(write('note', { message: context.redact(message) }));
  }
  const { is } = outcome.run;
  await noted(write(is === 'lost' ? 'note' : 'end', { exit: result.exit, message: `features: ${is}` }));
  return { outcome, result, masks: masksOf(bundle.secrets) };
}

function tell(event: FeatureEvent, { onLine, onProgress, onFeature, redact }: GuestContext): void {
  onFeature(event);
  switch (event.event) {
    case 'begin':
      if (event.script !== null && event.script !== 'check')
        onProgress(`${whoseOf(event.feature)}: ${event.script}`);
      return;
    case 'progress':
      return onProgress(redact(`${whoseOf(event.feature)}: ${event.text}`));
    case 'line':
      return onLine(redact(`${whoseOf(event.feature)} ${event.script}: ${event.text}`));
    case 'noise':
      return onLine(redact(event.text));
    case 'fact':
    case 'end':
    case 'restart':
    case 'removed':
    case 'refused':
    case 'done':
  }
}

/** In a later round, what an earlier one has installed is unchanged. */
function remember(one: Outcome['features'][number], seen: Map<string, FeatureReport>): void {
  const before = seen.get(one.id);
  const stays = before !== undefined && before.is !== 'restart' && one.verdict.is === 'unchanged';
  const ms = (before?.ms ?? 0) + one.ms;
  seen.set(
    one.id,
    stays ? { ...before, ms } : { id: one.id, is: one.verdict.is, text: textOf(one.verdict), ms },
  );
}

function textOf(verdict: Verdict): string {
  switch (verdict.is) {
    case 'installed':
      return 'installed';
    case 'unchanged':
      return 'as it shall be';
    case 'drift':
      return verdict.corrected ? 'had drifted, and was put right' : 'has drifted';
    case 'differs':
      return 'another version or other options are installed';
    case 'removed':
      return verdict.undone
        ? 'removed'
        : 'forgotten: nothing was kept that could undo it, so that only a guest made anew is without it';
    case 'restart':
      return 'wants the guest restarted';
    case 'failed':
      return verdict.what;
    case 'not-run':
      return 'not run';
    case 'unknown':
      return 'was under way when the run was lost';
  }
}

/** The last lines that say why. */
function linesOf({ outcome }: Ended): string[] {
  return outcome.features.flatMap(({ verdict }) => ('lines' in verdict ? verdict.lines : []));
}

/** What a run that went well says of each feature: a guest that leaves one out has not done what it was asked. */
const WELL: readonly Verdict['is'][] = ['installed', 'unchanged', 'drift', 'removed'];

/** @param redact for secrets that this guest was not given, and may have all the same */
function outcomeIn(
  ended: Ended,
  features: readonly FeatureReport[],
  ms: number,
  redact: GuestContext['redact'],
): StepOutcome {
  const { outcome, result, masks } = ended;
  const { run } = outcome;
  const unwell = features.find(({ is }) => !WELL.includes(is));
  if (run.is === 'ended' && !unwell) {
    const told = features.filter(
      ({ is, text }) => is === 'drift' || (is === 'removed' && text !== 'removed'),
    );
    const note = told.map(({ id, text }) => `${id} ${text}`).join('; ');
    return { is: 'done', ms, features, ...(note !== '' && { note }) };
  }
  const failed =
    features.find(({ is }) => is === 'failed') ??
    features.find(({ is }) => is === 'unknown') ??
    (run.is === 'ended' ? unwell : undefined);
  const why =
    run.is === 'refused' || run.is === 'lost' || !failed
      ? whyOf(run, result)
      : `${failed.id}: ${failed.text}`;
  const said = result.stderr
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .slice(-10)
    .map((line) => visible(line, masks));
  const lines = [...linesOf(ended), ...said];
  const hint = 'what was done stays; apply again when the cause is mended';
  const output = lines.length > 0 && { output: redact(lines.join('\n')) };
  return { is: 'failed', ms, why: redact(why), hint, features, ...output };
}

function whyOf(run: Outcome['run'], { timedOut, ms }: RunResult): string {
  if (timedOut) return `the features did not end within ${durationText(ms)} and were stopped`;
  return 'why' in run ? run.why : 'the features did not come to an end';
}
