import * as assert from 'uvu/assert';
import type { Definition } from '../../../src/telemetry/metrics/definition.ts';
import { METRICS } from '../../../src/telemetry/metrics/definitions.ts';
import { exposition } from '../../../src/telemetry/metrics/exposition.ts';
import { figure } from '../../../src/telemetry/metrics/figure.ts';
import { readExposition } from '../../../src/telemetry/metrics/read-exposition.ts';
import { measuredInto, type Series } from '../../../src/telemetry/metrics/series.ts';
import type { Figure } from '../../../src/telemetry/signal.ts';
import { describe } from '../../support/describe.ts';
import { fc } from '../../support/fast-check.ts';

const NOTHING: Series = new Map();
const lab = { estate: 'lab', env: '' };
const textOf = (...batches: readonly (readonly Figure[])[]) => exposition(measuredInto(NOTHING, batches));

const anyFigure = fc.constantFrom(...Object.entries<Definition>(METRICS)).chain(([metric, { labels }]) =>
  fc.record({
    metric: fc.constant(metric),
    labels: fc.record(Object.fromEntries(labels.map((name) => [name, fc.string({ unit: 'grapheme' })]))),
    value: fc.double({ min: 0, max: 1e12, noNaN: true }),
  }),
);

describe('metrics as text', (test) => {
  test('counters add up, gauges are set, histograms sort into buckets', () => {
    const text = textOf(
      [figure('phoenix_applies_total', { ...lab, command: 'apply', outcome: 'done' }, 1)],
      [figure('phoenix_applies_total', { ...lab, command: 'apply', outcome: 'done' }, 2)],
      [figure('phoenix_last_apply_success', lab, 1)],
      [figure('phoenix_last_apply_success', { estate: 'lab', env: 'test' }, 0)],
      [1, 10.5, 4000].map((ms) => figure('phoenix_lock_wait_seconds', { ...lab, outcome: 'taken' }, ms)),
    );
    assert.is(
      text.replaceAll(/^# HELP .*\n/gm, ''),
      [
        '# TYPE phoenix_applies_total counter',
        'phoenix_applies_total{estate="lab",command="apply",outcome="done"} 3',
        '# TYPE phoenix_last_apply_success gauge',
        'phoenix_last_apply_success{estate="lab"} 1',
        'phoenix_last_apply_success{estate="lab",env="test"} 0',
        '# TYPE phoenix_lock_wait_seconds histogram',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="0.1"} 0',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="1"} 1',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="10"} 1',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="60"} 2',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="300"} 2',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="900"} 2',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="3600"} 2',
        'phoenix_lock_wait_seconds_bucket{estate="lab",outcome="taken",le="+Inf"} 3',
        'phoenix_lock_wait_seconds_sum{estate="lab",outcome="taken"} 4011.5',
        'phoenix_lock_wait_seconds_count{estate="lab",outcome="taken"} 3',
        '',
      ].join('\n'),
    );
  });

  test('what is written is read back, whatever labels hold', () => {
    for (const end of ['\r', '\u2028', '\u2029', '\u0085', '\n']) {
      const text = textOf([
        figure('phoenix_applies_total', { ...lab, env: `a${end}b`, command: 'apply', outcome: 'done' }, 1),
      ]);
      assert.is(exposition(readExposition(text)), text);
    }
    fc.assert(
      fc.property(fc.array(anyFigure, { maxLength: 20 }), (figures) => {
        const text = textOf(...figures.map((one) => [one]));
        assert.is(exposition(readExposition(text)), text);
      }),
    );
  });

  test('what a group does not name any more is gone, for its own estate alone', () => {
    const reading = (estate: string, nodes: readonly string[]) => [
      figure('phoenix_nodes_read_timestamp_seconds', { estate, env: '' }, 1),
      ...nodes.map((node) => figure('phoenix_node_reachable', { estate, env: '', node }, 1)),
    ];
    const drift = [figure('phoenix_drift_resources', { ...lab, kind: 'lxc' }, 2)];
    const text = textOf(
      reading('lab', ['a', 'b']),
      reading('lab2', ['a', 'b']),
      drift,
      reading('lab', ['a']),
    );
    assert.equal(text.match(/^phoenix_(?:node_reachable|drift).*$/gm), [
      'phoenix_node_reachable{estate="lab",node="a"} 1',
      'phoenix_node_reachable{estate="lab2",node="a"} 1',
      'phoenix_node_reachable{estate="lab2",node="b"} 1',
      'phoenix_drift_resources{estate="lab",kind="lxc"} 2',
    ]);
  });

  test('no counter falls, nothing is infinite, and what is no metric is left out', () => {
    const labels = { ...lab, outcome: 'done' };
    assert.is(
      textOf([
        { metric: 'phoenix_backups_total', labels, value: -1 },
        { metric: 'phoenix_backups_total', labels, value: Infinity },
        { metric: 'phoenix_backups_total', labels, value: NaN },
        { metric: 'phoenix_unheard_of', labels, value: 1 },
      ]),
      '',
    );
  });
});

const WAIT = 'phoenix_lock_wait_seconds';
const bounds = [0.1, 1, 10, 60, 300, 900, 3600, '+Inf'];
const histogram = (counts: readonly number[], sum: number, count: number) =>
  [
    ...counts.map((one, i) => `${WAIT}_bucket{estate="lab",outcome="taken",le="${bounds[i]}"} ${one}\n`),
    `${WAIT}_sum{estate="lab",outcome="taken"} ${sum}\n`,
    `${WAIT}_count{estate="lab",outcome="taken"} ${count}\n`,
  ].join('');

const BROKEN: Readonly<Record<string, string>> = {
  'a line that breaks off': 'phoenix_last_apply_success{estate="lab"} 1',
  'a time': 'phoenix_last_apply_success{estate="lab"} 1 1700000000\n',
  'no number': 'phoenix_last_apply_success{estate="lab"} one\n',
  NaN: 'phoenix_last_apply_success{estate="lab"} NaN\n',
  'a label that is not quoted': 'phoenix_last_apply_success{estate=lab} 1\n',
  'a label twice': 'phoenix_last_apply_success{estate="a",estate="b"} 1\n',
  'an open brace': 'phoenix_last_apply_success{estate="lab" 1\n',
  'a series twice': 'phoenix_last_apply_success 1\nphoenix_last_apply_success 0\n',
  'a remark': '# made by hand\n',
  'an empty line': '\n',
  'a counter below zero': 'phoenix_backups_total{outcome="done"} -1\n',
  'a bucket of a gauge': 'phoenix_last_apply_success{le="1"} 1\n',
  'buckets that fall': histogram([0, 2, 1, 2, 2, 2, 2, 2], 3, 2),
  'a count that is another': histogram([0, 1, 1, 1, 1, 1, 1, 1], 3, 2),
  'bytes that are none of text': '\u0000\u0001\n',
};

const LEFT_OUT: Readonly<Record<string, string>> = {
  'a metric of another version': '# TYPE phoenix_gone gauge\nphoenix_gone{a="b"} 1\n',
  'a metric that had another type':
    '# TYPE phoenix_backups_total gauge\nphoenix_backups_total{outcome="done"} 1\n',
  'labels of another version': 'phoenix_last_apply_success{estate="lab",cluster="x"} 1\n',
  'buckets of another version': histogram([1, 1], 3, 1),
};

describe('metrics that are read back', (test) => {
  for (const [what, text] of Object.entries(BROKEN)) {
    test(`${what} is no file of ours`, () => {
      assert.throws(() => readExposition(text), /^BrokenExposition|line \d+/);
    });
  }
  for (const [what, text] of Object.entries(LEFT_OUT)) {
    test(`${what} are left out`, () => {
      const kept = 'phoenix_last_apply_success{estate="lab"} 1\n';
      assert.equal([...readExposition(text + kept).keys()], ['phoenix_last_apply_success']);
    });
  }
  test('a whole histogram is no broken one', () => {
    assert.is(readExposition(histogram([0, 1, 1, 2, 2, 2, 2, 2], 3, 2)).get(WAIT)?.size, 1);
  });
});
