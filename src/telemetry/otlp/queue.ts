/**
 * What waits to be sent: in batches, one after the other, while the run goes on, and for some seconds at its end. It is
 * bounded: where a collector is too slow, what comes last is left out, and counted.
 */

/** Sends a batch within so many milliseconds; why not, where it does not come about. It never throws. */
export type Send<T> = (batch: readonly T[], within: number) => Promise<string | null>;

export interface QueueOptions<T> {
  readonly send: Send<T>;
  /** Milliseconds for one batch, and for all that is left at the end. */
  readonly timeout: number;
  readonly longest: number;
  /** Milliseconds that little waits for more. */
  readonly delay?: number;
}

/** What became of all of it. */
interface Delivery {
  readonly sent: number;
  readonly lost: number;
  /** Of the first that a collector did not take, if it was asked. */
  readonly why: string | null;
}

export interface Queue<T> {
  add(one: T): void;
  /** Nobody takes connections there, and why: what is sent is tried again while the run goes on, and given up at its end. */
  readonly unreached: (reason: string) => void;
  /** Sends what is left, for `longest` at most. */
  close(): Promise<Delivery>;
}

/** As OpenTelemetry's batches are; four times as many wait, since an apply tells much at once. */
const BATCH = 512;
export const MOST_WAITING = 8192;

const LATE = 'it did not answer in time';

export function createQueue<T>({ send, timeout, longest, delay = 1000 }: QueueOptions<T>): Queue<T> {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let end = Number.POSITIVE_INFINITY;
  let [sent, lost] = [0, 0];
  let why: string | null = null;
  let giveUp = (_reason: string) => {};
  /** Why the last connection did not come about; null: it did. */
  let deaf: string | null = null;

  const lose = (count: number, reason: string) => {
    if (count === 0) return;
    lost += count;
    why ??= reason;
  };

  /** What is given up after so long, whatever its request still does; at the end of a run at its end. */
  const within = async (batch: readonly T[], ms: number): Promise<string | null> => {
    let limit: NodeJS.Timeout | null = null;
    const late = new Promise<string>((resolve) => {
      giveUp = resolve;
      limit = setTimeout(() => resolve(LATE), ms);
    });
    const result = await Promise.race([send(batch, ms), late]);
    if (limit) clearTimeout(limit);
    if (result === null) deaf = null;
    return result;
  };

  const drain = async (least: number) => {
    while (waiting.length >= least) {
      const left = end - performance.now();
      if (left <= 0) return;
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      const failure = await within(batch, Math.min(timeout, left));
      if (failure === null) sent += batch.length;
      else lose(batch.length, failure);
    }
  };

  const start = (least: number) => {
    if (timer) clearTimeout(timer);
    timer = null;
    running ??= drain(least).finally(() => {
      running = null;
      if (waiting.length > 0) later();
    });
  };

  const later = () => {
    if (timer || running || end < Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => start(1), delay);
    // What waits at the end is sent by `close`.
    timer.unref();
  };

  return {
    add: (one) => {
      if (waiting.length >= MOST_WAITING) {
        lost += 1;
        return;
      }
      waiting.push(one);
      if (waiting.length >= BATCH) start(BATCH);
      else later();
    },
    unreached: (reason) => {
      deaf = reason;
      if (end === Number.POSITIVE_INFINITY) return;
      end = performance.now();
      giveUp(reason);
    },
    close: async () => {
      end = performance.now() + longest;
      if (timer) clearTimeout(timer);
      // What is under way began before, and may have more time.
      const limit = setTimeout(() => giveUp(LATE), longest);
      if (deaf !== null) giveUp(deaf);
      await running;
      clearTimeout(limit);
      if (waiting.length > 0) await drain(1);
      lose(waiting.length, 'there was no time left');
      waiting = [];
      return { sent, lost, why: why ?? (lost > 0 ? 'more came than could be sent' : null) };
    },
  };
}
