/** Work of commands that whoever keeps figures is told of; where nobody does, it is the work alone. */
import type { ApplyEvent } from '../apply/progress.ts';
import type { ApplyReport } from '../apply/report.ts';
import type { Estate } from '../config/model.ts';
import type { Snapshot } from '../node/port.ts';
import { isMeasured, log, measure } from '../telemetry/current.ts';
import { errorText } from '../telemetry/error-text.ts';
import { figure, whose } from '../telemetry/metrics/figure.ts';
import type { ApplyCommand } from '../telemetry/metrics/of-apply.ts';
import { backupFigures, type BackupResult } from '../telemetry/metrics/of-backup.ts';
import { stepFigures } from '../telemetry/metrics/of-steps.ts';
import type { EstateStatus } from './estate-status.ts';
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

export interface Compared {
  /** It is about all of the estate. */
  readonly whole: boolean;
  /** All check scripts in guests are asked. */
  readonly checked: boolean;
}

/** A comparison of the nodes with git. */
export async function comparing(
  head: Estate,
  compared: Compared,
  work: () => Promise<LivePlan>,
): Promise<LivePlan> {
  if (!isMeasured()) return work();
  const began = performance.now();
  const live = await work();
  const ms = performance.now() - began;
  const { plan, snapshot } = live;
  await told(async () => (await measures()).measureComparison({ head, plan, snapshot, ms, ...compared }));
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

/** A moment of it. */
export function measureStep(head: Estate, event: ApplyEvent): void {
  if (isMeasured()) measure(stepFigures(whose(head), event));
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
export async function waitingForLock<T>(head: Estate, work: () => Promise<T>): Promise<T> {
  if (!isMeasured()) return work();
  const began = performance.now();
  const tell = (outcome: string) => {
    const labels = { ...whose(head), outcome };
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

/** How the nodes are. */
export async function measureReading(head: Estate, snapshot: Snapshot): Promise<void> {
  if (isMeasured()) await told(async () => (await measures()).measureNodes(head, snapshot));
}

/** What health checks have said. */
export async function measureHealth(head: Estate, { guests, at }: EstateStatus): Promise<void> {
  if (!isMeasured()) return;
  const found = guests.flatMap(({ health }) => Object.values(health).map(({ is }) => is));
  await told(async () => {
    const { healthFigures } = await import('../telemetry/metrics/of-health.ts');
    measure(healthFigures(whose(head), found, at));
  });
}

/** Backups that were asked for, and took so many milliseconds. */
export function measureBackups(head: Estate, results: readonly BackupResult[]): void {
  if (isMeasured()) measure(backupFigures(whose(head), results, Date.now()));
}
