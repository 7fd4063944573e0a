/** What is brought into a guest: framed, the same for the same input, bounded; and what scripts find in it. */
import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { frame, type BundledFeature, type Task } from '../../../src/features/bundle.ts';
import { compose } from '../../../src/features/compose.ts';
import { guestFeatures } from '../../../src/features/guest-features.ts';
import { sha256 } from '../../../src/hash.ts';
import type { JsonObject } from '../../../src/json.ts';
import { describe } from '../../support/describe.ts';
import { featuresOf } from '../../support/feature-files.ts';

const GUEST = {
  nesting: false,
  keyctl: false,
  fuse: false,
  privileged: false,
  memory: null,
  disk: null,
  devices: [],
  os: null,
};
const NONCE = 'abcd';

function composed(
  manifests: Readonly<Record<string, JsonObject>>,
  wanted: Readonly<Record<string, JsonObject>>,
  host: JsonObject | null = null,
): BundledFeature[] {
  const features = featuresOf(manifests);
  const { features: all, findings } = guestFeatures({
    wanted,
    path: '/features',
    features,
    lock: null,
    guest: GUEST,
    host,
  });
  assert.equal(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  return compose({ features: all, host, secret: (reference) => `value of ${reference}` });
}

const tasks = (features: readonly BundledFeature[]): Task[] =>
  features.map((feature) => ({ do: 'install', feature }));
const framed = (all: readonly Task[]) =>
  Buffer.from(frame({ tasks: all, nonce: NONCE, secretKey: 'estate 100' }));

/** The files of a bundle by name, by the machine's own tar. */
function opened(bytes: Buffer): (name: string) => string {
  const archive = bytes.subarray(bytes.indexOf(10) + 1);
  return (name) => spawnSync('tar', ['-xOf', '-', name], { input: archive, encoding: 'utf8' }).stdout;
}

const one: BundledFeature = {
  id: 'x',
  version: '1.0.0',
  hash: '0123456789abcdef',
  files: new Map([['install.sh', Buffer.from('exit 0\n')]]),
  env: '',
  profile: '',
  timeout: 60,
  network: true,
  restarts: false,
  downloads: [{ name: 'd', url: 'https://example.org/d', sha256: 'a'.repeat(64) }],
  secrets: { TOKEN: 'hunter22' },
};

describe('bundle', (test) => {
  test('of a check without secrets holds none, nor anything made of them', () => {
    const blind = framed([{ do: 'check', feature: one, blind: true }]);
    assert.not.ok(blind.includes('hunter22'));
    const open = opened(blind);
    assert.is(open('m/x/marker'), '"v":1,"id":"x","version":"1.0.0","hash":"0123456789abcdef","secrets":\n');
    assert.is(open('m/x/secrets/TOKEN'), '');
    assert.is(open('plan'), 'check x\n');
    const whole = opened(framed([{ do: 'check', feature: one }]));
    assert.is(whole('m/x/secrets/TOKEN'), 'hunter22');
    assert.ok(whole('m/x/marker').startsWith(open('m/x/marker').trimEnd()));
  });

  test('of a bare check holds what is compared, and nothing else of the feature', () => {
    const bare = framed([{ do: 'check', feature: one, bare: true }]);
    assert.not.ok(bare.includes('hunter22'));
    const [open, whole] = [opened(bare), opened(framed([{ do: 'check', feature: one }]))];
    assert.is(open('m/x/marker'), whole('m/x/marker'));
    assert.match(open('m/x/marker'), /"secrets":\{"TOKEN":"[0-9a-f]{32}"\}\n$/);
    assert.equal([open('f/x/install.sh'), open('m/x/secrets/TOKEN')], ['', '']);
    assert.is(open('plan'), 'check x\n');
  });

  test('is framed by its length and checksum, the same every time', () => {
    const bytes = framed(tasks([one]));
    const end = bytes.indexOf(10);
    const archive = bytes.subarray(end + 1);
    assert.is(bytes.subarray(0, end).toString(), `PHX1 ${archive.length} ${sha256(archive)}`);
    assert.ok(framed(tasks([{ ...one, files: new Map(one.files) }])).equals(bytes));
  });

  test('holds what run.sh looks for', () => {
    const read = opened(framed([{ do: 'remove', id: 'old' }, ...tasks([one])]));
    assert.is(read('plan'), 'remove old\ninstall x\n');
    assert.is(read('nonce'), 'abcd\n');
    assert.is(read('f/x/install.sh'), 'exit 0\n');
    assert.is(read('m/x/downloads'), `d ${'a'.repeat(64)} https://example.org/d\n`);
    assert.is(read('m/x/timeout'), '60\n');
    assert.is(read('m/x/secrets/TOKEN'), 'hunter22');
    assert.match(
      read('m/x/marker'),
      /^"v":1,"id":"x","version":"1\.0\.0","hash":"0123456789abcdef","secrets":\{"TOKEN":"[0-9a-f]{32}"\}\n$/,
    );
    assert.not.match(read('m/x/marker'), /hunter22/);
  });

  test('brings a trace along, of which no marker knows', () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const given = { tasks: tasks([one]), nonce: NONCE, secretKey: 'estate 100' };
    const traced = opened(Buffer.from(frame({ ...given, trace: { traceparent, tracestate: 'a=b' } })));
    const bare = opened(Buffer.from(frame(given)));
    assert.equal([traced('traceparent'), traced('tracestate')], [`${traceparent}\n`, 'a=b\n']);
    assert.equal([bare('traceparent'), bare('tracestate')], ['', '']);
    for (const file of ['plan', 'm/x/marker', 'm/x/env']) assert.is(traced(file), bare(file));
    const stateless = opened(Buffer.from(frame({ ...given, trace: { traceparent, tracestate: null } })));
    assert.is(stateless('tracestate'), '');
  });

  test('the hash of a secret tells nothing across guests', () => {
    const marker = (secretKey: string) =>
      opened(Buffer.from(frame({ tasks: tasks([one]), nonce: NONCE, secretKey })))('m/x/marker');
    assert.is(marker('estate 100'), marker('estate 100'));
    assert.is.not(marker('estate 100'), marker('estate 101'));
  });

  test('refuses what is too large, and says what is', () => {
    const large = { ...one, id: 'large', files: new Map([['blob', new Uint8Array(17 * 1024 * 1024)]]) };
    assert.throws(
      () => framed(tasks([one, large])),
      (error: Error) => {
        assert.match(error.message, /17\.0 MiB; at most 16\.0 MiB/);
        return true;
      },
    );
  });

  test('never takes an id for more than a name', () => {
    for (const id of ['../x', 'a b', 'a\ninstall b', ''])
      assert.throws(() => framed([{ do: 'remove', id }]), /not an id/);
  });

  test('scripts find their options, secrets and facts, and what others put into the environment', () => {
    const manifests = {
      a: { containerEnv: {} },
      x: {
        options: {
          port: { type: 'integer', default: 80 },
          names: { type: 'list' },
          token: { type: 'string', secret: true },
        },
        requires: { host: { 'nvidia.driver': true } },
        restarts: true,
        timeout: '1m',
      },
    };
    const [, x] = composed(
      { ...manifests, a: {} },
      { a: {}, x: { names: ['b', "c's"], token: '${secret:env:T}' } },
      { 'nvidia.driver': '550.1', kvm: true },
    );
    assert.is(
      x?.env,
      [
        "export NAMES='b",
        "c'\\''s'",
        "export PHX_HOST_NVIDIA_DRIVER='550.1'",
        "export PORT='80'",
        "export TOKEN_FILE='/run/phoenix/x/TOKEN'",
        '',
      ].join('\n'),
    );
    assert.equal(x?.secrets, { TOKEN: 'value of ${secret:env:T}' });
    assert.equal([x?.timeout, x?.restarts], [60, true]);
  });
});
