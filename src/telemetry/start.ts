/** A run that is watched: its sinks, its first span, and their end. Loaded where telemetry is asked for, and not else. */
import { errorText } from './error-text.ts';
import { inSpan, log, watched } from './current.ts';
import type { Fields, Sink } from './signal.ts';
import { createTelemetry, newTrace } from './telemetry.ts';
import { parseTraceparent } from './traceparent.ts';
import type { Wanted } from './wanted.ts';

export interface RunAbout {
  /** Names the run: `cli-1795380000000`, `gh-123456-1`. */
  readonly run: string;
  /** What is done: `phoenix apply`. */
  readonly name: string;
  readonly fields: Fields;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One sink a line; each loads what it needs by itself. */
async function sinksFor(_wanted: Wanted, _about: RunAbout): Promise<readonly Sink[]> {
  return [];
}

/** Does the work of a command as a run that is watched. Telemetry that fails stops nothing. */
export async function watch<T>(wanted: Wanted, about: RunAbout, work: () => Promise<T>): Promise<T> {
  const caller = parseTraceparent(about.env['TRACEPARENT']);
  const sinks = await sinksFor(wanted, about);
  const telemetry = createTelemetry({ run: about.run, trace: caller?.trace ?? newTrace(), sinks });
  try {
    return await watched(telemetry, caller?.span ?? null, () =>
      inSpan('run', about.name, { run: about.run, ...about.fields }, async () => {
        try {
          return await work();
        } catch (error) {
          log('error', errorText(error));
          throw error;
        }
      }),
    );
  } finally {
    await telemetry.close();
  }
}
