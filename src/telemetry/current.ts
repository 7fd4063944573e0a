/**
 * The telemetry of the run that is at work, and the span within it: carried along with asynchronous calls, so that nobody
 * passes it on by hand. Where no run is watched, everything here does nothing, and nothing else of telemetry is loaded.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { realClock } from '../apply/clock.ts';
import { errorText } from './error-text.ts';
import type { Fields, Figure, Level, SpanOf } from './signal.ts';
import { newSpan, type Telemetry, type TraceContext } from './telemetry.ts';

interface Here {
  readonly telemetry: Telemetry;
  readonly span: string | null;
}

const here = new AsyncLocalStorage<Here>();

/** A span that has begun. */
export interface Span {
  note(name: string, fields?: Fields): void;
  /**
   * Once; later calls do nothing.
   * @param at when it ended, if not now
   */
  end(ok: boolean, fields?: Fields, why?: string, at?: number): void;
  /**
   * A span beneath this one.
   * @param id where what is done within knows its own already
   */
  begin(of: SpanOf, name: string, fields?: Fields, id?: string): Span;
  /** What is begun, logged and asked for in this work belongs to this span. */
  within<T>(work: () => T): T;
}

const NO_SPAN: Span = {
  note: () => {},
  end: () => {},
  begin: () => NO_SPAN,
  within: (work) => work(),
};

const NONE: Fields = {};

interface Opening {
  readonly of: SpanOf;
  readonly name: string;
  readonly fields: Fields;
  readonly id?: string | undefined;
}

function open(telemetry: Telemetry, parent: string | null, { of, name, fields, id }: Opening): Span {
  const span = id ?? newSpan();
  let ended = false;
  telemetry.emit({ is: 'begin', at: realClock.now(), span, parent, of, name, fields });
  return {
    note: (what, more = NONE) =>
      telemetry.emit({ is: 'note', at: realClock.now(), span, name: what, fields: more }),
    end: (ok, more = NONE, why, at = realClock.now()) => {
      if (ended) return;
      ended = true;
      telemetry.emit({
        is: 'end',
        at,
        span,
        ok,
        fields: more,
        ...(why === undefined ? {} : { why }),
      });
    },
    begin: (ofWhat, what, more = NONE, own) =>
      open(telemetry, span, { of: ofWhat, name: what, fields: more, id: own }),
    within: (work) => here.run({ telemetry, span }, work),
  };
}

/** Does some work as the run that is watched. */
export function watched<T>(telemetry: Telemetry, parent: string | null, work: () => T): T {
  return here.run({ telemetry, span: parent }, work);
}

/** Whether anybody looks: spares the making of what nobody would see. */
export const isWatched = (): boolean => here.getStore() !== undefined;

/** Whether anybody keeps figures: spares the making of those that nobody would. */
export const isMeasured = (): boolean => here.getStore()?.telemetry.measures ?? false;

/** The name of the run that is watched; null where none is. */
export const watchedRun = (): string | null => here.getStore()?.telemetry.run ?? null;

/** Names this run: as it is watched, or by what it does and when it began. */
export const runName = (verb: string): string => watchedRun() ?? `${verb}-${Date.now()}`;

/** Of the run that is watched, and the span that is at work; null where none is. */
export function idsAtWork(): {
  readonly run: string;
  readonly trace: string;
  readonly span: string | null;
} | null {
  const store = here.getStore();
  return store ? { run: store.telemetry.run, trace: store.telemetry.trace, span: store.span } : null;
}

/** What is given on to whoever works for the span that is at work; null where nobody exports it. */
export function traceContext(): TraceContext | null {
  const store = here.getStore();
  return store?.span ? store.telemetry.onward(store.span) : null;
}

/** A span beneath the one that is at work; whoever begins it ends it. */
export function beginSpan(of: SpanOf, name: string, fields: Fields = NONE): Span {
  const store = here.getStore();
  return store ? open(store.telemetry, store.span, { of, name, fields }) : NO_SPAN;
}

/** A span around some work: it fails if the work throws. */
export async function inSpan<T>(
  of: SpanOf,
  name: string,
  fields: Fields,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  if (!isWatched()) return work(NO_SPAN);
  const span = beginSpan(of, name, fields);
  try {
    const result = await span.within(() => work(span));
    span.end(true);
    return result;
  } catch (error) {
    span.end(false, NONE, errorText(error));
    throw error;
  }
}

/** @param said it needs not be shown any more: sinks that show the run to somebody leave it out */
export function log(level: Level, message: string, fields: Fields = NONE, said = false): void {
  const store = here.getStore();
  if (!store) return;
  const { telemetry, span } = store;
  telemetry.emit({ is: 'log', at: realClock.now(), level, message, span, fields, ...(said && { said }) });
}

export function measure(figures: readonly Figure[]): void {
  if (figures.length === 0) return;
  here.getStore()?.telemetry.emit({ is: 'measured', at: realClock.now(), figures });
}
