/** What a run came to: a verdict for each feature, from the events and from how the exec ended. Pure. */
import type { FeatureEvent, ScriptName } from './event.ts';

/** What was asked for, in order: the tasks of the bundle. */
export interface AskedFor {
  readonly do: 'install' | 'check' | 'remove';
  readonly id: string;
}

interface Failure {
  /** Null: no script of it failed, but what is around it. */
  readonly script: ScriptName | null;
  /** What happened, such as `install ended with exit code 3`. */
  readonly what: string;
  /** The last lines of output. */
  readonly lines: readonly string[];
}

export type Verdict =
  | { readonly is: 'installed' }
  /** As it shall be: nothing ran but its check. */
  | { readonly is: 'unchanged' }
  /** Its check found a difference. Put right when it was to be installed, left when it was only to be checked. */
  | { readonly is: 'drift'; readonly corrected: boolean; readonly lines: readonly string[] }
  /** Checked only: another version or other options are installed; or nothing but these secrets have other values. */
  | { readonly is: 'differs'; readonly secrets?: readonly string[] }
  /** `undone` is false when nothing was kept that could undo it. */
  | { readonly is: 'removed'; readonly undone: boolean }
  /** It wants the guest restarted, and to run again. */
  | { readonly is: 'restart' }
  | ({ readonly is: 'failed' } & Failure)
  /** An earlier one failed or wants a restart. */
  | { readonly is: 'not-run' }
  /** The run was lost while it was at this one. */
  | { readonly is: 'unknown' };

interface FeatureOutcome {
  readonly id: string;
  readonly verdict: Verdict;
  /** Milliseconds of its scripts. */
  readonly ms: number;
  /** By phx_event. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly run:
    | { readonly is: 'ended' }
    | { readonly is: 'failed' }
    | { readonly is: 'restart' }
    /** Nothing ran: the bundle was not as it shall be, or another run could not be ended. */
    | { readonly is: 'refused'; readonly why: string }
    /** It was killed, or the connection to it was lost. */
    | { readonly is: 'lost'; readonly why: string };
  readonly features: readonly FeatureOutcome[];
}

/** Lines of output that a failure shows. */
const LAST_LINES = 20;

interface Seen {
  verdict: Verdict | null;
  begun: boolean;
  ms: number;
  failing: { script: ScriptName; exit: number; why: string | null } | null;
  lines: string[];
  /** Of its check: scripts that run after it have lines of their own. */
  reason: readonly string[];
  readonly facts: Record<string, string>;
}

/** @param exit of the exec; null when it was ended by a signal or never known */
export function outcomeOf(
  asked: readonly AskedFor[],
  events: readonly FeatureEvent[],
  exit: number | null,
): Outcome {
  const seen = new Map(
    asked.map(({ id }): [string, Seen] => [
      id,
      { verdict: null, begun: false, ms: 0, failing: null, lines: [], reason: [], facts: {} },
    ]),
  );
  for (const event of events) if ('feature' in event) take(event, seen.get(event.feature));
  const run = runOf(events, exit);
  return { run, features: asked.map((one) => featureOutcome(one, seen.get(one.id) as Seen)) };
}

function take(event: Extract<FeatureEvent, { feature: string }>, one: Seen | undefined): void {
  if (!one) return;
  switch (event.event) {
    case 'begin':
      one.begun = true;
      if (event.script !== null) one.lines = [];
      return;
    case 'line':
      one.lines = [...one.lines.slice(1 - LAST_LINES), event.text];
      return;
    case 'progress':
      return;
    case 'fact':
      Object.defineProperty(one.facts, event.key, {
        value: event.value,
        enumerable: true,
        configurable: true,
      });
      return;
    case 'restart':
      one.verdict = { is: 'restart' };
      return;
    case 'removed':
      one.verdict = { is: 'removed', undone: event.why === null };
      return;
    case 'end':
      if (event.script === null) one.verdict = verdictOf(event, one);
      else {
        one.ms += event.ms;
        if (event.script === 'check') one.reason = one.lines;
        one.failing = { script: event.script, exit: event.exit, why: event.why };
      }
  }
}

function verdictOf({ exit, why, secrets }: Extract<FeatureEvent, { event: 'end' }>, one: Seen): Verdict {
  switch (why) {
    case 'installed':
      return { is: 'installed' };
    case 'unchanged':
      return { is: 'unchanged' };
    case 'differs':
      return { is: 'differs', ...(secrets && { secrets }) };
    case 'drift':
      return { is: 'drift', corrected: exit === 0 && one.failing?.script !== 'check', lines: one.reason };
    case 'unwritable':
    case 'changed':
    case 'plan':
      return { is: 'failed', script: null, what: REASONS[why], lines: [] };
    case null:
    default:
      return {
        is: 'failed',
        script: one.failing?.script ?? null,
        what: failure(one.failing),
        lines: one.lines,
      };
  }
}

const REASONS = {
  unwritable:
    'what Phoenix keeps in the guest could not be written; is its disk, or the memory of /run, full?',
  changed: 'the copy of its remove script that was kept in the guest was changed, so it is not run',
  plan: 'the guest did not understand what to do with it',
} as const;

const SIGNALS: Readonly<Record<number, string>> = {
  6: 'SIGABRT',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

function failure(failing: Seen['failing']): string {
  if (!failing) return 'it failed';
  const { script, exit, why } = failing;
  if (why === 'unstarted') return `${script} could not be started; is the memory of /run full?`;
  if (why === 'timeout') return `${script} took too long and was ended`;
  if (script === 'install' && exit === 12)
    return 'install asked for a restart, which its manifest does not allow';
  if (exit === 127) return `${script} ended with exit code 127: a program was not found`;
  if (exit === 137) {
    return `${script} was ended by signal SIGKILL, as the kernel does where a guest has no memory left: more "memory" may help`;
  }
  if (exit > 128 && exit < 165) return `${script} was ended by signal ${SIGNALS[exit - 128] ?? exit - 128}`;
  return `${script} ended with exit code ${exit}`;
}

function featureOutcome({ id }: AskedFor, { verdict, begun, ms, facts }: Seen): FeatureOutcome {
  return { id, verdict: verdict ?? { is: begun ? 'unknown' : 'not-run' }, ms, facts };
}

function howItEnded(exit: number | null): string {
  if (exit === null) return 'was ended';
  return exit === 137
    ? 'was killed, as the kernel does where a guest has no memory left,'
    : `ended with exit code ${exit}`;
}

function runOf(events: readonly FeatureEvent[], exit: number | null): Outcome['run'] {
  const refused = events.find((one) => one.event === 'refused');
  if (refused?.event === 'refused') return { is: 'refused', why: refused.why };
  const done = events.findLast((one) => one.event === 'done');
  if (done?.event === 'done') {
    if (done.exit === 0) return { is: 'ended' };
    if (done.exit === 12) return { is: 'restart' };
    return done.exit === 20
      ? { is: 'failed' }
      : { is: 'refused', why: 'the run could not be prepared; is the memory of /run full?' };
  }
  const how = howItEnded(exit);
  const said = events.findLast((one) => one.event === 'noise');
  const why = said?.event === 'noise' ? `: ${said.text}` : '';
  return { is: 'lost', why: `the command in the guest ${how} before its last event${why}` };
}
