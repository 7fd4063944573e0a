/** What commands tell whoever keeps figures; loaded only where somebody does, and what fails here stops nothing. */
import type { ApplyReport } from '../apply/report.ts';
import { durationInMs } from '../config/units.ts';
import type { Address, Estate } from '../config/model.ts';
import { grouped } from '../grouped.ts';
import { kinds } from '../kinds/registry.ts';
import { readsOf } from '../kinds/reads.ts';
import type { Snapshot } from '../node/port.ts';
import type { Plan } from '../plan/plan.ts';
import { measure } from '../telemetry/current.ts';
import { whose } from '../telemetry/metrics/figure.ts';
import { type ApplyCommand, applyFigures, brokenApplyFigures } from '../telemetry/metrics/of-apply.ts';
import { nodesFigures } from '../telemetry/metrics/of-nodes.ts';
import { comparedFigures, planFigures } from '../telemetry/metrics/of-plan.ts';
import { layersIn } from './layer-list.ts';
import type { Session } from './run-apply.ts';
import { seenGuests } from './seen-guests.ts';

function ofKinds({ resources }: Estate): ReadonlyMap<string, number> {
  const counts = [...grouped(resources.values(), ({ kind }) => kind)].map(
    ([kind, all]) => [kind, all.length] as const,
  );
  return new Map(counts);
}

/** How the nodes are. */
export function measureNodes(estate: Estate, snapshot: Snapshot): void {
  measure(
    nodesFigures({
      of: whose(estate),
      snapshot,
      guests: seenGuests(estate, snapshot),
      layers: layersIn(estate, snapshot),
      kept: durationInMs(estate.settings.policies.retire) ?? 0,
    }),
  );
}

export interface Comparison {
  readonly head: Estate;
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  /** Milliseconds that it took. */
  readonly ms: number;
  /** The plan is about all of the estate. */
  readonly whole: boolean;
  /** All check scripts in guests were asked. */
  readonly checked: boolean;
}

/** How the nodes are, and how they differ from git. */
export function measureComparison({ head, plan, snapshot, ms, whole, checked }: Comparison): void {
  const of = whose(head);
  measureNodes(head, snapshot);
  if (!whole) return;
  measure(comparedFigures({ of, plan, now: Date.now(), ms, checked }));
  measure(planFigures({ of, plan, resources: ofKinds(head) }));
}

export interface AppliedPlan {
  readonly head: Estate;
  readonly command: ApplyCommand;
  readonly report: ApplyReport;
  /** Its plan is about all of the estate. */
  readonly whole: boolean;
}

const settledBy = ({ resources }: ApplyReport): ReadonlySet<Address> =>
  new Set(resources.flatMap(({ address, outcome }) => (outcome === 'applied' ? [address] : [])));

/** What an apply has done; and how the nodes are then, where it has done something: they are read once more. */
export async function measureApplied(session: Session, applied: AppliedPlan): Promise<void> {
  const { head, command, report, whole } = applied;
  const { cluster, signal } = session;
  const of = whose(head);
  measure(applyFigures({ of, command, now: Date.now() }, report, signal.aborted));
  const { plan } = report;
  if (whole) measure(planFigures({ of, plan, resources: ofKinds(head), settled: settledBy(report) }));
  const isAsBefore = report.resources.every(({ steps }) =>
    steps.every(({ outcome }) => outcome.is === 'skipped'),
  );
  if (isAsBefore || signal.aborted) return;
  measureNodes(head, await cluster.snapshot({ reads: readsOf(kinds, head.resources.values()) }));
}

/** An apply that broke off before it had a report. */
export function measureBroken(head: Estate, error: unknown): void {
  measure(brokenApplyFigures({ of: whose(head), command: 'apply', now: Date.now() }, error));
}
