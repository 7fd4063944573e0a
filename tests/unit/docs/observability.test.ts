/** What docs/observability ships fits what Phoenix measures. Whether Prometheus takes it, tests/monitoring asks. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { definitionOf } from '../../../src/telemetry/metrics/definitions.ts';
import { describe } from '../../support/describe.ts';
import { metricsTables } from '../../support/metrics-page.ts';
import {
  annotationExpressions,
  panelExpressions,
  shippedDashboard,
  shippedRules,
} from '../../support/shipped-monitoring.ts';

const records = new Set(shippedRules().flatMap(({ record }) => record ?? []));

/** Names and the labels that are asked for, of `name{label="x",other=~"y"}`. */
function askedIn(expr: string): { readonly name: string; readonly labels: readonly string[] }[] {
  return [...expr.matchAll(/\b(phoenix[_:][a-z0-9_:]+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', inner = '']) => ({
      name,
      labels: [...inner.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }),
  );
}

function wrongIn(expr: string): string[] {
  return askedIn(expr).flatMap(({ name, labels }) => {
    if (name.includes(':')) return records.has(name) ? [] : [`${name} is recorded by no rule`];
    const base = name.replace(/_(?:bucket|sum|count)$/, '');
    const definition = definitionOf(name) ?? definitionOf(base);
    if (!definition) return [`${name} is no metric`];
    if (definitionOf(name)?.type === 'histogram') return [`${name} is a histogram, and has no value`];
    return labels
      .filter((label) => !definition.labels.some((one) => one === label))
      .map((label) => `${name} has no label ${label}`);
  });
}

describe('the rules of Prometheus', (test) => {
  test('ask for what there is', () => {
    assert.equal(
      shippedRules().flatMap(({ expr }) => wrongIn(expr)),
      [],
    );
  });

  test('have an alert that fires and one that is silent, for each', () => {
    interface Tested {
      readonly tests: readonly {
        readonly alert_rule_test: readonly {
          readonly alertname: string;
          readonly exp_alerts: readonly unknown[];
        }[];
      }[];
    }
    const tried = readdirSync('tests/monitoring')
      .filter((name) => name.endsWith('.yml'))
      .map((name) => parse(readFileSync(`tests/monitoring/${name}`, 'utf8')) as Tested)
      .flatMap(({ tests }) => tests)
      .flatMap(({ alert_rule_test }) => alert_rule_test);
    const alerts = shippedRules()
      .flatMap(({ alert }) => alert ?? [])
      .toSorted();
    const named = (fires: boolean) =>
      [
        ...new Set(
          tried.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map((one) => one.alertname),
        ),
      ].toSorted();
    assert.equal(named(true), alerts);
    assert.equal(named(false), alerts);
  });
});

describe('the dashboard of Grafana', (test) => {
  const { panels, templating, schemaVersion, uid, title } = shippedDashboard();

  test('asks for what there is', () => {
    const exprs = [...panelExpressions().map(([, expr]) => expr), ...annotationExpressions()];
    assert.ok(exprs.length > 25);
    assert.equal(exprs.flatMap(wrongIn), []);
    assert.equal(
      exprs.filter((expr) => expr.includes('$')),
      [],
    );
  });

  test('has what an import needs', () => {
    assert.is(uid, 'phoenix');
    assert.is(title, 'Phoenix');
    assert.ok(schemaVersion >= 36);
    const ids = panels.map(({ id }) => id);
    assert.is(new Set(ids).size, ids.length);
    assert.equal(
      templating.list.map(({ name, type }) => [name, type]),
      [
        ['datasource', 'datasource'],
        ['estate', 'query'],
        ['env', 'query'],
      ],
    );
    const sources = [
      ...panels.flatMap(({ targets = [] }) => targets.map(({ datasource }) => datasource.uid)),
      ...templating.list.flatMap(({ datasource }) => datasource?.uid ?? []),
    ];
    assert.equal(new Set(sources), new Set(['${datasource}']));
    for (const { definition = '' } of templating.list) assert.equal(wrongIn(definition), []);
  });

  test('has no panel over another, or beyond the 24 columns', () => {
    const cells = panels.flatMap(({ title: name, gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => ({
        name,
        column: x + (i % w),
        cell: `${x + (i % w)} ${y + Math.floor(i / w)}`,
      })),
    );
    assert.is(new Set(cells.map(({ cell }) => cell)).size, cells.length);
    assert.equal(
      cells.filter(({ column }) => column > 23),
      [],
    );
  });
});

describe('the configuration of a collector', (test) => {
  interface Collector {
    readonly receivers: object;
    readonly processors: object;
    readonly exporters: object;
    readonly service: {
      readonly pipelines: Readonly<
        Record<string, Readonly<Record<'receivers' | 'processors' | 'exporters', readonly string[]>>>
      >;
    };
  }
  const config = parse(
    readFileSync('docs/observability/collectors/otel-collector.yaml', 'utf8'),
  ) as Collector;

  for (const [name, pipeline] of Object.entries(config.service.pipelines)) {
    test(`has every part of the pipeline of ${name}`, () => {
      for (const part of ['receivers', 'processors', 'exporters'] as const) {
        assert.ok(pipeline[part].length > 0);
        for (const one of pipeline[part]) assert.ok(Object.hasOwn(config[part], one), `${part}: ${one}`);
      }
    });
  }
});

const PAGE = 'docs/metrics.md';
const MADE = '<!-- made from src/telemetry/metrics -->\n';

describe('the page of metrics', (test) => {
  test('has a row for each metric and each label (UPDATE_DOCS=1 writes them)', () => {
    const [byHand = '', made = ''] = readFileSync(PAGE, 'utf8').split(MADE);
    if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, byHand + MADE + metricsTables());
    else assert.is(made, metricsTables());
  });

  test('names every alert, and no other', () => {
    const named = [...readFileSync(PAGE, 'utf8').matchAll(/`(Phoenix[A-Za-z]+)`/g)].map(([, name]) => name);
    assert.equal(new Set(named), new Set(shippedRules().flatMap(({ alert }) => alert ?? [])));
  });
});
