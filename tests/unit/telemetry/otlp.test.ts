/** The exporter against collectors that are well, slow, broken or gone, in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { masked } from '../../../src/secrets/masking.ts';
import { beginSpan, inSpan, log, watched } from '../../../src/telemetry/current.ts';
import { createQueue, MOST_WAITING } from '../../../src/telemetry/otlp/queue.ts';
import { otlpSettings } from '../../../src/telemetry/otlp/settings.ts';
import { openTraces } from '../../../src/telemetry/otlp/trace-sink.ts';
import { PhoenixError } from '../../../src/errors.ts';
import { createTelemetry } from '../../../src/telemetry/telemetry.ts';
import { describe } from '../../support/describe.ts';
import { type OtlpReceiver, otlpReceiver } from '../../support/otlp-receiver.ts';

const TRACE = 'a'.repeat(32);

/** Does some work as a run whose spans go there; what was told when it was over. */
async function traced(
  url: string,
  work: () => Promise<void> | void,
  env: Record<string, string> = {},
): Promise<string[]> {
  const said: string[] = [];
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_TIMEOUT: '300', ...env };
  const before = { ...process.env };
  // OpenTelemetry's exporter reads them where it is.
  Object.assign(process.env, variables);
  try {
    const tell = (line: string) => void said.push(line);
    const sink = openTraces({ env: variables, trace: TRACE, state: null, tell });
    const telemetry = createTelemetry({ run: 'test', trace: TRACE, sinks: [sink], sampled: true });
    await watched(telemetry, null, async () => work());
    await telemetry.close();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
  return said;
}

async function withReceiver(
  answer: () => number | null,
  use: (receiver: OtlpReceiver) => Promise<void>,
): Promise<void> {
  const receiver = await otlpReceiver(answer);
  try {
    await use(receiver);
  } finally {
    await receiver.close();
  }
}

describe('spans by OTLP', (test) => {
  test('tell of an error what it was, once', () =>
    withReceiver(
      () => 200,
      async (receiver) => {
        const said = await traced(receiver.url, async () => {
          const failing = inSpan('phase', 'plan', {}, async () => {
            log('warn', 'something is odd', { node: 'pve1' });
            throw new PhoenixError('NODE_UNREACHABLE', 'pve1 does not answer');
          });
          await failing.catch(() => undefined);
        });
        assert.equal(said, []);
        const [span] = receiver.spans;
        assert.equal(span?.status, {
          code: 'STATUS_CODE_ERROR',
          message: 'NODE_UNREACHABLE: pve1 does not answer',
        });
        assert.is(span?.attributes['error.type'], 'NODE_UNREACHABLE');
        assert.equal(
          span?.events.map(({ name, attributes }) => [name, attributes]),
          [
            ['warn', { 'phoenix.text': 'something is odd', 'phoenix.node': 'pve1' }],
            [
              'exception',
              { 'exception.type': 'NODE_UNREACHABLE', 'exception.message': 'pve1 does not answer' },
            ],
          ],
        );
      },
    ));

  test('are bounded in all that others write', () =>
    withReceiver(
      () => 200,
      async (receiver) => {
        await traced(receiver.url, () => {
          const span = beginSpan('step', 'x'.repeat(5000), { text: 'y'.repeat(5000) });
          for (let i = 0; i < 1000; i += 1) span.note('line', { text: 'z'.repeat(5000) });
          span.end(true);
          beginSpan('step', 'never ended');
        });
        const [long, open] = receiver.spans;
        assert.is(long?.name.length, 1024);
        assert.is(String(long?.attributes['phoenix.text']).length, 1024);
        assert.is(long?.events.length, 128);
        assert.is(long?.droppedEvents, 872);
        assert.equal(open?.status, { code: 'STATUS_CODE_ERROR', message: 'the run ended before it did' });
      },
    ));

  const broken = [
    ['answers 500', () => 500, 'it answered 500'],
    ['answers 401', () => 401, 'it answered 401'],
    ['asks to come again', () => 503, 'it cannot take them now'],
    ['never answers', () => null, 'it did not answer in time'],
  ] as const;
  for (const [name, answer, why] of broken) {
    test(`are lost where the collector ${name}, and that is told once`, () =>
      withReceiver(answer, async (receiver) => {
        const said = await traced(
          receiver.url,
          async () => {
            for (let i = 0; i < 3; i += 1) await inSpan('phase', 'plan', {}, async () => {});
          },
          { OTEL_EXPORTER_OTLP_HEADERS: 'api-key=very-secret-key-0123' },
        );
        assert.equal(said, [`3 of 3 spans could not be sent to ${receiver.url}: ${why}`]);
        assert.ok(receiver.requests.every(({ headers }) => headers['api-key'] === 'very-secret-key-0123'));
      }));
  }
});

describe('what waits for a collector', (test) => {
  test('is sent in batches, all of it, by one that keeps up', async () => {
    const sizes: number[] = [];
    const queue = createQueue<number>({
      send: async (batch) => {
        sizes.push(batch.length);
        return null;
      },
      timeout: 1000,
      longest: 1000,
    });
    for (let i = 0; i < 100_000; i += 1) {
      queue.add(i);
      if (i % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(await queue.close(), { sent: 100_000, lost: 0, why: null });
    assert.ok(Math.max(...sizes) <= 512);
  });

  test('is bounded, and counted, where one does not', async () => {
    const queue = createQueue<number>({ send: () => new Promise(() => {}), timeout: 10, longest: 30 });
    for (let i = 0; i < 100_000; i += 1) queue.add(i);
    const { sent, lost, why } = await queue.close();
    assert.equal([sent, lost], [0, 100_000]);
    assert.is(why, 'it did not answer in time');
    assert.ok(MOST_WAITING <= 10_000);
  });

  test('is given up at the end where nobody takes connections', async () => {
    const silent = () => new Promise<string | null>(() => {});
    const queue = createQueue<number>({ send: silent, timeout: 60_000, longest: 60_000 });
    for (let i = 0; i < 600; i += 1) queue.add(i);
    queue.unreached('ECONNREFUSED');
    const closed = queue.close();
    // What is sent last is refused as well.
    setTimeout(() => queue.unreached('ECONNREFUSED'), 5);
    assert.equal(await closed, { sent: 0, lost: 600, why: 'ECONNREFUSED' });
  });

  test('is sent at the end where somebody takes connections again', async () => {
    const answers = ['ECONNREFUSED', null];
    const queue = createQueue<number>({
      send: async () => answers.shift() ?? null,
      timeout: 1000,
      longest: 1000,
    });
    for (let i = 0; i < 600; i += 1) queue.add(i);
    queue.unreached('ECONNREFUSED');
    const { sent, lost } = await queue.close();
    assert.equal([sent, lost], [88, 512]);
  });
});

describe('settings of OTLP', (test) => {
  const missing = join(mkdtempSync(join(tmpdir(), 'phoenix-otlp-')), 'ca.pem');
  rmSync(join(missing, '..'), { recursive: true });
  const wrong = [
    [
      'an address that is none',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
      'OTEL_EXPORTER_OTLP_ENDPOINT is no address that begins with http:// or https://',
    ],
    [
      'another protocol',
      { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' },
      'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL asks for "grpc", and Phoenix speaks http/protobuf alone',
    ],
    [
      'a time that is none',
      { OTEL_EXPORTER_OTLP_TIMEOUT: '10s' },
      'OTEL_EXPORTER_OTLP_TIMEOUT is no number of milliseconds',
    ],
    [
      'a compression that is none',
      { OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd' },
      'OTEL_EXPORTER_OTLP_COMPRESSION is neither gzip nor none',
    ],
    [
      'a certificate that is not there',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector', OTEL_EXPORTER_OTLP_CERTIFICATE: missing },
      `OTEL_EXPORTER_OTLP_CERTIFICATE names ${missing}, which cannot be read`,
    ],
  ] as const;
  for (const [name, env, message] of wrong) {
    test(`${name}: told, and nothing is sent anywhere`, () =>
      assert.throws(
        () => otlpSettings(env, 'TRACES'),
        (error: Error) => error.message === message,
      ));
  }

  test('those of traces go before those of all', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://all:4318',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://user:one-password@traces/x',
      OTEL_EXPORTER_OTLP_TIMEOUT: '100000',
      OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '100',
    };
    assert.is(otlpSettings(env, 'TRACES').server, 'https://traces');
    assert.is(otlpSettings(env, 'METRICS').server, 'http://all:4318');
    assert.is(otlpSettings(env, 'TRACES').timeout, 5000);
    assert.is(otlpSettings(env, 'METRICS').timeout, 100);
    assert.is(masked('one-password'), '***');
  });

  test('what headers hold is never shown, and the name of a tenant is no secret', () => {
    const env = {
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a-long-token-0123,x-scope-orgid=marketing',
    };
    otlpSettings(env, 'TRACES');
    assert.is(masked('it said a-long-token-0123 to marketing'), 'it said *** to marketing');
  });
});
