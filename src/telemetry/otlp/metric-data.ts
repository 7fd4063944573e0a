/** Series to metrics of OpenTelemetry, under the same names and with the same buckets. Pure. */
import { type HrTime, ValueType } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  InstrumentType,
  type MetricData,
} from '@opentelemetry/sdk-metrics';
import type { Definition } from '../metrics/definition.ts';
import { definitionOf } from '../metrics/definitions.ts';
import { labelsIn } from '../metrics/read-exposition.ts';
import type { Family, Series, Value } from '../metrics/series.ts';

export interface MetricDataOptions {
  /** When the run began, and ended. */
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  /** As the exporter takes it from the environment. */
  readonly temporalityOf: (instrument: InstrumentType) => AggregationTemporality;
}

/**
 * A number of things has none here: collectors that write for Prometheus make `_ratio` of the unit `1`, and rules and
 * dashboards would not find the metric by its name.
 */
const unitOf = ({ unit }: Definition): string => (unit === '1' ? '' : unit);

/** Ours count all values up to their bound, theirs those of one bucket. */
function histogramOf(value: Extract<Value, { is: 'histogram' }>, { buckets = [] }: Definition): Histogram {
  const upTo = [...value.buckets, value.count];
  const counts = upTo.map((count, i) => count - (upTo[i - 1] ?? 0));
  return { buckets: { boundaries: [...buckets], counts }, sum: value.sum, count: value.count };
}

function metricOf(
  name: string,
  family: Family,
  definition: Definition,
  { startTime, endTime, temporalityOf }: MetricDataOptions,
): MetricData {
  const { help, type } = definition;
  const descriptor = { name, description: help, unit: unitOf(definition), valueType: ValueType.DOUBLE };
  const points = <T>(of: (value: Value) => T[]): DataPoint<T>[] =>
    [...family].flatMap(([labels, value]) =>
      of(value).map((one) => ({
        startTime,
        endTime,
        attributes: Object.fromEntries(labelsIn(labels) ?? []),
        value: one,
      })),
    );
  const numbers = () => points((value) => (value.is === 'number' ? [value.value] : []));
  switch (type) {
    case 'counter':
      return {
        descriptor,
        dataPointType: DataPointType.SUM,
        isMonotonic: true,
        aggregationTemporality: temporalityOf(InstrumentType.COUNTER),
        dataPoints: numbers(),
      };
    case 'gauge':
      return {
        descriptor,
        dataPointType: DataPointType.GAUGE,
        aggregationTemporality: AggregationTemporality.CUMULATIVE,
        dataPoints: numbers(),
      };
    case 'histogram':
      return {
        descriptor,
        dataPointType: DataPointType.HISTOGRAM,
        aggregationTemporality: temporalityOf(InstrumentType.HISTOGRAM),
        dataPoints: points((value) => (value.is === 'histogram' ? [histogramOf(value, definition)] : [])),
      };
  }
}

export function metricData(series: Series, options: MetricDataOptions): MetricData[] {
  return [...series].flatMap(([name, family]) => {
    const definition = definitionOf(name);
    return definition && family.size > 0 ? [metricOf(name, family, definition, options)] : [];
  });
}
