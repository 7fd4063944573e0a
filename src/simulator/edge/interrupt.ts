/**
 * Waiting that a signal ends. The simulator is synchronous, so no handler of Node runs while it waits: the thread that
 * hears the signals raises a flag in shared memory, on which the working thread sleeps.
 */
import { die } from '../failure.ts';

let flag = new Int32Array(new SharedArrayBuffer(4));

/** Makes a flag that another thread raises. */
export function listenTo(shared: SharedArrayBuffer): void {
  flag = new Int32Array(shared);
}

/** Raises the flag: the wait that is under way, or the next, fails. */
export function interrupt(shared: SharedArrayBuffer): void {
  const raised = new Int32Array(shared);
  Atomics.store(raised, 0, 1);
  Atomics.notify(raised, 0);
}

/** @throws Failure when it is interrupted; the waits of the cleaning up that follows are not */
export function waitUnlessInterrupted(ms: number): void {
  if (Atomics.wait(flag, 0, 0, ms) === 'timed-out') return;
  Atomics.store(flag, 0, 0);
  die('received interrupt');
}
