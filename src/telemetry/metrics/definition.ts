/** What a metric is: the shape of the tables beside this file. Names follow Prometheus: base units, `_total`, `_info`. */
import type { LabelName } from './labels.ts';

/**
 * Gauges that tell of one reading and are replaced together: what the last one does not name any more is gone. Of those
 * without a group, each is replaced by itself.
 */
export type Group = 'build' | 'health' | 'nodes' | 'plan';

export interface Definition {
  /** Added up, set, or sorted into buckets. */
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** One line, as `# HELP` has it. */
  readonly help: string;
  /** As UCUM has it, which OpenTelemetry asks for: `s`, or `1` for a number of things. */
  readonly unit: 's' | '1';
  readonly labels: readonly LabelName[];
  /** Of a histogram: upper bounds, ascending, without the infinite one. */
  readonly buckets?: readonly number[];
  /** Of a gauge. */
  readonly group?: Group;
}

export type Definitions = Readonly<Record<string, Definition>>;
