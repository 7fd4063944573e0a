/** (c) How long an apply of 60 containers in 4 layers takes, in simulated time, beside what no order can beat. */
import { assemble } from '../../src/apply/assemble.ts';
import { kinds } from '../../src/kinds/registry.ts';
import type { Step } from '../../src/kinds/step.ts';
import { nodeFacts, writeFacts } from '../../src/simulator/facts.ts';
import { applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { layeredEstate } from '../support/layered-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { lowerBound } from '../unit/apply/virtual-time.ts';
import { type Row, timesRow } from './row.ts';

const PARALLEL = 4;

export async function makespan(): Promise<Row[]> {
  const estate = estateOf(layeredEstate());
  const host = hostFor(estate);
  // Factor 1: every command takes as long as the recorded one did.
  writeFacts(host, nodeFacts('vm', { latency: 1 }));
  const clock = virtualClock();
  const took = new Map<string, number>();
  const { live, report, cluster } = await applyTo(host, estate, {
    parallel: PARALLEL,
    clock,
    sleep: (ms) => clock.sleep(ms),
    onEvent: (event) => {
      if (event.is === 'ended' && event.outcome.is === 'done') took.set(event.step.id, event.outcome.ms);
    },
  });
  if (!report.ok) throw new Error('the estate could not be built');
  const { plan, entries, snapshot } = live;
  const { settings, resources } = estate;
  const { steps } = assemble(
    {
      plan,
      entries,
      kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
      settings,
      resources,
      cluster,
      snapshot,
      estate: 'layers',
      run: 'bench',
      owner: 'bench',
      commit: null,
    },
    snapshot.at,
  );
  const duration = (step: Step) => took.get(step.id) ?? 0;
  const bound = lowerBound(steps, PARALLEL, duration);
  return [
    timesRow(`makespan of ${entries.length} containers in 4 layers / lower bound`, report.ms, bound, 1.1),
  ];
}
