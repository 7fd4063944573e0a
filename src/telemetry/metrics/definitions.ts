/** Every metric of Phoenix, by name. */
import { APPLIES } from './applies.ts';
import type { Definition } from './definition.ts';
import { READINGS } from './readings.ts';
import { RUNS } from './runs.ts';

export const METRICS = { ...APPLIES, ...READINGS, ...RUNS } as const;

export type MetricName = keyof typeof METRICS;

/** Null: Phoenix has no such metric, or had it in another version. */
export function definitionOf(name: string): Definition | null {
  return Object.hasOwn(METRICS, name) ? METRICS[name as MetricName] : null;
}
