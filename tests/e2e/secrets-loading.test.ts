/** What is loaded: libraries that read secrets or export traces are heavy, and none is unless it is needed. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url));
const HEAVY = ['@aws-sdk', '@smithy', 'openpgp', '@opentelemetry'];

const namespaces =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;
if (!namespaces) console.log('skipped: this machine lets nobody make namespaces');

const estate = (reference: string): Readonly<Record<string, string>> => ({
  'phoenix.json': JSON.stringify({ name: 'lab', nodes: { pve1: {} } }),
  'features/app/feature.json': JSON.stringify({
    id: 'app',
    version: '1.0.0',
    name: 'App',
    options: { password: { type: 'string', secret: true } },
  }),
  'features/app/install.sh': '#!/bin/sh\nexit 0\n',
  'lxc/web.json': JSON.stringify({
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
    features: { app: { password: reference } },
  }),
});

interface Ran {
  readonly status: number | null;
  readonly output: string;
  /** Of the heavy ones, by all processes of the command. */
  readonly loaded: readonly string[];
}

/** V8 notes every script that a process has loaded. */
function scriptsIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
}

function withEstate(
  reference: string,
  use: (run: (...args: string[]) => Ran) => void,
  more: Readonly<Record<string, string>> = {},
): void {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-loading-'));
  try {
    for (const [path, text] of Object.entries(estate(reference))) {
      mkdirSync(dirname(join(top, 'configs', path)), { recursive: true });
      writeFileSync(join(top, 'configs', path), text);
    }
    let runs = 0;
    use((...args) => {
      const seen = join(top, `seen-${(runs += 1)}`);
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', LOADER, CLI, ...args], {
        cwd: top,
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          HOME: top,
          NODE_V8_COVERAGE: seen,
          APP_PASSWORD: 'correct-horse',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_REGION: 'eu-central-1',
          ...more,
        },
      });
      const scripts = scriptsIn(seen);
      assert.ok(
        scripts.some((url) => url.endsWith('/src/cli.ts')),
        'it is seen what is loaded',
      );
      const loaded = HEAVY.filter((name) => scripts.some((url) => url.includes(`/node_modules/${name}/`)));
      return { status, output: stdout + stderr, loaded };
    });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

describe(namespaces ? 'the SDK of AWS' : 'the SDK of AWS (skipped)', (test) => {
  if (!namespaces) return;

  test('is loaded by no plan, nor by an apply whose secret is somewhere else', () =>
    withEstate('${secret:env:APP_PASSWORD}', (phoenix) => {
      assert.equal(phoenix('validate').loaded, []);
      const planned = phoenix('plan');
      assert.is(planned.status, 0, planned.output);
      assert.equal(planned.loaded, []);
      const applied = phoenix('apply', '--node', 'sim:node', '--yes');
      assert.is(applied.status, 0, applied.output);
      assert.equal(applied.loaded, []);
    }));

  test('is loaded by an apply that needs it, and by no plan of the same', () =>
    withEstate('${secret:aws:prod/app}', (phoenix) => {
      assert.equal(phoenix('plan').loaded, []);
      const applied = phoenix('apply', '--node', 'sim:node', '--yes');
      assert.is(applied.status, 1, applied.output);
      assert.match(applied.output, 'there are no credentials for AWS where Phoenix runs');
      assert.equal(applied.loaded, ['@aws-sdk', '@smithy']);
    }));
});

describe(namespaces ? 'the SDK of OpenTelemetry' : 'the SDK of OpenTelemetry (skipped)', (test) => {
  if (!namespaces) return;

  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };

  test('is loaded where a collector is named', () =>
    withEstate(
      '${secret:env:APP_PASSWORD}',
      (phoenix) => {
        const { status, loaded, output } = phoenix('validate');
        assert.is(status, 0, output);
        assert.equal(loaded, ['@opentelemetry']);
      },
      endpoint,
    ));

  test('is not where it is turned off', () =>
    withEstate('${secret:env:APP_PASSWORD}', (phoenix) => assert.equal(phoenix('validate').loaded, []), {
      ...endpoint,
      OTEL_SDK_DISABLED: 'true',
    }));
});
