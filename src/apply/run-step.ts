/**
 * One step from guard to read-back: nothing is started before the journal has it, nothing is believed before it is read
 * back, and a failure leaves nothing poisoned behind where the step knows how to take it back.
 */
import { PhoenixError } from '../errors.ts';
import type { FeatureEvent } from '../features/event.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Cond, Step, Verb } from '../kinds/step.ts';
import { type Attempt, scopesInVerb } from './attempt.ts';
import { checkHealth } from './check-health.ts';
import { BACK_OFF, contentionIn, heldLock } from './contention.ts';
import type { GuestBundle } from './enter-guest.ts';
import { digestIn, guestIn, type Readings, scopesOf } from './memory.ts';
import { isRunning, type RecordContext, recorded, type Running } from './recorded.ts';
import type { StepOutcome } from './report.ts';
import { restartNode } from './restart-node.ts';
import { type GuestVerb, runGuest } from './run-guest.ts';
import { complaint, failure } from './wording.ts';

export interface StepContext extends RecordContext {
  readonly kind: Kind;
  /** Aborted: no further tries, no further waiting. */
  readonly signal: AbortSignal;
  readonly onRetry: (why: string, inMs: number) => void;
  /** Software of the step's resource. */
  readonly compose: (verb: GuestVerb) => Promise<GuestBundle>;
  readonly onProgress: (text: string) => void;
  readonly onFeature: (event: FeatureEvent) => void;
  /** Every reading of the step's scopes, as they come. */
  readonly onReading: (readings: Readings) => void;
}

/** Milliseconds between read-backs of a command that says it worked: some effects show a moment later. */
const SETTLE: readonly number[] = [250, 750];
const POLL = 1000;
const UNDO_TIMEOUT = 60_000;

function changed(before: Readings, after: Readings): boolean {
  return [...after].some(([scope, state]) => {
    const old = before.get(scope);
    return digestIn(old) !== digestIn(state) || guestIn(old)?.running !== guestIn(state)?.running;
  });
}

const isLocked = (readings: Readings) =>
  [...readings.values()].some((state) => {
    const text = guestIn(state)?.file?.text;
    return text !== undefined && heldLock(text) !== null;
  });

/** Runs a step to its end. Only bugs are thrown. */
export async function runStep(step: Step, context: StepContext): Promise<StepOutcome> {
  const began = context.clock.now();
  const ms = () => Math.round(context.clock.now() - began);
  const { redact } = context;
  try {
    if (step.onlyIf && (await isIdle(step, step.onlyIf, context))) {
      return { is: 'done', ms: ms(), note: 'nothing to do' };
    }
    switch (step.do.verb) {
      case 'wait':
        return await waitFor(step, step.do, context, ms);
      case 'guest': {
        const start = await guarded(step, context, ms);
        if ('outcome' in start) return start.outcome;
        return await runGuest(step, step.do, { ...context, look: (one) => look(one, context) }, ms);
      }
      case 'health':
        return await checkHealth(step, step.do, context, ms);
      case 'reach':
        return await reachNode(step.do, context, ms);
      case 'restart': {
        const start = await guarded(step, context, ms);
        return 'outcome' in start ? start.outcome : await restartNode(step, step.do, context, ms);
      }
      case 'run':
      case 'raw':
      case 'write':
        return await runVerb(step, step.do, context, ms);
    }
  } catch (error) {
    // The node does not answer, or a value is not known any more: nothing was started, or the attempt said so itself.
    if (!(error instanceof PhoenixError)) throw error;
    const hint = error.hint === undefined ? {} : { hint: redact(error.hint) };
    return { is: 'failed', ms: ms(), why: redact(error.message), ...hint };
  }
}

async function look(step: Step, context: StepContext): Promise<Readings> {
  const scopes = [...scopesOf(step), ...scopesInVerb(step.do)];
  const readings = await context.memory.read(scopes, step.node, context.kind);
  context.onReading(readings);
  return readings;
}

async function isIdle(step: Step, cond: Cond, context: StepContext): Promise<boolean> {
  const { memory, kind } = context;
  return memory.broken([cond], await look(step, context), kind).length > 0;
}

function stale(broken: readonly string[], ms: number, redact: (text: string) => string): StepOutcome {
  return {
    is: 'failed',
    ms,
    why: redact(`not as it was planned: ${broken.join('; ')}`),
    hint: 'apply again: the plan is then made from what is there now',
  };
}

/** The reading from which the step starts, or its outcome when it does not start at all. */
async function guarded(
  step: Step,
  context: StepContext,
  ms: () => number,
): Promise<{ readonly readings: Readings } | { readonly outcome: StepOutcome }> {
  const { memory, kind, clock, signal, redact } = context;
  for (let tries = 0; ; tries++) {
    const readings = await look(step, context);
    const broken = memory.broken(step.guard, readings, kind);
    if (broken.length === 0) return { readings };
    const edited = memory.broken(
      step.guard.filter(({ check }) => check.is === 'digest'),
      readings,
      kind,
    );
    // Nobody edited the guest, and it is as this step would leave it: a start of a guest that runs by now.
    const reached = step.verify.length > 0 && memory.broken(step.verify, readings, kind).length === 0;
    if (reached && edited.length === 0)
      return { outcome: { is: 'done', ms: ms(), note: 'it was so already' } };
    const pause = BACK_OFF[tries];
    const hopeful = step.retry === 'contention' && edited.length === 0 && isLocked(readings);
    if (!hopeful || pause === undefined || signal.aborted) return { outcome: stale(broken, ms(), redact) };
    context.onRetry(redact(broken.join('; ')), pause);
    await clock.sleep(pause, signal);
  }
}

interface ReadBack {
  readonly readings: Readings;
  /** What is not as it should be; empty when the step has its effect. */
  readonly broken: readonly string[];
}

/** Reads back until the effect shows, or does not. */
async function readBack(step: Step, exit: number | null, context: StepContext): Promise<ReadBack> {
  const { memory, kind, clock, signal } = context;
  const until = clock.now() + (step.patience ?? 0);
  for (let tries = 0; ; tries++) {
    const readings = await look(step, context);
    const broken = memory.broken(step.verify, readings, kind);
    const pause = SETTLE[tries] ?? (clock.now() < until && !signal.aborted ? POLL : undefined);
    if (broken.length === 0 || exit !== 0 || pause === undefined) return { readings, broken };
    await clock.sleep(pause, tries < SETTLE.length ? undefined : signal);
  }
}

/** Takes back what a failed step left; what became of that, in words. */
async function undo(step: Step, after: Readings, context: StepContext): Promise<string[]> {
  const verb = step.undo;
  if (!verb || !isRunning(verb)) return [];
  const request = { id: `${step.id}:undo`, verb, timeout: UNDO_TIMEOUT };
  try {
    const { result, close } = await recorded(step, request, after, context);
    context.memory.learn(await look(step, context));
    await close(result.exit === 0);
    if (result.exit === 0) return ['what it had left behind was taken back'];
    const why = result.stderr.trim().split('\n')[0] ?? '';
    return [`taking back what it had left behind failed too: ${why || `exit ${result.exit}`}`];
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return [`taking back what it had left behind failed too: ${error.message}`];
  }
}

/**
 * A command that was killed has not done all that it does, even where everything that is looked for is there: a `pct
 * create` writes the conf file before the keys of the guest are made (PVE 9.2).
 */
function cameToAnEnd({ exit, timedOut }: Attempt): boolean {
  return exit !== null && exit >= 0 && !timedOut;
}

/** The lock that was in the way of a command, when the step may try again after that. */
function contention(step: Step, result: Attempt): string | null {
  if (result.exit === 0 || step.retry !== 'contention') return null;
  return contentionIn(`${result.stderr}\n${result.stdout}`);
}

async function runVerb(
  step: Step,
  verb: Running,
  context: StepContext,
  ms: () => number,
): Promise<StepOutcome> {
  const { clock, memory, signal, redact } = context;
  for (let tries = 0; ; tries++) {
    const start = await guarded(step, context, ms);
    if ('outcome' in start) return start.outcome;
    const request = { id: step.id, verb, timeout: step.timeout };
    const { result, close } = await recorded(step, request, start.readings, context);
    let back: ReadBack;
    try {
      back = await readBack(step, result.exit, context);
    } catch (error) {
      if (!(error instanceof PhoenixError)) throw error;
      await close(false);
      const broken = [`it cannot be read back: ${error.message}`];
      return failure({ step, ms: ms(), attempt: result, broken, notes: [], redact });
    }
    const { readings, broken } = back;
    const proven = cameToAnEnd(result) && (step.verify.length > 0 ? broken.length === 0 : result.exit === 0);
    const left = changed(start.readings, readings) || (step.unseen === true && !result.refused);
    await close(proven || !left);
    const lock = proven ? null : contention(step, result);
    const pause = BACK_OFF[tries];
    if (lock !== null && pause !== undefined && !signal.aborted) {
      context.onRetry(redact(lock), pause);
      await clock.sleep(pause, signal);
      continue;
    }
    // Not our write: what is read then is not ours to build on.
    if (lock === null && !result.refused) memory.learn(readings);
    if (proven) {
      const note = complaint(result);
      return { is: 'done', ms: ms(), ...(note === undefined ? {} : { note: redact(note) }) };
    }
    // Killed, but all that was looked for is there: the next plan sees it, and taking it back would only undo it by half.
    const reached = step.verify.length > 0 && broken.length === 0;
    const notes = result.refused || reached ? [] : await undo(step, readings, context);
    return failure({ step, ms: ms(), attempt: result, broken, notes, redact });
  }
}

async function waitFor(
  step: Step,
  { cond, within }: Extract<Verb, { verb: 'wait' }>,
  context: StepContext,
  ms: () => number,
): Promise<StepOutcome> {
  const { memory, kind, clock, signal, redact } = context;
  for (;;) {
    const readings = await look(step, context);
    const broken = memory.broken([cond, ...step.verify], readings, kind);
    if (broken.length === 0) return { is: 'done', ms: ms() };
    if (signal.aborted) return { is: 'failed', ms: ms(), why: redact(`stopped while waiting: ${broken[0]}`) };
    if (ms() >= within) return { is: 'failed', ms: ms(), why: redact(broken.join('; ')) };
    await clock.sleep(Math.min(POLL, within), signal);
  }
}

/** Tries until a fresh connection comes about, or the patience is over. Nothing is changed by it. */
async function reachNode(
  { node, within, settle = 0 }: Extract<Verb, { verb: 'reach' }>,
  { cluster, clock, signal, redact }: StepContext,
  ms: () => number,
): Promise<StepOutcome> {
  if (settle > 0) await clock.sleep(settle, signal);
  const start = ms();
  for (;;) {
    const left = within - (ms() - start);
    const answer = await cluster.node(node).reach(Math.max(left, POLL));
    if (answer === true) return { is: 'done', ms: ms() };
    if (signal.aborted || within - (ms() - start) <= POLL) {
      return { is: 'failed', ms: ms(), why: redact(`${node} cannot be reached: ${answer}`) };
    }
    await clock.sleep(POLL, signal);
  }
}
