/** Pools: the one thing about a guest that stands in the cluster's user.cfg, so that `pct set` does not know it. */
import type { Change } from '../../change.ts';
import { cond } from '../conditions.ts';
import type { Act } from './act.ts';
import { run, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';
import { textOf } from './values.ts';

export function poolAct(subject: Subject, change: Change): Act {
  const { vmid } = subject;
  const [from, to] = [textOf(change.before), textOf(change.after)];
  const pool = to ?? from ?? '';
  const words = to === null ? ['--delete', '1'] : from === null ? [] : ['--allow-move', '1'];
  return {
    verb: 'pool',
    title: to === null ? `leave the pool ${pool}` : `join the pool ${pool}`,
    effect: change.effect,
    do: run('pvesh', 'set', '/pools', '--poolid', pool, '--vms', vmid, ...words),
    verify: [cond(vmid, { is: 'pool', pool: to })],
    timeout: TIMEOUTS.pool,
  };
}
