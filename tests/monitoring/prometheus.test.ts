import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { exposition } from '../../src/telemetry/metrics/exposition.ts';
import { measuredInto } from '../../src/telemetry/metrics/series.ts';
import { textfileSink } from '../../src/telemetry/metrics/textfile.ts';
import { allFigures } from '../support/all-figures.ts';
import {
  describeMonitoring,
  type Monitoring,
  promtool,
  startMonitoring,
  until,
} from '../support/monitoring.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import {
  annotationExpressions,
  panelExpressions,
  RULES_FILE,
  shippedRules,
} from '../support/shipped-monitoring.ts';

const FOLDER = 'tests/monitoring';
const ALERT_TESTS = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));

describeMonitoring('promtool', (test) => {
  test('takes the rules, and the configuration that names them', () => {
    for (const args of [
      ['check', 'rules', RULES_FILE],
      ['check', 'config', 'docs/observability/prometheus/prometheus.yml'],
    ]) {
      const { ok, said } = promtool(args);
      assert.ok(ok, said);
    }
  });

  test('sees each alert fire where it shall, and stay silent where not', () => {
    const { ok, said } = promtool(['test', 'rules', ...ALERT_TESTS.map((name) => join(FOLDER, name))]);
    assert.ok(ok, said);
  });

  test('has nothing to say about any metric', () => {
    const text = exposition(measuredInto(new Map(), [allFigures(1), allFigures(2.5)]));
    const { ok, said } = promtool(['check', 'metrics'], text);
    assert.ok(ok, said);
    assert.is(said.trim(), '');
  });
});

/** Once for all tests; rules for which some minutes are soon enough are looked at as often as the others. */
async function monitored(): Promise<Monitoring> {
  const rules = join(scratchFolder('phoenix-rules'), 'phoenix.rules.yml');
  writeFileSync(rules, readFileSync(RULES_FILE, 'utf8').replaceAll(/^ +interval: .*\n/gm, ''));
  return startMonitoring(rules);
}

async function measured(monitoring: Monitoring, value: number): Promise<void> {
  const sink = textfileSink(join(monitoring.folder, 'phoenix.prom'), assert.unreachable);
  sink.take({ is: 'measured', at: 0, figures: allFigures(value) });
  await sink.close();
}

describeMonitoring('Prometheus and node_exporter', (test) => {
  let monitoring: Monitoring;
  test.before(async () => {
    monitoring = await monitored();
    await measured(monitoring, 2);
    await until('a first look', async () =>
      (await monitoring.query('phoenix_build_info'))[0] ? true : null,
    );
    await measured(monitoring, 2);
  });
  test.after(() => monitoring.stop());

  test('see what two runs have measured', async () => {
    const sum = await until('the sum', async () => {
      const [sample] = await monitoring.query('phoenix_applies_total{estate="estate",env="env"}');
      return sample?.value === 4 ? sample : null;
    });
    assert.is(sum.labels['job'], 'node');
    const [mean] = await monitoring.query('phoenix_lock_wait_seconds_sum / phoenix_lock_wait_seconds_count');
    assert.is(mean?.value, 2);
    assert.equal(await monitoring.query('node_textfile_scrape_error == 1'), []);
  });

  test('evaluate every rule', async () => {
    const records = shippedRules().flatMap(({ record }) => record ?? []);
    for (const record of records) {
      await until(record, async () => ((await monitoring.query(record)).length > 0 ? true : null));
    }
    assert.equal(await monitoring.brokenRules(), []);
  });

  test('show something in every panel', async () => {
    for (const [where, expr] of panelExpressions()) {
      await until(where, async () => ((await monitoring.query(expr)).length > 0 ? true : null));
    }
    for (const expr of annotationExpressions()) await monitoring.query(expr);
  });

  test('raise alerts', async () => {
    const alerts = await until('alerts', async () => {
      const all = await monitoring.alerts();
      return all.some(({ name }) => name === 'PhoenixGuestDown') ? all : null;
    });
    const state = (alert: string) => alerts.find(({ name }) => name === alert)?.state;
    assert.is(state('PhoenixApplyFailed'), 'firing');
    assert.is(state('PhoenixGuestDown'), 'pending');
    assert.is(state('PhoenixNodeUnreachable'), 'pending');
    assert.is(state('PhoenixMetricsUnreadable'), undefined);
  });
});
