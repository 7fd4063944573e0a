/** The series of metrics, as a file keeps them: what figures make of them. Pure. */
import type { Figure } from '../signal.ts';
import type { Definition, Group } from './definition.ts';
import { definitionOf } from './definitions.ts';

/** Of one series. Buckets count all values up to their bound, in the order of the definition. */
export type Value =
  | { readonly is: 'number'; readonly value: number }
  | {
      readonly is: 'histogram';
      readonly buckets: readonly number[];
      readonly sum: number;
      readonly count: number;
    };

/** Values by labels, as `labelText` writes them. */
export type Family = ReadonlyMap<string, Value>;

/** By metric. */
export type Series = ReadonlyMap<string, Family>;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** `estate="lab",node="pve1"`, in the order of the definition; an empty label is as good as none (Prometheus). */
export function labelText({ labels }: Definition, values: Figure['labels']): string {
  return labels
    .flatMap((name) => {
      const value = values[name] ?? '';
      return value === '' ? [] : [`${name}="${value.replace(/[\\"\n]/g, (one) => ESCAPES[one] ?? one)}"`];
    })
    .join(',');
}

/** Whose figure it is: figures of a group take the place of those of the same estate and environment alone. */
function ownerText(definition: Definition, values: Figure['labels']): string {
  const labels = definition.labels.filter((name) => name === 'estate' || name === 'env');
  return labelText({ ...definition, labels }, values);
}

function grown(old: Value | undefined, { type, buckets = [] }: Definition, value: number): Value {
  switch (type) {
    case 'gauge':
      return { is: 'number', value };
    case 'counter':
      return { is: 'number', value: value + (old?.is === 'number' ? old.value : 0) };
    case 'histogram': {
      const before = old?.is === 'histogram' ? old : { buckets: buckets.map(() => 0), sum: 0, count: 0 };
      return {
        is: 'histogram',
        buckets: buckets.map((bound, i) => (before.buckets[i] ?? 0) + (value <= bound ? 1 : 0)),
        sum: before.sum + value,
        count: before.count + 1,
      };
    }
  }
}

interface Known {
  readonly figure: Figure;
  readonly definition: Definition;
}

/** A counter never falls, and nothing is infinite. */
function known(figure: Figure): Known[] {
  const definition = definitionOf(figure.metric);
  const fits = definition?.type === 'gauge' || figure.value >= 0;
  return definition && fits && Number.isFinite(figure.value) ? [{ figure, definition }] : [];
}

/** `nodes estate="lab"`: the groups that figures tell of, and whose. */
function groupsIn(all: readonly Known[]): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ figure, definition }) =>
      definition.group ? [groupText(definition.group, ownerText(definition, figure.labels))] : [],
    ),
  );
}

const groupText = (group: Group, owner: string) => `${group} ${owner}`;

/** Of `estate="lab",node="pve1"`, what says whose it is. */
const ownerIn = (labels: string): string =>
  /^(?:estate="(?:[^"\\]|\\.)*")?(?:,?env="(?:[^"\\]|\\.)*")?/.exec(labels)?.[0] ?? '';

type Draft = Map<string, Map<string, Value>>;

function forget(draft: Draft, told: ReadonlySet<string>): void {
  for (const [metric, family] of draft) {
    const group = definitionOf(metric)?.group;
    if (!group) continue;
    for (const labels of family.keys())
      if (told.has(groupText(group, ownerIn(labels)))) family.delete(labels);
  }
}

/**
 * What figures make of series, batch after batch of those that were measured together: counters and histograms grow,
 * gauges take the new value, and of a group that is told of, nothing else is left.
 */
export function measuredInto(series: Series, batches: readonly (readonly Figure[])[]): Series {
  const draft: Draft = new Map([...series].map(([metric, family]) => [metric, new Map(family)]));
  for (const figures of batches) {
    const all = figures.flatMap(known);
    const told = groupsIn(all);
    if (told.size > 0) forget(draft, told);
    for (const { figure, definition } of all) {
      const family = draft.get(figure.metric) ?? new Map<string, Value>();
      const labels = labelText(definition, figure.labels);
      family.set(labels, grown(family.get(labels), definition, figure.value));
      draft.set(figure.metric, family);
    }
  }
  return draft;
}
