/** Drives the scheduler as an event-driven simulation: no step runs, the clock jumps from end to end. */
import { schedule } from '../../../src/apply/schedule.ts';
import type { Step } from '../../../src/kinds/step.ts';

export interface Timed {
  readonly step: Step;
  readonly start: number;
  readonly end: number;
}

/** Runs all steps in virtual time, each for as long as `duration` says. */
export function simulateSchedule(
  steps: readonly Step[],
  parallel: number,
  duration: (step: Step) => number,
  guess = duration,
): Timed[] {
  const plan = schedule(steps, { parallel, estimate: guess });
  const running: Timed[] = [];
  const ended: Timed[] = [];
  let now = 0;
  for (;;) {
    for (const step of plan.next()) running.push({ step, start: now, end: now + duration(step) });
    running.sort((a, b) => a.end - b.end);
    const first = running.shift();
    if (!first) return ended;
    now = first.end;
    ended.push(first);
    plan.end(first.step.id, 'done');
  }
}

/** The longest path to the end of each step, its own time included. */
function pathsOf(steps: readonly Step[], duration: (step: Step) => number): (step: Step) => number {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const known = new Map<string, number>();
  const path = (step: Step): number => {
    const cached = known.get(step.id);
    if (cached !== undefined) return cached;
    const before = step.after.map((id) => path(byId.get(id) as Step));
    const result = duration(step) + Math.max(0, ...before);
    known.set(step.id, result);
    return result;
  };
  return path;
}

/** What no order can beat: the longest path, the work spread over all hands, the busiest exclusive lock. */
export function lowerBound(
  steps: readonly Step[],
  parallel: number,
  duration: (step: Step) => number,
): number {
  const path = pathsOf(steps, duration);
  const queues = new Map<string, number>();
  for (const step of steps) {
    for (const lock of step.locks) {
      if (lock.mode === 'exclusive') queues.set(lock.name, (queues.get(lock.name) ?? 0) + duration(step));
    }
  }
  const work = steps.reduce((sum, step) => sum + duration(step), 0);
  return Math.max(...steps.map(path), work / parallel, ...queues.values());
}

/**
 * As above, with what the hands must wait for their first work: no more of them can be busy than steps can have begun. The
 * n-th hand idles at least until the n-th of the earliest moments at which a step can begin.
 */
export function headStartBound(
  steps: readonly Step[],
  parallel: number,
  duration: (step: Step) => number,
): number {
  const path = pathsOf(steps, duration);
  const earliest = steps.map((step) => path(step) - duration(step)).toSorted((a, b) => a - b);
  const idle = earliest.slice(0, parallel).reduce((sum, ms) => sum + ms, 0);
  const work = steps.reduce((sum, step) => sum + duration(step), 0);
  return Math.max(lowerBound(steps, parallel, duration), (idle + work) / parallel);
}
