/**
 * Runs a graph of steps: starts what the schedule allows, stops when it is told to, and gives up what cannot succeed
 * any more. What a single step does stands in run-step.ts.
 */
import type { Address } from '../config/model.ts';
import type { Step } from '../kinds/step.ts';
import type { Clock } from './clock.ts';
import { estimate } from './estimate.ts';
import { RESTARTS } from './locks.ts';
import type { EventStep, OnEvent } from './progress.ts';
import type { StepOutcome } from './report.ts';
import type { Lack } from './run-guest.ts';
import { type Schedule, schedule } from './schedule.ts';
import type { Ended } from './summarize.ts';

export interface ExecuteInput {
  readonly steps: readonly Step[];
  /** Steps that are given up before anything starts, and why. */
  readonly hopeless: ReadonlyMap<string, string>;
  /** Resources that fail before anything starts. */
  readonly lacking?: ReadonlyMap<Address, Lack>;
  readonly parallel: number;
  readonly clock: Clock;
  /**
   * The user wants to stop, or a reason in words: nothing begins, but what makes a guest run again, or takes it back,
   * still does.
   */
  readonly signal: AbortSignal | undefined;
  /** The estate is not ours any more: nothing begins at all. */
  readonly lost: AbortSignal | undefined;
  readonly onEvent: OnEvent;
  /** Takes secrets out of what a bug says. */
  readonly redact: (text: string) => string;
  /** `stop` ends its waiting and its further tries. */
  readonly run: (step: Step, stop: AbortSignal) => Promise<StepOutcome>;
}

/** A step as events tell of it. */
export const eventStep = ({ id, address, node, title, do: { verb } }: Step): EventStep => ({
  id,
  address,
  node,
  title,
  verb,
});
const namesRestarts = (step: Step) => step.locks.some((lock) => lock.name === RESTARTS);

const stopReason = ({ reason }: AbortSignal) =>
  typeof reason === 'string' ? reason : 'the apply was stopped; the next one goes on';

/** Runs everything that can be run; every step has an end in the result, in the order of their ends. */
export async function execute(input: ExecuteInput): Promise<readonly Ended[]> {
  const { steps, parallel, clock, signal, lost, onEvent } = input;
  const plan: Schedule = schedule(steps, { parallel, estimate });
  const ended: Ended[] = [];
  const why = new Map<string, string>();
  /** Steps whose reason is the title of an earlier one. */
  const titled = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const restarting = new Set<Address>();
  const stop = AbortSignal.any([signal, lost].filter((one) => one !== undefined));
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
  const bugs: unknown[] = [];
  const count = () => ({ ended: ended.length, total: steps.length - plan.spare() });

  const finish = (step: Step, outcome: StepOutcome, start: number) => {
    const { id, address, title } = step;
    ended.push({ step, report: { id, address, title, outcome }, start, end: clock.now() });
    onEvent({ is: 'ended', step: eventStep(step), outcome, count: count() });
  };
  const giveUp = (step: Step, reason: string) => {
    why.set(step.id, reason);
    plan.skip(step.id);
    if (step.rescue && !plan.rescues(step)) return passOn();
    finish(step, { is: 'skipped', why: reason }, clock.now());
    passOn();
  };
  /** What fell with a step that failed or was skipped. */
  const passOn = () => {
    for (const { step, because } of plan.lost()) {
      const isOwn = because.address === step.address;
      // What a title says is clear beside the other steps of its resource only.
      const known = isOwn || !titled.has(because.id) ? why.get(because.id) : undefined;
      const reason =
        known ?? (isOwn ? `"${because.title}" did not succeed` : `${because.address} did not succeed`);
      why.set(step.id, reason);
      if (isOwn && (known === undefined || titled.has(because.id))) titled.add(step.id);
      finish(step, { is: 'skipped', why: reason }, clock.now());
    }
  };
  const giveUpWhere = (hit: (step: Step) => boolean, reason: string) => {
    for (const step of plan.waiting()) {
      // An earlier one of the same list may have taken it along.
      if (hit(step) && !why.has(step.id)) giveUp(step, reason);
    }
  };
  /** A bug must not tear the running steps away from their ends: it is thrown after them. */
  const broken = (error: unknown): StepOutcome => {
    bugs.push(error);
    return { is: 'failed', ms: 0, why: input.redact(`Phoenix failed: ${String(error)}`) };
  };
  const begin = (step: Step) => {
    const start = clock.now();
    if (namesRestarts(step)) restarting.add(step.address);
    onEvent({ is: 'started', step: eventStep(step), count: count() });
    const end = async () => {
      const outcome = await input.run(step, stop).catch(broken);
      finish(step, outcome, start);
      plan.end(step.id, outcome.is === 'done' ? 'done' : 'failed');
      passOn();
      if (outcome.is !== 'done' && namesRestarts(step)) {
        giveUpWhere(
          (other) => namesRestarts(other) && !restarting.has(other.address) && !other.rescue,
          `restarts stopped: ${step.address} did not come through its own`,
        );
      }
    };
    running.set(
      step.id,
      end().finally(() => running.delete(step.id)),
    );
  };

  onEvent({ is: 'planned', steps, parallel });
  for (const [id, reason] of input.hopeless) {
    const step = plan.waiting().find((waiting) => waiting.id === id);
    if (step) giveUp(step, reason);
  }
  for (const step of plan.waiting()) {
    const lack = input.lacking?.get(step.address);
    if (!lack || why.has(step.id)) continue;
    plan.skip(step.id);
    finish(step, { is: 'failed', ms: 0, ...lack }, clock.now());
    passOn();
  }
  let told = false;
  for (;;) {
    if (bugs.length > 0) giveUpWhere(() => true, 'the apply broke off');
    if (stop.aborted) {
      if (!told && running.size > 0) onEvent({ is: 'stopping', running: running.size });
      told = true;
      if (lost?.aborted) giveUpWhere(() => true, 'the lock of the estate was lost');
      // Only a failure is a reason to go back: what is merely not finished is finished by the next apply.
      else giveUpWhere((step) => !step.anyway && !plan.rescues(step), stopReason(stop));
    }
    for (const step of plan.next()) begin(step);
    if (stop.aborted && !told) continue;
    if (running.size === 0) break;
    // Also woken by the signal itself, so that "stopping" is told at once.
    await Promise.race([...running.values(), ...(stop.aborted ? [] : [stopped])]);
  }
  if (bugs.length > 0) throw bugs[0];
  giveUpWhere(() => true, 'it waits for a lock that nobody gives back');
  return ended;
}
