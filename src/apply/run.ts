/** The apply itself: the estate's lock, the graph of steps, their execution, and the report. */
import type { Address } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import type { Step } from '../kinds/step.ts';
import type { Intent, Snapshot } from '../node/port.ts';
import type { Apply, ApplyEntry, ApplyInput } from './apply.ts';
import { assemble, kindOf } from './assemble.ts';
import { realClock } from './clock.ts';
import { downtime } from './downtime.ts';
import { eventStep, execute } from './execute.ts';
import { missingFacts } from './missing-facts.ts';
import { learnedBy, type Ready, withLate } from './late-step.ts';
import { guestIn, memory, type Readings, scopesOf } from './memory.ts';
import { type ApplyReport, rebootMsOf, type ResourceReport } from './report.ts';
import { noted } from './recorded.ts';
import type { Lack } from './run-guest.ts';
import { runStep } from './run-step.ts';
import { type Ended, summarize } from './summarize.ts';
import { lacksQuorum } from './wording.ts';

const PARALLEL = 4;

/** The scope of a resource, whose reading says whether it runs. */
function ownScope(input: ApplyInput, entry: ApplyEntry): string | null {
  const subject = entry.want ?? entry.base;
  return subject ? kindOf(input, entry).scope(subject.spec) : null;
}

/**
 * Resources whose software cannot be brought in, or whose health cannot be asked for: their steps fail before one of them has done anything. All are asked
 * about together, so that what they lack is looked for in one go.
 */
async function lackingIn(
  { lacks, entries, snapshot, settings }: ApplyInput,
  steps: readonly Step[],
): Promise<ReadonlyMap<Address, Lack>> {
  const wants = new Map(entries.map(({ item, want }) => [item.address, want]));
  const changing = new Set(steps.map(({ address }) => address));
  const found = await Promise.all(
    steps.map(async ({ address, do: verb }) => {
      const want = wants.get(address);
      const asks = verb.verb === 'guest' || verb.verb === 'health';
      const isGuest = verb.verb === 'guest' && verb.transport !== 'host';
      const wrong = isGuest && want ? missingFacts(want, verb.install, snapshot, settings, changing) : null;
      const lack = wrong ?? (asks && want ? await lacks?.(want, verb) : null);
      return lack ? [{ address, lack }] : [];
    }),
  );
  const lacking = new Map<Address, Lack>();
  for (const { address, lack } of found.flat()) if (!lacking.has(address)) lacking.set(address, lack);
  return lacking;
}

interface Run {
  readonly ended: readonly Ended[];
  readonly downMs: (address: Address) => number;
  readonly running: (address: Address) => boolean | null;
}

async function runSteps(input: ApplyInput, now: string, lost: AbortSignal | undefined): Promise<Run> {
  const { cluster, snapshot, clock = realClock, redact = (text: string) => text } = input;
  const onEvent = input.onEvent ?? (() => {});
  const { steps, hopeless } = assemble(input, now);
  const entries = new Map(input.entries.map((entry) => [entry.item.address, entry]));
  const known = memory(cluster, snapshot);
  const down = downtime();
  const states = new Map<Address, boolean>();

  const entryOf = (step: Step): ApplyEntry => {
    const entry = entries.get(step.address);
    if (!entry) throw new Error(`${step.id} belongs to no item of the plan`);
    return entry;
  };
  const runOne = async (step: Step, stop: AbortSignal) => {
    const entry = entryOf(step);
    const scope = ownScope(input, entry);
    const { address } = step;
    const about = eventStep(step);
    const start = clock.now();
    let before: boolean | null = null;
    let after: boolean | null = null;
    const onReading = (readings: Readings) => {
      const state = scope === null ? null : guestIn(readings.get(scope));
      if (!state) return;
      after = state.running;
      before ??= state.running;
    };
    let ready: Ready;
    try {
      ready = await withLate(input, step, entry.want);
    } catch (error) {
      if (!(error instanceof PhoenixError)) throw error;
      const hint = error.hint === undefined ? {} : { hint: redact(error.hint) };
      return {
        is: 'failed' as const,
        ms: Math.round(clock.now() - start),
        why: redact(error.message),
        ...hint,
      };
    }
    const outcome = await runStep(ready.step, {
      cluster,
      kind: kindOf(input, entry),
      memory: known,
      clock,
      signal: stop,
      journal: { run: input.run, estate: input.estate },
      redact,
      onLine: (line) => onEvent({ is: 'line', step: about, line }),
      compose: async (verb) => {
        const subject = verb.before ? entry.base : (ready.want ?? entry.base);
        // To take away what nobody knows any more, what is kept there is enough.
        const knows = subject !== null || verb.install.length === 0;
        if (input.compose && knows) return input.compose(subject, verb);
        throw new PhoenixError('REFUSED', `software of ${address} cannot be installed here`);
      },
      secret: input.secret ?? null,
      onProgress: (text) => onEvent({ is: 'progress', step: about, text }),
      onFeature: (event) => onEvent({ is: 'feature', step: about, event }),
      onRetry: (why, inMs) => onEvent({ is: 'retry', step: about, why, inMs }),
      onReading,
    });
    if (before !== null && after !== null) {
      const end = clock.now();
      const span = { start: step.do.verb === 'guest' ? end - rebootMsOf(outcome) : start, end };
      down.step(address, span, { before, after }, step.effect === 'restart' && scopesOf(step).length > 0);
      states.set(address, after);
    }
    return outcome;
  };

  const halt = new AbortController();
  const ended = await execute({
    steps,
    hopeless,
    lacking: await lackingIn(input, steps),
    parallel: input.parallel ?? PARALLEL,
    clock,
    signal: AbortSignal.any([input.signal, halt.signal].filter((one) => one !== undefined)),
    lost,
    onEvent,
    redact,
    run: async (step, stop) => {
      const { around = (_about, work) => work() } = input;
      const outcome = await around(eventStep(step), () => runOne(step, stop));
      // All that comes after it would fail as well, each somewhere on its way.
      if (lacksQuorum(outcome)) halt.abort('the cluster has lost its quorum; the next apply goes on');
      return outcome;
    },
  });
  return {
    ended,
    downMs: (address) => down.total(address, clock.now()),
    running: (address) => states.get(address) ?? null,
  };
}

function intentsIn(snapshot: Snapshot): { readonly node: string; readonly intent: Intent }[] {
  return [...snapshot.nodes].flatMap(([node, facts]) =>
    facts.reachable ? facts.intents.map((intent) => ({ node, intent })) : [],
  );
}

/**
 * Ends the open intents of earlier runs on resources that this run has brought to where they shall be: they must not
 * vouch for some later left-over that is not ours.
 */
async function closeIntents(input: ApplyInput, settled: ReadonlySet<Address>): Promise<void> {
  const { cluster, estate, run, snapshot, clock = realClock } = input;
  for (const { node, intent } of intentsIn(snapshot)) {
    const { stepId, address, vmid } = intent;
    if (intent.estate !== estate || !settled.has(address)) continue;
    const at = new Date(clock.now()).toISOString();
    const message = 'nothing of it is left';
    const entry = { at, run, estate, event: 'end', stepId, address, vmid, message } as const;
    // A node that went away, or whose disk is full, keeps it open: that is no reason to lose the report.
    await noted(cluster.node(node).journal(entry));
  }
}

/** With what only the nodes knew of those that were made. A node that does not answer any more tells nothing. */
async function withLearned(
  input: ApplyInput,
  resources: readonly ResourceReport[],
): Promise<readonly ResourceReport[]> {
  const made = input.entries.flatMap(({ item, want }) => {
    const report = resources.find(({ address }) => address === item.address);
    return want && item.action !== 'no-op' && report?.outcome === 'applied' ? [want] : [];
  });
  const told = await learnedBy(input, made).catch((error: unknown) => {
    if (error instanceof PhoenixError) return new Map<string, string>();
    throw error;
  });
  return resources.map((one) => {
    const words = told.get(one.address);
    return words === undefined ? one : { ...one, text: `${one.text} (${words})` };
  });
}

/**
 * Applies what the entries of a plan say, and reports what came of it. Failures of steps are in the report.
 * @throws PhoenixError `ESTATE_LOCKED` when another apply is at work; `NODE_UNREACHABLE` when no node answers.
 */
export const apply: Apply = async (input) => {
  const { cluster, entries, clock = realClock } = input;
  const began = clock.now();
  const now = input.now ?? new Date(began).toISOString();
  const work = entries.some((entry) => !entry.hold);
  const own = input.lock || !work ? null : await cluster.lock(input.settings.name, input.owner);
  try {
    const run = await runSteps(input, now, (input.lock ?? own)?.lost);
    const summaries = entries.map((entry) => {
      const { address } = entry.item;
      const ended = run.ended.filter(
        ({ step }) => step.address === address || step.with?.includes(address) === true,
      );
      const facts = {
        settings: input.settings,
        now,
        downMs: run.downMs(address),
        running: run.running(address),
      };
      return summarize(entry, ended, facts);
    });
    const resources = await withLearned(input, summaries);
    const unwell = resources.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped');
    const settled = resources.filter(({ outcome }) => outcome === 'applied' || outcome === 'unchanged');
    // Where nothing is known, nothing was brought anywhere: the evidence is for the run that will know more.
    const dark = new Set(entries.filter(({ seen }) => seen.is === 'unknown').map(({ item }) => item.address));
    const bright = settled.map(({ address }) => address).filter((address) => !dark.has(address));
    await closeIntents(input, new Set(bright));
    const report: ApplyReport = {
      estate: input.settings.name,
      run: input.run,
      commit: input.commit,
      plan: input.plan,
      resources,
      ms: Math.round(clock.now() - began),
      ok: unwell.length === 0,
    };
    return report;
  } finally {
    // One that cannot be given back is taken over from here, once this process has ended.
    if (own) await noted(own.release());
  }
};
