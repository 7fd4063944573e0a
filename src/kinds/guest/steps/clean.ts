/** Takes out of a layer what must be one guest's own, before it becomes a template: clones make it anew as they start. */
import { CLEAN } from '../../../features/guest-scripts.ts';
import { cond } from '../conditions.ts';
import type { Act } from './act.ts';
import { run, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

/** Nothing of it can be read back from the node, so that its exit decides. */
export function cleanAct(subject: Subject): Act {
  const { vmid } = subject;
  return {
    verb: 'clean',
    title: "take out what must be one guest's own",
    effect: 'live',
    do: run('pct', 'exec', vmid, '--keep-env', 0, '--', 'sh', '-c', CLEAN),
    guard: [cond(vmid, { is: 'running' })],
    verify: [],
    timeout: TIMEOUTS.clean,
  };
}
