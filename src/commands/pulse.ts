/**
 * Lets no log fall silent: while a command works, a line comes at least every 10 s, one for all that is at work, whatever
 * that is: steps, the nodes that are read, a lock that others have, GitHub.
 */
import { type Clock, realClock } from '../apply/clock.ts';
import { durationText } from '../config/units.ts';
import type { Say } from '../telemetry/log/said.ts';

export interface Pulse {
  /** Says a line, which is a sign of life as well. */
  readonly say: Say;
  /** Names what is done while it is done: `reading the nodes`. */
  during<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Asks for the line of whoever knows more, until the function that it gives is called. */
  tellOf(line: (now: number) => string | null): () => void;
  stop(): void;
}

export interface PulseOptions {
  readonly clock?: Clock;
  /** What is said where nothing has a name; absent: nothing is, as where somebody is asked a question. */
  readonly usual?: string;
}

/** Milliseconds of silence: so many less than 10 s that a busy processor makes it no more. */
const SILENCE = 9000;

const soFar = (what: string, ms: number) =>
  `Still ${what}, ${durationText(Math.round(ms / 1000) * 1000)} so far`;

export function pulse(say: Say, { clock = realClock, usual }: PulseOptions = {}): Pulse {
  const stop = new AbortController();
  const began = clock.now();
  const open = new Map<symbol, { readonly what: string; readonly since: number }>();
  const tellers = new Set<(now: number) => string | null>();
  let last = began;

  const lineAt = (now: number): string | null => {
    for (const teller of tellers) {
      const line = teller(now);
      if (line !== null) return line;
    }
    const newest = [...open.values()].at(-1);
    if (newest) return soFar(newest.what, now - newest.since);
    return usual === undefined ? null : soFar(usual, now - began);
  };
  const beat = async () => {
    while (!stop.signal.aborted) {
      const now = clock.now();
      const rest = last + SILENCE - now;
      if (rest > 0) {
        await clock.sleep(rest, stop.signal);
        continue;
      }
      const line = lineAt(now);
      // Where nobody is at work, whoever begins then is heard of within the same time.
      last = now;
      if (line !== null) say(line);
    }
  };
  void beat();
  return {
    say: (...told) => {
      last = clock.now();
      say(...told);
    },
    during: async (what, work) => {
      const key = Symbol(what);
      open.set(key, { what, since: clock.now() });
      try {
        return await work();
      } finally {
        open.delete(key);
      }
    },
    tellOf: (line) => {
      tellers.add(line);
      return () => tellers.delete(line);
    },
    stop: () => stop.abort(),
  };
}
