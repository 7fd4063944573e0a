/** Signals to spans of OpenTelemetry: what has begun is kept until it ends, and then given away. No export. */
import {
  type Attributes,
  createTraceState,
  type HrTime,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
} from '@opentelemetry/api';
import { hrTimeDuration, millisToHrTime } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { attributeName } from '../names.ts';
import type { Fields, Signal, SpanOf } from '../signal.ts';
import { SCOPE } from './resource.ts';

type Begin = Extract<Signal, { is: 'begin' }>;
type End = Extract<Signal, { is: 'end' }>;
type Event = ReadableSpan['events'][number];

export interface SpanOptions {
  /** 32 hexadecimal digits. */
  readonly trace: string;
  /** The header `tracestate` of the caller. */
  readonly state: string | null;
  readonly resource: Resource;
}

export interface SpanBook {
  /** The span that has ended with this signal; null: none has. */
  take(signal: Signal): ReadableSpan | null;
  /** What never ended, as far as it came. */
  rest(at: number): readonly ReadableSpan[];
}

/** Characters of one value, and events of one span: a script may print all day. */
const LONGEST = 1024;
const MOST_EVENTS = 128;

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

function attributesOf(fields: Fields): Attributes {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (typeof value === 'string') return [attributeName(key), short(value)];
      return [attributeName(key), typeof value === 'object' ? value.map(short) : value];
    }),
  );
}

/** What is asked of somebody else. */
const kindOf = (of: SpanOf): SpanKind =>
  of === 'command' || of === 'request' ? SpanKind.CLIENT : SpanKind.INTERNAL;

/** `STALE: …` of an error that was thrown; null: nothing was. */
const THROWN = /^([A-Z][A-Z0-9_]+|[A-Za-z]*Error): ([\s\S]+)$/;

interface Failure {
  readonly type: string;
  readonly event?: Event;
}

/** A command that ended with an exit code threw nothing, whatever it printed. */
function failureOf({ ok, why, fields, at }: End): Failure | null {
  if (ok) return null;
  if ('exit' in fields) return { type: String(fields['exit']) };
  const [, type, message] = THROWN.exec(why ?? '') ?? [];
  if (type === undefined || message === undefined) return { type: '_OTHER' };
  const attributes = { 'exception.type': type, 'exception.message': short(message) };
  return { type, event: { name: 'exception', time: millisToHrTime(at), attributes } };
}

interface OpenSpan {
  readonly begin: Begin;
  readonly events: Event[];
  dropped: number;
}

export function spanBook({ trace, state, resource }: SpanOptions): SpanBook {
  const open = new Map<string, OpenSpan>();
  const traceState = state === null ? undefined : createTraceState(state);
  const contextOf = (spanId: string, isRemote: boolean): SpanContext => ({
    traceId: trace,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
    isRemote,
    ...(traceState && { traceState }),
  });
  const closed = ({ begin, events, dropped }: OpenSpan, end: End): ReadableSpan => {
    const startTime: HrTime = millisToHrTime(begin.at);
    const endTime: HrTime = millisToHrTime(Math.max(begin.at, end.at));
    const failure = failureOf(end);
    const { name, span, parent, of } = begin;
    return {
      name: short(name),
      kind: kindOf(of),
      spanContext: () => contextOf(span, false),
      ...(parent !== null && { parentSpanContext: contextOf(parent, of === 'run') }),
      startTime,
      endTime,
      duration: hrTimeDuration(startTime, endTime),
      // What went well is left unset: only people say that it did.
      status: failure
        ? { code: SpanStatusCode.ERROR, ...(end.why !== undefined && { message: short(end.why) }) }
        : { code: SpanStatusCode.UNSET },
      attributes: {
        'phoenix.span': of,
        ...attributesOf(begin.fields),
        ...attributesOf(end.fields),
        ...(failure && { 'error.type': failure.type }),
      },
      events: failure?.event ? [...events, failure.event] : events,
      links: [],
      ended: true,
      resource,
      instrumentationScope: SCOPE,
      droppedAttributesCount: 0,
      droppedEventsCount: dropped,
      droppedLinksCount: 0,
    };
  };
  const note = (span: string, at: number, name: string, fields: Fields) => {
    const known = open.get(span);
    if (!known) return;
    if (known.events.length >= MOST_EVENTS) known.dropped += 1;
    else known.events.push({ name: short(name), time: millisToHrTime(at), attributes: attributesOf(fields) });
  };
  return {
    take: (signal) => {
      switch (signal.is) {
        case 'begin':
          open.set(signal.span, { begin: signal, events: [], dropped: 0 });
          return null;
        case 'note':
          note(signal.span, signal.at, signal.name, signal.fields);
          return null;
        case 'end': {
          const known = open.get(signal.span);
          open.delete(signal.span);
          return known ? closed(known, signal) : null;
        }
        case 'log': {
          const { level, message, span, fields, at } = signal;
          // What is in no log file shall be found here.
          if (span !== null && (level === 'warn' || level === 'error'))
            note(span, at, level, { text: message, ...fields });
          return null;
        }
        case 'measured':
          return null;
      }
    },
    rest: (at) => {
      const left = [...open.entries()];
      open.clear();
      return left.map(([span, known]) =>
        closed(known, { is: 'end', at, span, ok: false, why: 'the run ended before it did', fields: {} }),
      );
    },
  };
}
