/** Faults of an apply that changes containers that are there: restarts, growth, raw lines, a clone, one that goes. */
import { FIRST, SECOND } from '../support/changing-containers.ts';
import { applyTo, hostFor } from '../support/in-process-apply.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { isKill } from './fault.ts';
import type { Exception, FaultWorld } from './fault-world.ts';
import { testFaults } from './world-tests.ts';

const exceptions: readonly Exception[] = [
  {
    why: 'that a guest was restarted for its raw lines is known by its mark: killed before that, it is restarted again',
    of: (_, fault) => isKill(fault),
    repeats: /^pct reboot \d+$/,
  },
  {
    why: 'the last mark of a guest tells of the commit before until the next change, where it could not be written',
    of: ({ words }) => words.startsWith('pct set') && words.includes('--description'),
    state: (path, text) =>
      path.endsWith('.conf') ? text.replaceAll(/"config"%3A"[0-9a-f]*"/g, '"config"%3A"C"') : text,
  },
];

async function world(): Promise<FaultWorld> {
  const host = hostFor(SECOND);
  const { report } = await applyTo(host, FIRST, { clock: virtualClock(host.now()) });
  if (!report.ok) throw new Error(JSON.stringify(report.resources));
  host.wait(60_000);
  return { name: 'Containers', host, estate: SECOND, exceptions };
}

testFaults({ name: 'Containers that change', world, least: 140 });
