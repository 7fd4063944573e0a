/** What every command that changes nodes does around its own story: connect, lock the estate, listen to signals, run. */
import type { ApplyEntry } from '../apply/apply.ts';
import type { ApplyReport } from '../apply/report.ts';
import { type Clock, realClock } from '../apply/clock.ts';
import type { OnEvent } from '../apply/progress.ts';
import { apply } from '../apply/run.ts';
import type { Estate } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import { PhoenixError } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import { attended } from './attend.ts';
import { connectEstate } from './connect-estate.ts';
import type { Cluster, EstateLock, Snapshot } from '../node/port.ts';
import type { Plan } from '../plan/plan.ts';
import { masked } from '../secrets/masking.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import { applySpans } from '../telemetry/apply-spans.ts';
import { inSpan } from '../telemetry/current.ts';
import type { Say } from '../telemetry/log/said.ts';
import { estateSecrets } from './estate-secrets.ts';
import { composeGuests } from './guest-bundles.ts';
import { estateId } from './live-plan.ts';
import { type Measured, measureReport, measureStep, waitingForLock } from './measured.ts';
import { missingSecrets } from './missing-secrets.ts';
import { progressLines } from './progress.ts';
import { type Pulse, pulse as begunPulse } from './pulse.ts';
import { type Stop, stopOnSignal } from './stop.ts';

/** The nodes, connected and locked for this estate. */
export interface Session {
  readonly cluster: Cluster;
  readonly lock: EstateLock;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Absent: who runs something in it has one of its own. */
  readonly pulse?: Pulse;
}

export interface SessionOptions {
  readonly head: Estate;
  /** As given to `--node`. */
  readonly node: string;
  /** Who holds the lock, as others shall read it. */
  readonly owner: string;
  readonly say: Say;
  /** Where the caller has one already: `say` is its own. */
  readonly pulse?: Pulse;
  readonly clock?: Clock;
  /** Milliseconds to wait for others who have the estate's lock; not at all when absent. */
  readonly patience?: number;
  /** Who listens to signals, when the caller does. */
  readonly stop?: Stop;
  /** Signals come from a runner that cancels its job. */
  readonly byRunner?: boolean;
}

/** What is done is done: who cannot give the lock back says so, and loses no report for it. */
async function giveBack(lock: EstateLock, say: (line: string) => void): Promise<void> {
  try {
    await lock.release();
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    say(`The lock of the estate could not be given back (${error.message}): the next run takes it over.`);
  }
}

/** Does some work while this process alone may change the estate; everything is let go afterwards, come what may. */
export async function withSession<T>(
  options: SessionOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { head, node, clock = realClock } = options;
  const pulse = options.pulse ?? begunPulse(options.say, { clock });
  try {
    const cluster = await pulse.during('connecting to the nodes', () => connectEstate(node, head, pulse.say));
    try {
      return await inSession(attended(cluster, pulse), pulse, options, work);
    } finally {
      await cluster.close();
    }
  } finally {
    if (!options.pulse) pulse.stop();
  }
}

/** The same on nodes that are connected. */
export async function inSession<T>(
  cluster: Cluster,
  pulse: Pulse,
  options: SessionOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { head, owner, patience, byRunner = false } = options;
  const { say } = pulse;
  const stop =
    options.stop ??
    stopOnSignal(
      (signal) => say(`${signal}: what runs is finished, nothing more begins; once more stops at once`),
      { byRunner },
    );
  try {
    const onWait = (who: string) => say(`Waiting: ${who}`);
    const lock = await waitingForLock(head, () =>
      cluster.lock(estateId(head), owner, patience, { signal: stop.signal, onWait }),
    );
    try {
      return await work({ cluster, lock, signal: stop.signal, pulse });
    } finally {
      await giveBack(lock, say);
    }
  } finally {
    stop.done();
  }
}

export interface RunOptions extends SessionOptions {
  /** Names the run in journals and reports. */
  readonly run: string;
  readonly parallel?: number;
  /** Sees everything that the apply tells. */
  readonly onEvent?: OnEvent;
  /** As what it counts; absent: it is no work on the estate itself. */
  readonly measured?: Measured;
  /** Instead of from where the estate says. Whoever checks the guests before the apply gives the same one. */
  readonly secret?: ReadSecret;
}

/** What is run: a plan, and what may be done of it. */
export interface Runnable {
  readonly plan: Plan;
  readonly entries: readonly ApplyEntry[];
  readonly snapshot: Snapshot;
  /** As the plan was held to: no stricter policy of before is forgotten on the way. */
  readonly settings: Settings;
}

/** Runs the entries of a live plan in an open session. */
export async function runApply(
  session: Session,
  { plan, entries, snapshot, settings }: Runnable,
  options: RunOptions,
): Promise<ApplyReport> {
  const { head, owner, run, parallel, onEvent, measured, clock = realClock } = options;
  const pulse = session.pulse ?? begunPulse(options.say, { clock });
  const { say } = pulse;
  const { secret = estateSecrets(head, say) } = options;
  return inSpan('phase', 'apply', {}, async () => {
    const spans = applySpans();
    const shown = progressLines({ say, clock });
    const untold = pulse.tellOf(shown.line);
    let report: ApplyReport | null = null;
    try {
      report = await apply({
        plan,
        entries,
        kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
        settings,
        resources: head.resources,
        cluster: session.cluster,
        snapshot,
        estate: estateId(head),
        run,
        owner,
        commit: head.tree.revision,
        ...(parallel === undefined ? {} : { parallel }),
        signal: session.signal,
        clock,
        onEvent: (event) => {
          shown.onEvent(event);
          spans.onEvent(event);
          if (measured) measureStep(head, event);
          onEvent?.(event);
        },
        around: (step, work) => spans.around(step, work),
        compose: composeGuests(head, secret),
        redact: masked,
        secret,
        lacks: missingSecrets(secret),
        lock: session.lock,
      });
      if (measured) await measureReport(session, head, report, measured);
      return report;
    } finally {
      untold();
      if (!session.pulse) pulse.stop();
      spans.done(report);
    }
  });
}
