/**
 * How long an apply will still take, as far as anybody can tell: by the estimates of its steps, and by how well the ones
 * that have ended kept to theirs. Pure; a step that waits for people or software is a guess and stays one.
 */
import type { Step } from '../kinds/step.ts';
import { estimate } from './estimate.ts';
import { priorities } from './priority.ts';

export interface TimeLeft {
  started(id: string, now: number): void;
  /** It ended, or never began. */
  ended(id: string, now: number): void;
  /** Milliseconds. */
  left(now: number): number;
}

/** Milliseconds of estimates that count as kept before anything has ended: one odd step says little. */
const TRUST = 10_000;
const SLOWEST = 10;
const FASTEST = 0.2;

interface Open {
  readonly step: Step;
  readonly ms: number;
  began: number | null;
}

/** @param steps all that are to run; ways back are not among them until one is needed */
export function timeLeft(steps: readonly Step[], parallel: number): TimeLeft {
  const due = steps.filter(({ rescue }) => rescue !== true);
  const open = new Map(
    due.map((step): [string, Open] => [step.id, { step, ms: estimate(step), began: null }]),
  );
  const rank = priorities(due, estimate);
  const byRank = due.toSorted((a, b) => (rank.get(b.id) ?? 0) - (rank.get(a.id) ?? 0)).map(({ id }) => id);
  let first = 0;
  let guessed = TRUST;
  let took = TRUST;

  const restOf = ({ ms, began }: Open, now: number): number =>
    began === null ? ms : Math.max(0, ms - (now - began));
  /** The longest path of what has not ended. */
  const path = (now: number): number => {
    while (first < byRank.length && !open.has(byRank[first] ?? '')) first += 1;
    const id = byRank[first] ?? '';
    const top = open.get(id);
    return top ? (rank.get(id) ?? 0) - top.ms + restOf(top, now) : 0;
  };
  return {
    started: (id, now) => {
      const one = open.get(id);
      if (one) one.began = now;
    },
    ended: (id, now) => {
      const one = open.get(id);
      open.delete(id);
      if (!one || one.began === null) return;
      guessed += one.ms;
      took += now - one.began;
    },
    left: (now) => {
      const locks = new Map<string, number>();
      let work = 0;
      for (const one of open.values()) {
        const rest = restOf(one, now);
        work += rest;
        for (const { name, mode } of one.step.locks)
          if (mode === 'exclusive') locks.set(name, (locks.get(name) ?? 0) + rest);
      }
      const bound = Math.max(path(now), work / parallel, ...locks.values());
      return bound * Math.min(SLOWEST, Math.max(FASTEST, took / guessed));
    },
  };
}
