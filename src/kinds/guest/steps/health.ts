/** Checks of a guest's health: the last of its steps but the marker, which tells of a guest that is well. */
import { questionText } from '../../../health/check.ts';
import type { GuestSpec } from '../spec.ts';
import type { Act } from './act.ts';
import { restartLock, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

/** @param down the guest was taken down by an earlier step of this apply: no other one goes down before it is well */
export function healthActs(subject: Subject, { health = {}, state }: GuestSpec, down: boolean): Act[] {
  if (state !== 'running') return [];
  const { transport } = subject.dialect;
  return Object.entries(health).map(([name, check]) => ({
    verb: 'health',
    what: name,
    title: `check health ${name}: ${questionText(check.ask)}`,
    effect: 'none',
    do: { verb: 'health', vmid: subject.vmid, ...(transport && { transport }), check },
    ...(down ? { locks: [restartLock(subject)] } : {}),
    verify: [],
    timeout: check.within + check.timeout + TIMEOUTS.health,
  }));
}
