/** Software in the guest: one exec for all of it. What is brought in is composed when the step runs, since it may hold secrets. */
import type { Effect } from '../../effect.ts';
import { cond } from '../conditions.ts';
import type { Software } from '../software.ts';
import type { Act } from './act.ts';
import { restartLock, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

/** Scripts of one feature that may run after each other. */
const SCRIPTS = 3;
/** Of a remove script, whose manifest may be gone: as long as the default of manifests. */
const REMOVAL = 15 * 60_000;

/** @param install in the order in which they are installed */
export function guestAct(
  subject: Subject,
  install: readonly Software[],
  remove: readonly string[],
  effect: Effect,
): Act {
  const {
    vmid,
    dialect: { transport },
  } = subject;
  const restarts = install.some((one) => one.restarts);
  const ids = install.map(({ id }) => id);
  const run = install.reduce((sum, one) => sum + SCRIPTS * one.timeout * 1000, 0) + remove.length * REMOVAL;
  const what = [
    ...(remove.length > 0 ? [`remove ${remove.join(', ')}`] : []),
    ...(ids.length > 0 ? [`install ${ids.join(', ')}`] : []),
  ];
  return {
    verb: 'features',
    title: what.join('; '),
    effect,
    do: {
      verb: 'guest',
      vmid,
      ...(transport && { transport }),
      install: ids,
      remove,
      restart: !subject.waits,
    },
    guard: [cond(vmid, { is: 'running' })],
    // What came of it is told by the run itself, and by nothing that can be read back from the node.
    verify: [],
    ...(restarts && !subject.waits ? { locks: [restartLock(subject)] } : {}),
    timeout: run + TIMEOUTS.exec,
  };
}
