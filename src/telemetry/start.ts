/** A run that is watched: its sinks, its first span, and their end. Loaded where telemetry is asked for, and not else. */
import { PhoenixError } from '../errors.ts';
import { inSpan, log, measure, watched } from './current.ts';
import { errorText } from './error-text.ts';
import type { RunOver } from './metrics/of-run.ts';
import { isSampled } from './sampling.ts';
import { say, screenSink } from './log/said.ts';
import type { Fields, Sink } from './signal.ts';
import { createTelemetry, newTrace } from './telemetry.ts';
import { parseTraceparent, parseTracestate } from './traceparent.ts';
import type { Wanted } from './wanted.ts';

/** How the work of a run ended, as its span says it. */
interface RunEnd {
  readonly ok: boolean;
  readonly fields: Fields;
  readonly why?: string;
}

export interface RunAbout<T> {
  /** Names the run: `cli-1795380000000`, `gh-123456-1`. */
  readonly run: string;
  /** What is done: `phoenix apply`. */
  readonly name: string;
  readonly fields: Fields;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly endOf: (result: T) => RunEnd;
  /** Told the name of a trace that is exported, so that it is found. It never throws. */
  readonly onTrace?: (trace: string) => void | Promise<void>;
}

/** The trace that the run belongs to. */
interface Trace {
  readonly trace: string;
  /** The span of the caller; null: the trace begins here. */
  readonly parent: string | null;
  readonly state: string | null;
  /** Null: spans are exported by nobody. */
  readonly sampled: boolean | null;
}

const now = () => performance.now();
const tell = (line: string) => say(line, 'warn');

function traceOf({ otlp }: Wanted, env: RunAbout<never>['env']): Trace {
  const caller = parseTraceparent(env['TRACEPARENT']);
  const trace = caller?.trace ?? newTrace();
  return {
    trace,
    parent: caller?.span ?? null,
    state: caller ? parseTracestate(env['TRACESTATE']) : null,
    sampled: otlp.traces ? isSampled(env, caller, trace) : null,
  };
}

/** What cannot be opened is told, and stops nothing. */
async function opened(what: string, open: () => Promise<Sink>): Promise<readonly Sink[]> {
  try {
    return [await open()];
  } catch (error) {
    tell(`${what} cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

/** That of traces by itself: what is exported by nobody is not to be continued by anybody. */
async function tracesOf(
  { trace, state, sampled }: Trace,
  env: RunAbout<never>['env'],
): Promise<readonly Sink[]> {
  if (!sampled) return [];
  return opened('traces', async () =>
    (await import('./otlp/trace-sink.ts')).openTraces({ env, trace, state, tell }),
  );
}

/** The others, one a line; each loads what it needs by itself. */
async function sinksFor(
  wanted: Wanted,
  { run, env }: Pick<RunAbout<never>, 'run' | 'env'>,
  { trace }: Trace,
): Promise<readonly Sink[]> {
  const { logFile: path, logLevel: level, metricsFile, otlp } = wanted;
  const sinks = await Promise.all([
    // Whoever names a file that cannot be opened is told at once: that is no failure on the way.
    path !== null && import('./log/log-file.ts').then(({ logFile }) => logFile({ path, level, run, trace })),
    otlp.metrics &&
      opened('metrics', async () => (await import('./otlp/metric-sink.ts')).openMetrics({ env, tell })),
    metricsFile !== null &&
      import('./metrics/textfile.ts').then(({ textfileSink }) => textfileSink(metricsFile, tell)),
  ]);
  return [screenSink({ run, trace }), ...sinks].flatMap((one) => one || []);
}

/** Does the work of a command as a run that is watched. Telemetry that fails stops nothing. */
export async function watch<T>(wanted: Wanted, about: RunAbout<T>, work: () => Promise<T>): Promise<T> {
  const { run, name, fields, env, endOf, onTrace = (id) => say(`trace ${id}`) } = about;
  const began = now();
  const at = traceOf(wanted, env);
  const { trace, parent, state } = at;
  const [traces, others] = await Promise.all([tracesOf(at, env), sinksFor(wanted, about, at)]);
  const sampled = at.sampled && traces.length === 0 ? null : at.sampled;
  const sinks = [...others, ...traces];
  const measures = wanted.metricsFile !== null || wanted.otlp.metrics;
  const telemetry = createTelemetry({ run, trace, sinks, sampled, state, measures });
  const tellRun = async (end: RunOver['end']) => {
    if (measures) measure((await import('./metrics/of-run.ts')).runFigures({ name, ms: now() - began, end }));
  };
  try {
    return await watched(telemetry, parent, () =>
      inSpan('run', name, { run, ...fields }, async (span) => {
        if (sampled) await onTrace(trace);
        try {
          const result = await work();
          const end = endOf(result);
          span.end(end.ok, end.fields, end.why);
          await tellRun(end);
          return result;
        } catch (error) {
          await tellRun({ error });
          // It is shown at the edge.
          log('error', errorText(error), error instanceof PhoenixError ? { code: error.code } : {}, true);
          throw error;
        }
      }),
    );
  } finally {
    await telemetry.close();
  }
}
