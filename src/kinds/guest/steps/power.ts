/**
 * Start, shutdown and restart. Each is left out by the caller where the guest is already so: Proxmox takes that for an error.
 * A guest of HA is asked for of its manager, which would undo what is done behind its back, and which takes its time.
 */
import type { Effect } from '../../effect.ts';
import { cond } from '../conditions.ts';
import type { Act } from './act.ts';
import { haRequest } from './high-availability.ts';
import { restartLock, tool, type Subject } from './subject.ts';
import { SHUTDOWN_SECONDS, TIMEOUTS } from './timeouts.ts';

/** @param down the guest was stopped by an earlier step of this apply: it is started also when a step failed */
export function startAct(subject: Subject, effect: Effect, down: boolean): Act {
  const { vmid } = subject;
  return {
    verb: 'start',
    title: 'start',
    effect,
    do: tool(subject, 'start', vmid),
    ...haRequest(subject, 'started'),
    guard: [cond(vmid, { is: 'stopped' })],
    verify: [cond(vmid, { is: 'running' })],
    ...(down ? { anyway: true as const, locks: [restartLock(subject)] } : {}),
    timeout: TIMEOUTS.start,
  };
}

/** @param again it will be started again: the limit on restarts counts it */
export function shutdownAct(subject: Subject, effect: Effect, again: boolean): Act {
  const { vmid } = subject;
  return {
    verb: 'shutdown',
    title: 'shut down',
    effect,
    do: tool(subject, 'shutdown', vmid, '--timeout', SHUTDOWN_SECONDS, '--forceStop', 1),
    ...haRequest(subject, 'stopped'),
    guard: [cond(vmid, { is: 'running' })],
    verify: [cond(vmid, { is: 'stopped' })],
    ...(again ? { locks: [restartLock(subject)] } : {}),
    timeout: TIMEOUTS.shutdown,
  };
}

/** @param options of the conf file that wait for it */
export function restartAct(subject: Subject, options: readonly string[]): Act {
  const { vmid } = subject;
  return {
    verb: 'restart',
    title: 'restart',
    effect: 'restart',
    do: tool(subject, 'reboot', vmid, '--timeout', SHUTDOWN_SECONDS),
    guard: [cond(vmid, { is: 'running' })],
    verify: [cond(vmid, { is: 'running' }), cond(vmid, { is: 'settled', options: [...options] })],
    locks: [restartLock(subject)],
    timeout: TIMEOUTS.reboot,
  };
}
