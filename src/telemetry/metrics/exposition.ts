/**
 * Series as Prometheus reads them from a file: its text format, version 0.0.4, without times. Pure. No library of ours
 * reads the format back, which counters that outlive a process need (docs/metrics.md).
 */
import type { Definition } from './definition.ts';
import { METRICS } from './definitions.ts';
import type { Series, Value } from './series.ts';

const withLabels = (name: string, labels: string, more = ''): string => {
  const all = [labels, more].filter((one) => one !== '').join(',');
  return all === '' ? name : `${name}{${all}}`;
};

function samples(name: string, { buckets = [] }: Definition, labels: string, value: Value): string[] {
  if (value.is === 'number') return [`${withLabels(name, labels)} ${value.value}`];
  return [
    ...buckets.map(
      (bound, i) => `${withLabels(`${name}_bucket`, labels, `le="${bound}"`)} ${value.buckets[i] ?? 0}`,
    ),
    `${withLabels(`${name}_bucket`, labels, 'le="+Inf"')} ${value.count}`,
    `${withLabels(`${name}_sum`, labels)} ${value.sum}`,
    `${withLabels(`${name}_count`, labels)} ${value.count}`,
  ];
}

/** In the order of the tables, the series of each metric by their labels. */
export function exposition(series: Series): string {
  const lines = Object.entries<Definition>(METRICS).flatMap(([name, definition]) => {
    const family = [...(series.get(name) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
    if (family.length === 0) return [];
    const { help, type } = definition;
    return [
      `# HELP ${name} ${help.replaceAll('\\', '\\\\')}`,
      `# TYPE ${name} ${type}`,
      ...family.flatMap(([labels, value]) => samples(name, definition, labels, value)),
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}
