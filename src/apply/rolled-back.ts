/** What became of a guest's way back after a failure, from the outcomes of its steps. Pure. */
import type { ApplyEntry } from './apply.ts';
import type { RollbackReport, StepReport } from './report.ts';
import type { Ended } from './summarize.ts';

/** `nginx 1.0.0`, `without redis`: the software as it was, and is. */
function softwareOf({ item }: ApplyEntry): string[] {
  return item.changes.flatMap(({ slot, before }) => {
    if (!slot.startsWith('feature:')) return [];
    const id = slot.slice('feature:'.length);
    return typeof before === 'string' ? `${id} ${before.split(' ')[0]}` : `without ${id}`;
  });
}

/** Null: nothing of it ran, because nothing failed or there is no way back. */
export function rollbackIn(
  entry: ApplyEntry,
  ended: readonly Ended[],
  running: boolean | null,
): RollbackReport | null {
  const way = ended.filter(({ step }) => step.rescue);
  if (way.length === 0) return null;
  const state = running === null ? [] : [running ? 'running' : 'stopped'];
  const unwell = way.find(({ report }) => report.outcome.is !== 'done');
  if (!unwell) return { is: 'done', now: [...softwareOf(entry), ...state].join(', ') };
  const { title, outcome } = unwell.report;
  const why = 'why' in outcome ? outcome.why : '';
  return { is: 'failed', why: `${title}: ${why}` };
}

/** For people, after what failed. */
export function rollbackText(rollback: RollbackReport | null): string {
  if (!rollback) return '';
  return rollback.is === 'done'
    ? `; rolled back: ${['as before', rollback.now].filter((text) => text !== '').join(', ')}`
    : `; it could not be rolled back: ${rollback.why}`;
}

/** Nothing of what was done is left: what a step advises for the other case is wrong then. */
export function advised({ outcome, ...step }: StepReport, rollback: RollbackReport | null): StepReport {
  if (outcome.is !== 'failed' || rollback?.is !== 'done') return { ...step, outcome };
  return {
    ...step,
    outcome: { ...outcome, hint: 'mend the cause, and apply again: all of it is done anew' },
  };
}
