/** What an apply in a lab says of a guest: proved, failed with the last words of what failed, or not come to it. Pure. */
import type { ApplyReport, ResourceReport, StepReport } from '../apply/report.ts';
import type { Address } from '../config/model.ts';
import type { Way, WayProof } from './proof.ts';

/** Lines of output that a failure shows. */
const LINES = 12;

type Failed = StepReport & { readonly outcome: Extract<StepReport['outcome'], { is: 'failed' }> };

const hasFailed = (step: StepReport): step is Failed => step.outcome.is === 'failed';

const of = ({ resources }: ApplyReport, address: Address) =>
  resources.find((one) => one.address === address) ?? null;

/** What came of a guest; one that was never begun says which of those that it needs failed. */
export function wayProof(
  way: Way,
  report: ApplyReport,
  address: Address,
  needs: readonly Address[],
): WayProof {
  const found = of(report, address);
  // The plan had nothing to do for it: it is as it shall be.
  if (!found) return { way, is: 'proved', ms: 0 };
  const { outcome, ms, text } = found;
  switch (outcome) {
    case 'applied':
    case 'unchanged':
      return { way, is: 'proved', ms };
    case 'failed':
      return failure(way, found);
    case 'skipped': {
      const failed = needs.find((need) => of(report, need)?.outcome === 'failed');
      return {
        way,
        is: 'unproved',
        ms,
        why: failed === undefined ? text : `it needs ${failed}, which failed`,
      };
    }
    case 'held':
    case 'drift':
      return { way, is: 'unproved', ms, why: text };
  }
}

/** A step that failed, with its last words. */
export function failure(way: Way, { ms, text, steps }: ResourceReport): WayProof {
  const step = steps.find(hasFailed);
  if (!step) return { way, is: 'failed', ms, why: text };
  const lines = (step.outcome.output ?? '').split('\n').filter((line) => line.trim() !== '');
  const last = lines.slice(-LINES);
  const why = `${step.title}: ${step.outcome.why}`;
  return { way, is: 'failed', ms, why, ...(last.length > 0 && { lines: last }) };
}
