/** What an apply comes to when it has ended, with a report or without. Pure. */
import type { ApplyReport, FeatureReport, ResourceReport } from '../../apply/report.ts';
import { type ErrorCode, PhoenixError } from '../../errors.ts';
import { effectNow } from '../../plan/render/category.ts';
import type { Figure } from '../signal.ts';
import { figure, type Whose } from './figure.ts';

/** What runs steps. Only applies count as the last one: the others are about a few resources. */
export type ApplyCommand = 'apply' | 'purge' | 'rebuild' | 'layers prune';

export interface ApplyEnd {
  readonly of: Whose;
  readonly command: ApplyCommand;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Outcome = 'done' | 'unchanged' | 'held' | 'failed' | 'stopped' | 'refused' | 'error';
const WELL: readonly Outcome[] = ['done', 'unchanged', 'held'];

/** It said no before it did anything: nothing is known of the estate by that. */
const REFUSALS: readonly ErrorCode[] = ['ESTATE_LOCKED', 'REFUSED', 'USAGE'];

const RESOURCE_OUTCOMES: readonly ResourceReport['outcome'][] = [
  'applied',
  'failed',
  'skipped',
  'held',
  'drift',
  'unchanged',
];

/** @param stopped a signal has ended it */
function outcomeOf({ ok, resources }: ApplyReport, stopped: boolean): Outcome {
  const has = (outcome: ResourceReport['outcome']) => resources.some((one) => one.outcome === outcome);
  if (has('failed')) return 'failed';
  if (!ok || has('skipped')) return stopped ? 'stopped' : 'failed';
  if (has('held')) return 'held';
  return has('applied') ? 'done' : 'unchanged';
}

/** Those that stay when the next one fails are told by themselves. */
function lastApply({ of, command, now }: ApplyEnd, outcome: Outcome): Figure[] {
  if (command !== 'apply' || outcome === 'refused') return [];
  const isWell = WELL.includes(outcome);
  return [
    figure('phoenix_last_apply_timestamp_seconds', of, now / 1000),
    figure('phoenix_last_apply_success', of, isWell ? 1 : 0),
    ...(isWell ? [figure('phoenix_last_successful_apply_timestamp_seconds', of, now / 1000)] : []),
  ];
}

function ended(end: ApplyEnd, outcome: Outcome): Figure[] {
  const { of, command } = end;
  return [figure('phoenix_applies_total', { ...of, command, outcome }, 1), ...lastApply(end, outcome)];
}

function changes(of: Whose, { plan, resources }: ApplyReport): Figure[] {
  const applied = new Set(
    resources.flatMap(({ address, outcome }) => (outcome === 'applied' ? [address] : [])),
  );
  return plan.items.flatMap((item) => {
    const { kind, action, address } = item;
    if (action === 'no-op' || !applied.has(address)) return [];
    return [figure('phoenix_changes_total', { ...of, kind, action, effect: effectNow(item) }, 1)];
  });
}

function featureOutcome(is: FeatureReport['is']): string {
  switch (is) {
    case 'installed':
    case 'unchanged':
    case 'drift':
    case 'removed':
    case 'failed':
      return is;
    case 'differs':
    case 'restart':
    case 'not-run':
    case 'unknown':
      return 'other';
  }
}

function featureRuns(of: Whose, { steps }: ResourceReport): Figure[] {
  return steps.flatMap(({ outcome }) => {
    const features = outcome.is === 'skipped' ? [] : (outcome.features ?? []);
    return features.map(({ id, is }) =>
      figure('phoenix_feature_runs_total', { ...of, feature: id, outcome: featureOutcome(is) }, 1),
    );
  });
}

/** Of an apply that has a report. @param stopped a signal has ended it */
export function applyFigures(end: ApplyEnd, report: ApplyReport, stopped: boolean): readonly Figure[] {
  const { of, command } = end;
  const { resources, ms } = report;
  const outcome = outcomeOf(report, stopped);
  const didSomething = resources.some(({ steps }) => steps.some((one) => one.outcome.is !== 'skipped'));
  const down = resources.reduce((sum, { downMs }) => sum + (downMs ?? 0), 0) / 1000;
  const counts = RESOURCE_OUTCOMES.map((is) =>
    figure(
      'phoenix_last_apply_resources',
      { ...of, outcome: is },
      resources.filter((one) => one.outcome === is).length,
    ),
  );
  return [
    ...ended(end, outcome),
    ...(didSomething ? [figure('phoenix_apply_duration_seconds', { ...of, command }, ms / 1000)] : []),
    ...(command === 'apply' ? counts : []),
    ...changes(of, report),
    figure('phoenix_guest_downtime_seconds_total', of, down),
    ...resources.flatMap((one) => featureRuns(of, one)),
    ...resources.flatMap(({ rollback }) =>
      rollback ? [figure('phoenix_rollbacks_total', { ...of, outcome: rollback.is }, 1)] : [],
    ),
  ];
}

/** Of an apply that broke off before it had a report. */
export function brokenApplyFigures(end: ApplyEnd, error: unknown): readonly Figure[] {
  const isRefusal = error instanceof PhoenixError && REFUSALS.includes(error.code);
  return ended(end, isRefusal ? 'refused' : 'error');
}
