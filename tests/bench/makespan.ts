/** How long an apply of some 60 containers in 4 layers takes, in simulated time, beside what no order can beat. */
import { assemble } from '../../src/apply/assemble.ts';
import { kinds } from '../../src/kinds/registry.ts';
import type { Step } from '../../src/kinds/step.ts';
import { nodeFacts, writeFacts } from '../../src/simulator/facts.ts';
import { applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { chanceContainers, layeredEstate, type Layers, sixtyContainers } from '../support/layered-estate.ts';
import { randomFrom } from '../support/random.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { headStartBound, lowerBound } from '../unit/apply/virtual-time.ts';
import { type Row, timesRow } from './row.ts';

const PARALLEL = 4;

/** Estates made by chance: the worst of them counts. */
const CHANCES = 10;

interface Timing {
  readonly containers: number;
  /** Milliseconds that the apply took. */
  readonly ms: number;
  readonly steps: readonly Step[];
  readonly duration: (step: Step) => number;
}

async function timing(layers: Layers): Promise<Timing> {
  const estate = estateOf(layeredEstate(layers));
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
  return {
    containers: entries.length,
    ms: report.ms,
    steps,
    duration: (step) => took.get(step.id) ?? 0,
  };
}

export async function makespan(): Promise<Row[]> {
  const three = await timing(sixtyContainers(3));
  const one = await timing(sixtyContainers(1));
  const bound = ({ steps, duration }: Timing) => lowerBound(steps, PARALLEL, duration);
  const chances: Timing[] = [];
  for (let seed = 1; seed <= CHANCES; seed++) chances.push(await timing(chanceContainers(randomFrom(seed))));
  chances.sort((a, b) => b.ms / bound(b) - a.ms / bound(a));
  const worst = chances[0] as Timing;
  return [
    timesRow(
      `makespan of ${three.containers} containers in 4 layers of 3 archives / lower bound`,
      three.ms,
      bound(three),
      1.05,
    ),
    timesRow(`the same of 1 archive / lower bound`, one.ms, bound(one), 1.1),
    timesRow(
      `the same / lower bound that knows what can begin when`,
      one.ms,
      headStartBound(one.steps, PARALLEL, one.duration),
      1.05,
    ),
    timesRow(
      `worst makespan of ${CHANCES} estates by chance (${worst.containers} containers) / lower bound`,
      worst.ms,
      bound(worst),
      1.1,
    ),
  ];
}
