/**
 * Which steps start next: a pure scheduler over the graph of steps, with named locks and a limit on how many run at the
 * same time. It knows no time and starts nothing; the executor and the tests in virtual time drive it alike.
 */
import type { Step } from '../kinds/step.ts';
import { lockTable, RESTARTS } from './locks.ts';
import { priorities } from './priority.ts';

type Ending = 'done' | 'failed' | 'skipped';

export interface Schedule {
  /** Takes the steps that may start now, most urgent first; their locks are theirs until `end`. */
  next(): Step[];
  /** The end of a step that was started. */
  end(id: string, ending: Exclude<Ending, 'skipped'>): void;
  /** Gives steps up that were not started; those that come after them follow by themselves. */
  skip(id: string): void;
  /** Part of a way back that is needed: a step that it comes after failed. */
  rescues(step: Step): boolean;
  /** Steps of ways back that nobody needs so far. */
  spare(): number;
  /** Steps that will never start because of an ending elsewhere, each given once, with the step that is to blame. */
  lost(): { readonly step: Step; readonly because: Step }[];
  running(): readonly Step[];
  /** Not started, not skipped. */
  waiting(): readonly Step[];
}

interface State {
  readonly step: Step;
  readonly followers: Step[];
  ending: Ending | 'waiting' | 'running';
  /** Predecessors that have not ended. */
  open: number;
  /** Of a way back: it is needed. */
  needed: boolean;
}

export interface ScheduleOptions {
  readonly parallel: number;
  readonly estimate: (step: Step) => number;
}

function statesOf(steps: readonly Step[]): Map<string, State> {
  const states = new Map<string, State>();
  for (const step of steps) {
    if (states.has(step.id)) throw new Error(`two steps are called ${step.id}`);
    states.set(step.id, {
      step,
      followers: [],
      ending: 'waiting',
      open: new Set(step.after).size,
      needed: false,
    });
  }
  for (const step of steps) {
    for (const before of new Set(step.after)) {
      const state = states.get(before);
      if (!state) throw new Error(`${step.id} comes after ${before}, which is no step of this apply`);
      state.followers.push(step);
    }
  }
  return states;
}

/** @throws Error when steps have the same id, or come after steps that are not there */
export function schedule(steps: readonly Step[], options: ScheduleOptions): Schedule {
  const states = statesOf(steps);
  const stateOf = (id: string): State => {
    const state = states.get(id);
    if (!state) throw new Error(`there is no step ${id}`);
    return state;
  };
  const rank = priorities(steps, options.estimate);
  const byRank = (a: Step, b: Step) =>
    (rank.get(b.id) ?? 0) - (rank.get(a.id) ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const ways = steps.filter(({ rescue }) => rescue === true);
  const locks = lockTable();
  let ready = steps.filter((step) => stateOf(step.id).open === 0).sort(byRank);
  const running = new Map<string, Step>();
  const lost: { step: Step; because: Step }[] = [];
  const restarting = new Map<string, number>();
  for (const step of steps) {
    if (step.locks.some((lock) => lock.name === RESTARTS)) {
      restarting.set(step.address, (restarting.get(step.address) ?? 0) + 1);
    }
  }

  /** A step that may run anyway does so only after an earlier step of its own resource was begun. */
  const runsAnyway = (step: Step) =>
    step.anyway === true &&
    step.after.some((id) => {
      const { step: before, ending } = stateOf(id);
      return before.address === step.address && (ending === 'done' || ending === 'failed');
    });

  /** The first step of a way back is needed, and so are those that come after it. */
  const need = (state: State): void => {
    state.needed = true;
    for (const { id } of state.followers) need(stateOf(id));
  };

  /** What it comes after has ended: it runs, is lost, or is not heard of. */
  const proceed = (step: Step, because: Step, ending: Ending): void => {
    const state = stateOf(step.id);
    if (state.ending !== 'waiting' || state.open > 0) return;
    if (state.needed && (!because.rescue || ending === 'done')) {
      ready.push(step);
      return;
    }
    if (state.needed) lost.push({ step, because });
    settle(state, 'skipped');
  };

  const settle = (state: State, ending: Ending): void => {
    state.ending = ending;
    const { step } = state;
    let more = false;
    if (step.locks.some((lock) => lock.name === RESTARTS)) {
      const left = (restarting.get(step.address) ?? 1) - 1;
      restarting.set(step.address, left);
      more = left > 0;
    }
    locks.release(step, more);
    for (const follower of state.followers) {
      const next = stateOf(follower.id);
      next.open -= 1;
      if (follower.rescue) {
        if (ending === 'failed' && !step.rescue) need(next);
        proceed(follower, step, ending);
        continue;
      }
      if (next.ending !== 'waiting') continue;
      const unwell = ending !== 'done';
      if (unwell && !follower.anyway) {
        lost.push({ step: follower, because: step });
        settle(next, 'skipped');
      } else if (next.open === 0) {
        const failed = follower.after.map((id) => stateOf(id)).find((before) => before.ending !== 'done');
        if (failed && !runsAnyway(follower)) {
          lost.push({ step: follower, because: failed.step });
          settle(next, 'skipped');
        } else ready.push(follower);
      }
    }
    ready.sort(byRank);
  };

  return {
    next: () => {
      const started: Step[] = [];
      /** Locks that a more urgent step waits for to have alone: nobody less urgent may come in shared meanwhile. */
      const claimed = new Set<string>();
      for (const step of ready) {
        if (running.size >= options.parallel) break;
        const blocked = locks.blocked(step);
        const kept = step.locks.some((lock) => claimed.has(lock.name) && !locks.has(step, lock));
        if (blocked !== null || kept) {
          const wish = step.locks.find((lock) => lock.name === blocked);
          if (wish?.mode === 'exclusive') claimed.add(wish.name);
          continue;
        }
        locks.take(step);
        stateOf(step.id).ending = 'running';
        running.set(step.id, step);
        started.push(step);
      }
      if (started.length > 0) ready = ready.filter((step) => !running.has(step.id));
      return started;
    },
    end: (id, ending) => {
      running.delete(id);
      settle(stateOf(id), ending);
    },
    skip: (id) => {
      const state = stateOf(id);
      if (state.ending !== 'waiting') return;
      ready = ready.filter((step) => step.id !== id);
      settle(state, 'skipped');
    },
    rescues: ({ id }) => stateOf(id).needed,
    spare: () => ways.filter(({ id }) => !stateOf(id).needed).length,
    lost: () => lost.splice(0),
    running: () => [...running.values()],
    waiting: () => steps.filter((step) => stateOf(step.id).ending === 'waiting'),
  };
}
