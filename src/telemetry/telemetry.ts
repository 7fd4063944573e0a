/** The telemetry of one run: gives ids, takes secrets out, and hands every signal to every sink. */
import { randomBytes } from 'node:crypto';
import { masked } from '../secrets/masking.ts';
import type { Fields, Signal, Sink } from './signal.ts';

/** As the headers of W3C Trace Context have it. */
export interface TraceContext {
  readonly traceparent: string;
  /** Of the caller, passed along as it came. */
  readonly tracestate: string | null;
}

export interface Telemetry {
  /** Names the run in logs, journals and reports. */
  readonly run: string;
  /** 32 hexadecimal digits. */
  readonly trace: string;
  /** The context that work within a span gives on; null: spans are exported by nobody, so that nothing is to be continued. */
  onward(span: string): TraceContext | null;
  /** Whether anybody keeps figures. */
  readonly measures: boolean;
  emit(signal: Signal): void;
  close(): Promise<void>;
}

export interface TelemetryOptions {
  readonly run: string;
  readonly trace: string;
  readonly sinks: readonly Sink[];
  /** Whether this trace is kept; null: spans are exported by nobody. */
  readonly sampled?: boolean | null;
  readonly state?: string | null;
  /** Whether some sink keeps figures: they may cost another reading of the nodes. */
  readonly measures?: boolean;
}

export const newTrace = (): string => randomBytes(16).toString('hex');
export const newSpan = (): string => randomBytes(8).toString('hex');

function clean(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (typeof value === 'string') return [key, masked(value)];
      return [key, typeof value === 'object' ? value.map(masked) : value];
    }),
  );
}

function redacted(signal: Signal): Signal {
  switch (signal.is) {
    case 'begin':
    case 'note':
      return { ...signal, name: masked(signal.name), fields: clean(signal.fields) };
    case 'end':
      return {
        ...signal,
        fields: clean(signal.fields),
        ...(signal.why === undefined ? {} : { why: masked(signal.why) }),
      };
    case 'log':
      return { ...signal, message: masked(signal.message), fields: clean(signal.fields) };
    case 'measured':
      return signal;
  }
}

export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { run, trace, sinks, sampled = null, state = null, measures = false } = options;
  return {
    run,
    trace,
    measures,
    onward: (span) =>
      sampled === null
        ? null
        : { traceparent: `00-${trace}-${span}-${sampled ? '01' : '00'}`, tracestate: state },
    emit: (signal) => {
      const safe = redacted(signal);
      for (const sink of sinks) sink.take(safe);
    },
    close: async () => {
      await Promise.all(sinks.map((sink) => sink.close()));
    },
  };
}
