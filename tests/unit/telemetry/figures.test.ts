import * as assert from 'uvu/assert';
import type { ApplyReport, ResourceReport } from '../../../src/apply/report.ts';
import { layersIn } from '../../../src/commands/layer-list.ts';
import { seenGuests } from '../../../src/commands/seen-guests.ts';
import type { Estate } from '../../../src/config/model.ts';
import { PhoenixError } from '../../../src/errors.ts';
import { inProcessCluster } from '../../../src/node/in-process.ts';
import type { Snapshot } from '../../../src/node/port.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { MemoryHost } from '../../../src/simulator/memory-host.ts';
import { simulate } from '../../../src/simulator/simulate.ts';
import { whose } from '../../../src/telemetry/metrics/figure.ts';
import { applyFigures, brokenApplyFigures } from '../../../src/telemetry/metrics/of-apply.ts';
import { nodesFigures, type SeenGuest } from '../../../src/telemetry/metrics/of-nodes.ts';
import { comparedFigures, planFigures } from '../../../src/telemetry/metrics/of-plan.ts';
import { runFigures } from '../../../src/telemetry/metrics/of-run.ts';
import { stepFigures } from '../../../src/telemetry/metrics/of-steps.ts';
import type { Figure } from '../../../src/telemetry/signal.ts';
import { describe } from '../../support/describe.ts';
import { applyTo, livePlanOf } from '../../support/in-process-apply.ts';
import { historyOf } from '../../support/law-estate.ts';
import { appliedHost, smallEstate } from '../../support/small-estate.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

const of = whose({ settings: { name: 'lab' }, env: null });
const DAY = 86_400_000;

/** `metric{label="value"}` to the value, without the labels that all have. */
function told(figures: readonly Figure[], ...metrics: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    figures
      .filter(({ metric }) => metrics.includes(metric))
      .map(({ metric, labels: { estate: _estate, env: _env, ...labels }, value }) => [
        [metric, ...Object.values(labels)].join(' '),
        value,
      ]),
  );
}

const resource = (outcome: ResourceReport['outcome']): ResourceReport => ({
  address: `lxc/${outcome}`,
  outcome,
  text: '',
  ms: 1000,
  downMs: 500,
  steps: [],
});

const report = (...outcomes: readonly ResourceReport['outcome'][]): ApplyReport => ({
  estate: 'lab',
  run: 'test',
  commit: null,
  plan: { items: [], findings: [] } as unknown as Plan,
  resources: outcomes.map(resource),
  ms: 60_000,
  ok: !outcomes.includes('failed') && !outcomes.includes('skipped'),
});

const ENDS: readonly (readonly [
  is: string,
  outcomes: readonly ResourceReport['outcome'][],
  stopped: boolean,
  well: 0 | 1,
])[] = [
  ['unchanged', [], false, 1],
  ['unchanged', ['unchanged', 'drift'], false, 1],
  ['done', ['applied', 'unchanged', 'drift'], false, 1],
  ['held', ['applied', 'held'], false, 1],
  ['failed', ['applied', 'failed', 'held'], false, 0],
  ['failed', ['failed', 'skipped'], true, 0],
  ['failed', ['skipped'], false, 0],
  ['stopped', ['applied', 'skipped'], true, 0],
];

describe('figures of an apply', (test) => {
  for (const [is, outcomes, stopped, well] of ENDS) {
    test(`${outcomes.join(', ') || 'nothing'}${stopped ? ', stopped' : ''}: ${is}`, () => {
      const figures = applyFigures({ of, command: 'apply', now: 5000 }, report(...outcomes), stopped);
      assert.equal(
        told(
          figures,
          'phoenix_applies_total',
          'phoenix_last_apply_success',
          'phoenix_last_successful_apply_timestamp_seconds',
        ),
        {
          [`phoenix_applies_total apply ${is}`]: 1,
          phoenix_last_apply_success: well,
          ...(well ? { phoenix_last_successful_apply_timestamp_seconds: 5 } : {}),
        },
      );
    });
  }

  test('what is about a few resources is not the last apply', () => {
    const figures = applyFigures({ of, command: 'purge', now: 5000 }, report('applied'), false);
    assert.equal(
      figures.filter(({ metric }) => metric.includes('_last_')),
      [],
    );
    assert.is(
      told(figures, 'phoenix_guest_downtime_seconds_total')['phoenix_guest_downtime_seconds_total'],
      0.5,
    );
  });

  for (const [what, error, is] of [
    ['a lock that another has', new PhoenixError('ESTATE_LOCKED', 'x'), 'refused'],
    ['a node that is not there', new PhoenixError('NODE_UNREACHABLE', 'x'), 'error'],
    ['a bug', new TypeError('x'), 'error'],
  ] as const) {
    test(`${what} is counted as ${is}`, () => {
      const figures = brokenApplyFigures({ of, command: 'apply', now: 5000 }, error);
      assert.equal(told(figures, 'phoenix_applies_total', 'phoenix_last_apply_success'), {
        [`phoenix_applies_total apply ${is}`]: 1,
        ...(is === 'error' ? { phoenix_last_apply_success: 0 } : {}),
      });
    });
  }
});

const step = { id: 'lxc/web:set', address: 'lxc/web', node: 'pve1', title: 'set', verb: 'run' } as const;

describe('figures of other things', (test) => {
  test('steps by their end', () => {
    const count = { ended: 1, total: 2 };
    const failed = { is: 'ended', step, count, outcome: { is: 'failed', ms: 1500, why: 'x' } } as const;
    assert.equal(told(stepFigures(of, failed), 'phoenix_steps_total', 'phoenix_step_duration_seconds'), {
      'phoenix_steps_total lxc failed': 1,
      'phoenix_step_duration_seconds lxc run': 1.5,
    });
    const skipped = { is: 'ended', step, count, outcome: { is: 'skipped', why: 'x' } } as const;
    assert.is(stepFigures(of, skipped).length, 1);
    assert.is(stepFigures(of, { is: 'retry', step, why: 'x', inMs: 1 }).length, 1);
    assert.equal(stepFigures(of, { is: 'started', step, count }), []);
  });

  test('a run by its code, and by its findings, each once', () => {
    const finding = (id: string, severity: 'error' | 'warning') => ({ id, severity, message: '' });
    const error = new PhoenixError('CONFIG_INVALID', 'x', {
      findings: [finding('PHX101', 'error'), finding('PHX101', 'error'), finding('PHX555', 'warning')],
    });
    const figures = runFigures({ name: 'phoenix vault check', ms: 2500, end: { error } });
    const { phoenix_build_info: _version, ...rest } = Object.fromEntries(
      figures.map(({ metric, labels, value }) => [metric, [...Object.values(labels), value]]),
    );
    assert.equal(rest, {
      phoenix_runs_total: ['vault check', 'error', 1],
      phoenix_run_duration_seconds: ['vault check', 2.5],
      phoenix_failures_total: ['vault check', 'CONFIG_INVALID', 1],
      phoenix_finding_failures_total: ['vault check', 'PHX101', 1],
    });
    const bug = runFigures({ name: 'phoenix apply', ms: 1, end: { error: new Error('x') } });
    assert.equal(told(bug, 'phoenix_failures_total'), { 'phoenix_failures_total apply BUG': 1 });
  });
});

const guests = {
  db: { vmid: 101, memory: 1024, state: 'stopped' },
  web: { vmid: 102 },
  old: { vmid: 103 },
};

const snapshotOf = (host: MemoryHost): Promise<Snapshot> => inProcessCluster(host).snapshot();

function nodesOf(estate: Estate, snapshot: Snapshot, kept = 7 * DAY): readonly Figure[] {
  const seen = seenGuests(estate, snapshot);
  return nodesFigures({ of, snapshot, guests: seen, layers: layersIn(estate, snapshot), kept });
}

const byHand = (host: MemoryHost, ...argv: readonly string[]) =>
  assert.is(simulate({ host, node: 'pve1', argv }).exit, 0);

describe('figures of a node with guests', (test) => {
  const first = smallEstate('a', guests);
  const { old: _old, ...fewer } = guests;
  const second = smallEstate('b', fewer);

  test('tell the state of each, and name those that are down', async () => {
    const host = await appliedHost(first);
    byHand(host, 'pct', 'stop', '102');
    const figures = nodesOf(first, await snapshotOf(host));
    const states = told(figures, 'phoenix_guests');
    assert.is(Object.keys(states).length, 9);
    assert.equal(
      Object.entries(states).filter(([, count]) => count > 0),
      [
        ['phoenix_guests pve1 running', 1],
        ['phoenix_guests pve1 stopped', 2],
      ],
    );
    assert.equal(
      told(
        figures,
        'phoenix_declared_guests',
        'phoenix_down_guests',
        'phoenix_guest_down',
        'phoenix_node_reachable',
      ),
      {
        'phoenix_node_reachable pve1': 1,
        'phoenix_declared_guests pve1': 3,
        'phoenix_down_guests pve1': 1,
        'phoenix_guest_down pve1 lxc/web': 1,
      },
    );
  });

  test('tell retired ones, and when they may go', async () => {
    const host = await appliedHost(first);
    const history = historyOf(first, second);
    await applyTo(host, second, { clock: virtualClock(), history });
    const snapshot = await snapshotOf(host);
    assert.equal(
      told(nodesOf(second, snapshot), 'phoenix_guests', 'phoenix_retired_due_guests')[
        'phoenix_guests pve1 retired'
      ],
      1,
    );
    const due = (kept: number) =>
      told(nodesOf(second, snapshot, kept), 'phoenix_retired_due_guests')['phoenix_retired_due_guests'];
    assert.equal([due(-100 * 365 * DAY), due(100 * 365 * DAY)], [1, 0]);
  });

  test('tell a node that does not answer, and that its guests are not known', async () => {
    const host = await appliedHost(first);
    const snapshot = await snapshotOf(host);
    const nodes = new Map([['pve1', { reachable: false, why: 'x' } as const]]);
    const figures = nodesOf(first, { ...snapshot, nodes });
    assert.is(told(figures, 'phoenix_node_reachable')['phoenix_node_reachable pve1'], 0);
    assert.is(told(figures, 'phoenix_guests')['phoenix_guests pve1 unknown'], 3);
    assert.is(told(figures, 'phoenix_down_guests')['phoenix_down_guests pve1'], 0);
  });

  test('name at most 50, and count all', async () => {
    const snapshot = await snapshotOf(await appliedHost(first));
    const down = Array.from({ length: 60 }, (_, i): SeenGuest => ({
      address: `lxc/g${i}`,
      node: 'pve1',
      state: 'stopped',
      shallRun: true,
      declared: true,
      mark: null,
    }));
    const figures = nodesFigures({ of, snapshot, guests: down, layers: [], kept: 0 });
    assert.is(Object.keys(told(figures, 'phoenix_guest_down')).length, 50);
    assert.is(told(figures, 'phoenix_down_guests')['phoenix_down_guests pve1'], 60);
  });

  test('count layers, their age, who is behind, and features by version', async () => {
    const snapshot = await snapshotOf(await appliedHost(first));
    const built = '2026-01-02T00:00:00.000Z';
    const instance = { node: 'pve1', is: 'old', built } as const;
    const mark = (stamp: string) => ({ features: { nginx: stamp } }) as unknown as SeenGuest['mark'];
    const seen = ['1.0.0 aa', '1.0.0 bb', '1.1.0 cc'].map((stamp, i): SeenGuest => ({
      address: `lxc/g${i}`,
      node: 'pve1',
      state: 'running',
      shallRun: true,
      declared: true,
      mark: mark(stamp),
    }));
    const figures = nodesFigures({
      of,
      snapshot,
      guests: seen,
      layers: [
        {
          address: 'layer/base',
          behind: ['lxc/g0'],
          instances: [
            { ...instance, built: '2025-01-01T00:00:00.000Z' },
            instance,
            { node: 'pve1', is: 'unfinished', built: '2026-05-01T00:00:00.000Z' },
          ],
        },
      ],
      kept: 0,
    });
    assert.equal(
      told(
        figures,
        'phoenix_layer_built_timestamp_seconds',
        'phoenix_layer_behind_guests',
        'phoenix_layer_instances',
        'phoenix_feature_guests',
      ),
      {
        'phoenix_layer_behind_guests layer/base': 1,
        'phoenix_layer_built_timestamp_seconds layer/base pve1': Date.parse(built) / 1000,
        'phoenix_layer_instances layer/base pve1 current': 0,
        'phoenix_layer_instances layer/base pve1 old': 2,
        'phoenix_layer_instances layer/base pve1 unfinished': 1,
        'phoenix_feature_guests nginx 1.0.0': 2,
        'phoenix_feature_guests nginx 1.1.0': 1,
      },
    );
  });
});

describe('figures of a plan', (test) => {
  const first = smallEstate('a', guests);
  const kinds = new Map([['lxc', 3]]);
  const DIFFERING = [
    'phoenix_pending_resources',
    'phoenix_held_resources',
    'phoenix_drift_resources',
  ] as const;
  const differing = (plan: Plan, settled?: ReadonlySet<string>) =>
    Object.values(
      told(planFigures({ of, plan, resources: kinds, ...(settled ? { settled } : {}) }), ...DIFFERING),
    );

  test('are 0 where nothing differs', async () => {
    const host = await appliedHost(first);
    const { plan } = await livePlanOf(first, inProcessCluster(host), { history: historyOf(first) });
    assert.equal(differing(plan), [0, 0, 0]);
  });

  test('tell what waits for an apply, and no more when it was applied', async () => {
    const second = smallEstate('b', { ...guests, db: { ...guests.db, memory: 2048 } });
    const host = await appliedHost(first);
    const history = historyOf(first, second);
    const { plan } = await livePlanOf(second, inProcessCluster(host), { history });
    assert.equal(differing(plan), [1, 0, 0]);
    assert.equal(differing(plan, new Set(['lxc/db'])), [0, 0, 0]);
  });

  test('tell what no commit asks for', async () => {
    const host = await appliedHost(first);
    byHand(host, 'pct', 'set', '101', '--memory', '4096');
    const { plan } = await livePlanOf(first, inProcessCluster(host), { history: historyOf(first) });
    assert.equal(differing(plan), [0, 0, 1]);
  });

  test('tell apart what a check in a guest has found', async () => {
    const host = await appliedHost(first);
    byHand(host, 'pct', 'set', '101', '--memory', '4096');
    const { plan } = await livePlanOf(first, inProcessCluster(host), { history: historyOf(first) });
    const inside: Plan = {
      ...plan,
      items: plan.items.map((item) => ({
        ...item,
        changes: item.changes.map((change) => ({ ...change, inside: true as const })),
      })),
    };
    assert.equal(differing(inside), [0, 0, 0]);
    const found = (checked: boolean) =>
      told(comparedFigures({ of, plan: inside, now: 0, ms: 0, checked }), 'phoenix_software_drift_guests');
    assert.equal(found(true), { phoenix_software_drift_guests: 1 });
    assert.equal(found(false), {});
  });
});
