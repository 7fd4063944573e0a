/**
 * Reads back what `exposition` has written, strictly: what is not wholly as Phoenix writes it is no file of Phoenix, and
 * nothing of it counts. Metrics and buckets that this version does not have are left out. Pure.
 */
import type { Definition } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { labelText, type Series, type Value } from './series.ts';

interface Line {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** With `s`: labels may hold what ends a line elsewhere, such as U+2028. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/s;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/y;
const COMMENT = /^# (?:HELP [a-zA-Z_:][\w:]* .*|TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram))$/;

/** Not as Phoenix writes it: the number of the line, and what is wrong. */
export class BrokenExposition extends Error {
  constructor(line: number, why: string) {
    super(`line ${line}: ${why}`);
    this.name = 'BrokenExposition';
  }
}

/** What `labelText` has written; null: something else has. */
export function labelsIn(text: string): ReadonlyMap<string, string> | null {
  const labels = new Map<string, string>();
  LABEL.lastIndex = 0;
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const found = LABEL.exec(text);
    const [, name = '', value = ''] = found ?? [];
    if (!found || labels.has(name)) return null;
    labels.set(
      name,
      value.replace(/\\([\\"n])/g, (_, one: string) => (one === 'n' ? '\n' : one)),
    );
  }
  return labels;
}

function lineIn(text: string): Line | null {
  const found = SAMPLE.exec(text);
  if (!found) return null;
  const [, name = '', inner = '', number = ''] = found;
  const labels = labelsIn(inner);
  const value = Number(number);
  return labels && Number.isFinite(value) ? { name, labels, value } : null;
}

/** One series, while its lines come. */
interface Draft {
  readonly definition: Definition;
  readonly metric: string;
  readonly labels: string;
  /** By what follows the name of the metric, with the bound of a bucket: `_sum`, `_bucket 0.5`; empty: the value itself. */
  readonly parts: Map<string, number>;
}

/** `phoenix_lock_wait_seconds` and `_bucket` of `phoenix_lock_wait_seconds_bucket`. */
function split(name: string): { readonly metric: string; readonly part: string } {
  const part = /_(?:bucket|sum|count)$/.exec(name)?.[0] ?? '';
  const metric = name.slice(0, name.length - part.length);
  return definitionOf(metric)?.type === 'histogram' ? { metric, part } : { metric: name, part: '' };
}

function valueOf({ definition, parts }: Draft): Value | null {
  if (definition.type !== 'histogram') {
    const value = parts.get('');
    const isSound = value !== undefined && (definition.type === 'gauge' || value >= 0);
    return isSound && parts.size === 1 ? { is: 'number', value } : null;
  }
  const bounds = definition.buckets ?? [];
  const buckets = bounds.map((bound) => parts.get(`_bucket ${bound}`) ?? -1);
  const [count = -1, all = -1, sum = -1] = ['_count', '_bucket +Inf', '_sum'].map((part) => parts.get(part));
  const isRising = [...buckets, count].every((one, i, list) => one >= (i === 0 ? 0 : (list[i - 1] ?? 0)));
  const isWhole = parts.size === bounds.length + 3 && count === all && sum >= 0;
  return isRising && isWhole && Number.isInteger(count) ? { is: 'histogram', buckets, sum, count } : null;
}

/** Buckets of another version: the histogram begins anew. */
function hasOtherBuckets({ definition, parts }: Draft): boolean {
  const bounds = [...parts.keys()].flatMap((part) => /^_bucket (?!\+Inf)(.*)$/.exec(part)?.[1] ?? []);
  return bounds.join(' ') !== (definition.buckets ?? []).join(' ');
}

/** The lines of each series, of metrics that this version has. */
function draftsIn(lines: readonly string[]): Iterable<Draft> {
  const drafts = new Map<string, Draft>();
  /** In another version, it was of another type. */
  const others = new Set<string>();
  for (const [i, text] of lines.entries()) {
    if (text.startsWith('#')) {
      const [is, typed = '', type] = COMMENT.exec(text) ?? [];
      if (is === undefined) throw new BrokenExposition(i + 1, 'no comment of ours');
      if (typed !== '' && definitionOf(typed)?.type !== type) others.add(typed);
      continue;
    }
    const line = lineIn(text);
    if (!line) throw new BrokenExposition(i + 1, 'no sample');
    const { metric, part } = split(line.name);
    const definition = definitionOf(metric);
    if (!definition || others.has(metric)) continue;
    const { le, ...values } = Object.fromEntries(line.labels);
    // As another version named its labels.
    if (Object.keys(values).some((name) => !definition.labels.some((one) => one === name))) continue;
    const labels = labelText(definition, values);
    const key = `${metric} ${labels}`;
    const draft = drafts.get(key) ?? { definition, metric, labels, parts: new Map<string, number>() };
    const which = le === undefined ? part : `${part} ${le}`;
    if (draft.parts.has(which)) throw new BrokenExposition(i + 1, 'it stands there twice');
    draft.parts.set(which, line.value);
    drafts.set(key, draft);
  }
  return drafts.values();
}

/** @throws BrokenExposition */
export function readExposition(text: string): Series {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new BrokenExposition(lines.length + 1, 'it breaks off');
  const series = new Map<string, Map<string, Value>>();
  for (const draft of draftsIn(lines)) {
    const { metric, labels, definition } = draft;
    if (definition.type === 'histogram' && hasOtherBuckets(draft)) continue;
    const value = valueOf(draft);
    if (!value) throw new BrokenExposition(lines.length, `${metric}{${labels}} does not add up`);
    const family = series.get(metric) ?? new Map<string, Value>();
    series.set(metric, family.set(labels, value));
  }
  return series;
}
