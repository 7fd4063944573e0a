/** The tables of docs/metrics.md, made from the definitions. */
import { APPLIES } from '../../src/telemetry/metrics/applies.ts';
import type { Definition, Definitions } from '../../src/telemetry/metrics/definition.ts';
import { type Label, LABELS } from '../../src/telemetry/metrics/labels.ts';
import { READINGS } from '../../src/telemetry/metrics/readings.ts';
import { RUNS } from '../../src/telemetry/metrics/runs.ts';

function row(name: string, { type, labels, help, buckets }: Definition): string {
  const bounds = buckets ? ` Buckets up to ${buckets.join(', ')}.` : '';
  const named = labels.map((label) => `\`${label}\``).join(', ');
  return `| \`${name}\` | ${type} | ${named} | ${help}${bounds} |`;
}

const table = (title: string, definitions: Definitions): string =>
  [
    `\n## ${title}\n`,
    '| metric | type | labels | what it is |',
    '|---|---|---|---|',
    ...Object.entries(definitions).map(([name, definition]) => row(name, definition)),
    '',
  ].join('\n');

export function metricsTables(): string {
  const labels = Object.entries<Label>(LABELS).map(
    ([name, { means, bound }]) => `| \`${name}\` | ${means} | ${bound} |`,
  );
  return [
    table('How things are', READINGS),
    table('What applies do', APPLIES),
    table('What Phoenix does', RUNS),
    ['\n## Labels\n', '| label | what it is | values |', '|---|---|---|', ...labels, ''].join('\n'),
  ].join('');
}
