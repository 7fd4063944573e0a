/** Work of commands that whoever keeps figures is told of; where nobody does, it is the work alone. */
import type { ApplyReport } from '../apply/report.ts';
import type { Estate } from '../config/model.ts';
import { isMeasured, log, measure } from '../telemetry/current.ts';
import { errorText } from '../telemetry/error-text.ts';
import { figure, whose } from '../telemetry/metrics/figure.ts';
import type { ApplyCommand } from '../telemetry/metrics/of-apply.ts';
import type { LivePlan } from './live-plan.ts';
import type { Session } from './run-apply.ts';

const measures = () => import('./measure-estate.ts');

/** Figures are worth no failure. */
async function told(tell: () => Promise<void> | void): Promise<void> {
  try {
    await tell();
  } catch (error) {
    log('warn', `What this run did could not be measured: ${errorText(error)}`);
  }
}

const secondsSince = (began: number) => (performance.now() - began) / 1000;

/** A comparison of the nodes with git. @param whole it is about all of the estate */
export async function comparing(
  head: Estate,
  whole: boolean,
  work: () => Promise<LivePlan>,
): Promise<LivePlan> {
  if (!isMeasured()) return work();
  const began = performance.now();
  const live = await work();
  const ms = performance.now() - began;
  const { plan, snapshot } = live;
  await told(async () => (await measures()).measureComparison({ head, plan, snapshot, ms, whole }));
  return live;
}

/** All of an apply, so that one that breaks off is counted too. */
export async function applying<T>(head: Estate, work: () => Promise<T>): Promise<T> {
  if (!isMeasured()) return work();
  try {
    return await work();
  } catch (error) {
    await told(async () => (await measures()).measureBroken(head, error));
    throw error;
  }
}

export interface Measured {
  readonly command: ApplyCommand;
  /** The plan is about all of the estate. */
  readonly whole: boolean;
}

/** What has become of it. */
export async function measureReport(
  session: Session,
  head: Estate,
  report: ApplyReport,
  { command, whole }: Measured,
): Promise<void> {
  if (!isMeasured()) return;
  await told(async () => (await measures()).measureApplied(session, { head, report, command, whole }));
}

/** The time until a lock is had, or given up. */
export async function waitingForLock<T>({ settings, env }: Estate, work: () => Promise<T>): Promise<T> {
  if (!isMeasured()) return work();
  const began = performance.now();
  const tell = (outcome: string) => {
    const labels = { ...whose(settings.name, env), outcome };
    measure([figure('phoenix_lock_wait_seconds', labels, secondsSince(began))]);
  };
  try {
    const lock = await work();
    tell('taken');
    return lock;
  } catch (error) {
    tell('refused');
    throw error;
  }
}
