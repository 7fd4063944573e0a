/** Figures of known metrics, with all their labels: the compiler asks the table, and nothing of it is loaded for that. */
import type { Figure } from '../signal.ts';
import type { METRICS, MetricName } from './definitions.ts';

type LabelsOf<Metric extends MetricName> = Readonly<
  Record<(typeof METRICS)[Metric]['labels'][number], string>
>;

export function figure<Metric extends MetricName>(
  metric: Metric,
  labels: LabelsOf<Metric>,
  value: number,
): Figure {
  return { metric, labels, value };
}

/** Whose figures they are: labels that nearly all share. */
export interface Whose {
  readonly estate: string;
  /** Empty: the estate as it is without an environment. */
  readonly env: string;
}

export const whose = (estate: {
  readonly settings: { readonly name: string };
  readonly env: string | null;
}): Whose => ({ estate: estate.settings.name, env: estate.env ?? '' });

/** ISO time, in seconds since 1970. */
export const secondsOf = (iso: string): number => Date.parse(iso) / 1000;
