/** Metrics by OTLP over HTTP: what a run has measured, sent once when it ends. Loaded when asked for. */
import { ExportResultCode, millisToHrTime } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { measuredInto } from '../metrics/series.ts';
import type { Figure, Sink } from '../signal.ts';
import { realClock } from '../../apply/clock.ts';
import { failureText } from './failure.ts';
import { metricData } from './metric-data.ts';
import { createQueue } from './queue.ts';
import { ownResource, SCOPE } from './resource.ts';
import { LONGEST_END, otlpSettings } from './settings.ts';

export interface MetricOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told once of what could not be sent. */
  readonly tell: (line: string) => void;
}

/** @throws Error for what the environment says and nobody can understand */
export function openMetrics({ env, tell }: MetricOptions): Sink {
  const { server, timeout, agent, onUnreached } = otlpSettings(env, 'METRICS');
  const startTime = millisToHrTime(realClock.now());
  const batches: (readonly Figure[])[] = [];
  const timeoutMillis = Math.min(timeout, LONGEST_END);
  const exporter = new OTLPMetricExporter({ timeoutMillis, httpAgentOptions: () => agent });
  const send = (metrics: ResourceMetrics) =>
    new Promise<string | null>((resolve) => {
      exporter.export(metrics, ({ code, error }) =>
        resolve(code === ExportResultCode.SUCCESS ? null : failureText(error)),
      );
    });
  return {
    take: (signal) => {
      if (signal.is === 'measured') batches.push(signal.figures);
    },
    close: async () => {
      const metrics = metricData(measuredInto(new Map(), batches), {
        startTime,
        endTime: millisToHrTime(realClock.now()),
        temporalityOf: (instrument) => exporter.selectAggregationTemporality(instrument),
      });
      if (metrics.length === 0) return;
      const queue = createQueue<ResourceMetrics>({
        send: async ([all]) => (all ? send(all) : null),
        timeout,
        longest: LONGEST_END,
      });
      onUnreached(queue.unreached);
      queue.add({ resource: ownResource(), scopeMetrics: [{ scope: SCOPE, metrics }] });
      const { lost, why } = await queue.close();
      agent.destroy();
      if (lost > 0) tell(`the metrics of this run could not be sent to ${server}: ${why ?? 'unknown'}`);
    },
  };
}
