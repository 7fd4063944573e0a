/**
 * What of a run is kept, and where: from options of the command line or inputs of the action, and from the environment.
 * Loaded by every command, so that nothing heavy is imported here.
 */
import { PhoenixError } from '../errors.ts';
import type { Level } from './signal.ts';

/** As given: by `--log-file`, or by an input of the action. */
export interface TelemetryOptions {
  readonly logFile?: string;
  readonly logFormat?: string;
  readonly logLevel?: string;
  readonly metricsFile?: string;
}

export interface Wanted {
  /** JSON lines go there; null: nowhere. */
  readonly logFile: string | null;
  /** Of what stderr shows: for people, or JSON lines. */
  readonly logFormat: 'text' | 'json';
  readonly logLevel: Level;
  /** A file that node_exporter's textfile collector reads; null: none. */
  readonly metricsFile: string | null;
  /** By the variables that OpenTelemetry's specification names. */
  readonly otlp: { readonly traces: boolean; readonly metrics: boolean };
}

type Variables = Readonly<Record<string, string | undefined>>;

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly Level[];
export const FORMATS = ['text', 'json'] as const;

/** Empty is as good as not set, as OpenTelemetry has it. */
const given = (...values: readonly (string | undefined)[]): string | null =>
  values.find((value) => value !== undefined && value !== '') ?? null;

function oneOf<T extends string>(what: string, value: string | null, all: readonly T[], usual: T): T {
  if (value === null) return usual;
  const found = all.find((one) => one === value);
  if (found !== undefined) return found;
  throw new PhoenixError('USAGE', `${what} cannot be "${value}"`, { hint: `it is one of ${all.join(', ')}` });
}

/** node_exporter reads no others. */
function textfile(path: string | null): string | null {
  if (path === null || path.endsWith('.prom')) return path;
  throw new PhoenixError('USAGE', `the file of metrics cannot be "${path}"`, {
    hint: "its name must end in .prom: node_exporter's textfile collector reads no others",
  });
}

/** Whether an exporter is asked for: an address is given, and nobody turned it off. */
function exports(of: 'TRACES' | 'METRICS', env: Variables): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  if (env[`OTEL_${of}_EXPORTER`] === 'none') return false;
  return given(env['OTEL_EXPORTER_OTLP_ENDPOINT'], env[`OTEL_EXPORTER_OTLP_${of}_ENDPOINT`]) !== null;
}

/**
 * What is to be kept of this run; null: nothing, and nothing of telemetry is loaded.
 * @throws PhoenixError `USAGE`
 */
export function wanted(options: TelemetryOptions, env: Variables): Wanted | null {
  const all: Wanted = {
    logFile: given(options.logFile, env['PHOENIX_LOG_FILE']),
    logFormat: oneOf(
      'the format of the log',
      given(options.logFormat, env['PHOENIX_LOG_FORMAT']),
      FORMATS,
      'text',
    ),
    logLevel: oneOf(
      'the level of the log',
      given(options.logLevel, env['PHOENIX_LOG_LEVEL']),
      LEVELS,
      'info',
    ),
    metricsFile: textfile(given(options.metricsFile, env['PHOENIX_METRICS_FILE'])),
    otlp: { traces: exports('TRACES', env), metrics: exports('METRICS', env) },
  };
  const { logFile, logFormat, logLevel, metricsFile, otlp } = all;
  const isOff =
    logFile === null &&
    logFormat === 'text' &&
    logLevel === 'info' &&
    metricsFile === null &&
    !otlp.traces &&
    !otlp.metrics;
  return isOff ? null : all;
}
