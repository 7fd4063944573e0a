/** Traces of the real command line, as a collector gets them that decodes with OpenTelemetry's own definitions. */
import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { type OtlpReceiver, otlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.ts';
import { CALLER, PASSWORD, type Ran, TOKEN, TRACE, tracedApply } from '../support/traced-apply.ts';

const namespaces =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;
if (!namespaces) console.log('skipped: this machine lets nobody make namespaces');

/** Names from the run inwards: `phoenix apply > apply > lxc/web`. */
function pathsIn(spans: readonly ReceivedSpan[]): ReadonlyMap<string, readonly ReceivedSpan[]> {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const pathOf = (span: ReceivedSpan): string => {
    const above = byId.get(span.parent);
    return above ? `${pathOf(above)} > ${span.name}` : span.name;
  };
  const paths = new Map<string, ReceivedSpan[]>();
  for (const span of spans) paths.set(pathOf(span), [...(paths.get(pathOf(span)) ?? []), span]);
  return paths;
}

async function collected(
  verifies: number,
  env: Readonly<Record<string, string>>,
  use: (ran: Ran, receiver: OtlpReceiver) => void,
): Promise<void> {
  const receiver = await otlpReceiver();
  try {
    use(await tracedApply(receiver.url, verifies, env), receiver);
  } finally {
    await receiver.close();
  }
}

const STEP = 'phoenix apply > apply > lxc/web > install app';

describe(namespaces ? 'the trace of an apply' : 'the trace of an apply (skipped)', (test) => {
  if (!namespaces) return;

  test('reaches from its caller into the scripts of a feature', () =>
    collected(
      0,
      {
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
        OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
      },
      (ran, { spans, points, requests }) => {
        assert.is(ran.exit, 0, ran.output);
        assert.equal([...new Set(spans.map(({ trace }) => trace))], [TRACE]);
        assert.match(ran.output, `trace ${TRACE}`);
        const paths = pathsIn(spans);
        const one = (path: string): ReceivedSpan => {
          const found = paths.get(path) ?? [];
          assert.is(found.length, 1, `${path} among ${[...paths.keys()].join(', ')}`);
          return found[0] as ReceivedSpan;
        };
        const run = one('phoenix apply');
        assert.is(run.parent, CALLER);
        assert.is(run.state, 'vendor=abc');
        assert.is(run.attributes['process.exit.code'], 0);
        for (const [name, value] of [
          ['service.name', 'phoenix'],
          ['deployment.environment.name', 'test'],
          ['process.runtime.name', 'nodejs'],
        ])
          assert.is(run.resource[name ?? ''], value);
        assert.type(run.resource['host.name'], 'string');
        assert.is(run.scope.name, 'phoenix');

        for (const phase of ['read estate', 'wait for lock', 'plan > read nodes', 'plan', 'apply'])
          assert.is(one(`phoenix apply > ${phase}`).attributes['phoenix.span'], 'phase');
        assert.equal(one('phoenix apply > apply > lxc/web').attributes, {
          'phoenix.span': 'resource',
          'phoenix.address': 'lxc/web',
          'phoenix.outcome': 'applied',
        });
        const create = one(
          'phoenix apply > apply > lxc/web > create from local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst > pct create',
        );
        assert.is(create.kind, 'SPAN_KIND_CLIENT');
        assert.is(create.attributes['process.exit.code'], 0);
        assert.is(create.attributes['phoenix.node'], 'pve1');
        assert.equal((create.attributes['process.command_args'] as readonly string[]).slice(0, 3), [
          'pct',
          'create',
          '101',
        ]);

        const step = one(STEP);
        assert.equal(step.attributes, {
          'phoenix.span': 'step',
          'phoenix.step.id': 'lxc/web:features',
          'phoenix.address': 'lxc/web',
          'phoenix.node': 'pve1',
          'phoenix.outcome': 'done',
        });
        assert.is(
          one('phoenix apply > apply > read secrets: env').attributes['phoenix.secret.provider'],
          'env',
        );
        const feature = one(`${STEP} > app`);
        assert.is(feature.attributes['phoenix.outcome'], 'installed');
        const install = one(`${STEP} > app > app install`);
        assert.is(install.attributes['process.exit.code'], 0);
        assert.equal(
          install.events.map(({ name, attributes }) => [name, ...Object.values(attributes)]),
          [
            ['progress', 'fetching'],
            ['fact', 'version', '15.6'],
            ['line', 'the password is ***'],
          ],
        );
        assert.is(ran.context('install'), `00-${TRACE}-${install.id}-01 vendor=abc`);
        const check = one(`${STEP} > app > app verify`);
        assert.is(ran.context('verify'), `00-${TRACE}-${check.id}-01`);

        for (const span of spans) {
          assert.is(span.status.code, '', span.name);
          const above = spans.find(({ id }) => id === span.parent);
          if (above)
            assert.ok(
              above.start <= span.start && span.end <= above.end,
              `${span.name} lies within ${above.name}`,
            );
          for (const { at } of span.events) assert.ok(span.start <= at && at <= span.end, span.name);
        }
        const everything = JSON.stringify(spans, (_key, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
        assert.not.match(everything, PASSWORD);
        assert.not.match(everything, TOKEN);
        assert.equal([...new Set(requests.map(({ path }) => path))].sort(), ['/v1/metrics', '/v1/traces']);
        for (const { headers } of requests) {
          assert.is(headers['content-type'], 'application/x-protobuf');
          assert.is(headers['content-encoding'], 'gzip');
          assert.is(headers['authorization'], `Bearer ${TOKEN}`);
          assert.is(headers['x-scope-orgid'], 'lab');
        }

        const runs = points.filter(({ metric }) => metric === 'phoenix_runs_total');
        assert.equal(
          runs.map(({ attributes, value, is, monotonic, temporality }) => {
            return { attributes, value, is, monotonic, temporality };
          }),
          [
            {
              attributes: { command: 'apply', outcome: 'ok' },
              value: 1,
              is: 'sum',
              monotonic: true,
              temporality: 'AGGREGATION_TEMPORALITY_DELTA',
            },
          ],
        );
        const took = points.find(({ metric }) => metric === 'phoenix_run_duration_seconds');
        assert.is(took?.unit, 's');
        assert.is(took?.count, 1);
        assert.is(took?.buckets.length, (took?.bounds.length ?? 0) + 1);
      },
    ));

  test('says where an apply failed, and why', () =>
    collected(3, { OTEL_SERVICE_NAME: 'lab-deploy' }, (ran, { spans }) => {
      assert.is(ran.exit, 1, ran.output);
      const paths = pathsIn(spans);
      const failed = [...paths].flatMap(([path, [span]]) =>
        span?.status.code === 'STATUS_CODE_ERROR' ? [[path, span.status.message]] : [],
      );
      assert.equal(Object.fromEntries(failed), {
        [`${STEP} > app > app verify`]: 'exit code 3',
        [`${STEP} > app`]: 'verify',
        [`${STEP} > pct exec`]: '',
        [STEP]: 'app: verify ended with exit code 3',
        'phoenix apply > apply > lxc/web':
          'install app: app: verify ended with exit code 3 (done: create from local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst, start)',
        'phoenix apply': '',
      });
      assert.is(paths.get('phoenix apply')?.[0]?.resource['service.name'], 'lab-deploy');
    }));

  test('is lost with its collector, and the apply is not', async () => {
    const receiver = await otlpReceiver();
    await receiver.close();
    const ran = await tracedApply(receiver.url, 0, {});
    assert.is(ran.exit, 0, ran.output);
    const told = ran.output.match(/^.* spans could not be sent to .*$/gm) ?? [];
    assert.is(told.length, 1, ran.output);
    assert.match(told[0] ?? '', `could not be sent to ${receiver.url}: ECONNREFUSED`);
    assert.not.match(ran.output, TOKEN);
  });

  test('is none where a variable cannot be understood, and no script is given one', async () => {
    const ran = await tracedApply('http://127.0.0.1:9', 0, { OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd' });
    assert.is(ran.exit, 0, ran.output);
    assert.match(
      ran.output,
      'traces cannot be kept: OTEL_EXPORTER_OTLP_COMPRESSION is neither gzip nor none',
    );
    assert.not.match(ran.output, /^trace /m);
    assert.is(ran.context('verify'), '');
  });
});
