/** Traces by OTLP over HTTP: the spans of a run, sent by OpenTelemetry's exporter while it goes on. Loaded when asked for. */
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Sink } from '../signal.ts';
import { realClock } from '../../apply/clock.ts';
import { failureText } from './failure.ts';
import { createQueue, type Send } from './queue.ts';
import { ownResource } from './resource.ts';
import { LONGEST_END, type OtlpSettings, otlpSettings } from './settings.ts';
import { spanBook } from './spans.ts';

export interface TraceOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly trace: string;
  readonly state: string | null;
  /** Told once of what could not be sent. */
  readonly tell: (line: string) => void;
}

/** Of each batch an exporter of its own, since what is left at the end has less time. They share their connections. */
const sender =
  ({ agent }: OtlpSettings): Send<ReadableSpan> =>
  (batch, within) =>
    new Promise((resolve) => {
      const exporter = new OTLPTraceExporter({
        timeoutMillis: Math.max(1, Math.floor(within)),
        httpAgentOptions: () => agent,
      });
      exporter.export([...batch], ({ code, error }) =>
        resolve(code === ExportResultCode.SUCCESS ? null : failureText(error)),
      );
    });

/** @throws Error for what the environment says and nobody can understand */
export function openTraces({ env, trace, state, tell }: TraceOptions): Sink {
  const settings = otlpSettings(env, 'TRACES');
  const book = spanBook({ trace, state, resource: ownResource() });
  const queue = createQueue({ send: sender(settings), timeout: settings.timeout, longest: LONGEST_END });
  settings.onUnreached(queue.unreached);
  return {
    take: (signal) => {
      const span = book.take(signal);
      if (span) queue.add(span);
    },
    close: async () => {
      for (const span of book.rest(realClock.now())) queue.add(span);
      const { sent, lost, why } = await queue.close();
      settings.agent.destroy();
      if (lost > 0)
        tell(`${lost} of ${sent + lost} spans could not be sent to ${settings.server}: ${why ?? 'unknown'}`);
    },
  };
}
