/** Secrets in files of the runner, and in its environment. */
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../src/config/settings.ts';
import { secretReader } from '../../src/secrets/reader.ts';
import { describe } from '../support/describe.ts';
import { refusal } from '../support/refusal.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const isRoot = process.getuid?.() === 0;
const { secrets: settings } = settingsSchema.parse({ name: 'lab', nodes: {} });

const VARIABLES = ['PHOENIX_SECRETS_DIR', 'PHOENIX_VAULT_KEY_FILE', 'PHOENIX_VAULT_PASSPHRASE_FILE'];

interface Runner {
  readonly folder: string;
  readonly outside: string;
  readonly put: (path: string, content: string | Uint8Array, mode?: number) => string;
  /** The value, or why there is none. */
  readonly read: (name: string) => Promise<string>;
}

async function onRunner(use: (runner: Runner) => Promise<void>): Promise<void> {
  const top = scratchFolder('a runner');
  const folder = join(top, 'secrets');
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  process.env['PHOENIX_SECRETS_DIR'] = folder;
  mkdirSync(folder);
  const put = (path: string, content: string | Uint8Array, mode = 0o600) => {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content);
    chmodSync(whole, mode);
    return whole;
  };
  const read = async (name: string) => {
    const reader = secretReader({ settings, kept: new Map(), say: () => {} });
    return (await refusal(reader(`\${secret:file:${name}}`))).replace(/^read: /, '');
  };
  try {
    await use({ folder, outside: top, put, read });
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

const CONTENTS: readonly [content: string | Uint8Array, value: string | RegExp][] = [
  ['hunter2', 'hunter2'],
  ['hunter2\n', 'hunter2'],
  ['hunter2\n\n', 'hunter2\n'],
  ['hunter2\r\n', 'hunter2\r'],
  ['  two\nlines  ', '  two\nlines  '],
  ['\ufeffhunter2', '\ufeffhunter2'],
  ['\n', /is empty/],
  [Buffer.from([0xff, 0xfe, 0x41, 0x42]), /is no text in UTF-8 \| Store it in base64/],
  ['x'.repeat(65_536), 'x'.repeat(65_536)],
  ['x'.repeat(65_537), /larger than a secret may be/],
];

describe('a secret in a file', (test) => {
  for (const [content, value] of CONTENTS) {
    const shown = JSON.stringify(String(content).slice(0, 20));
    test(`of ${shown} is ${value instanceof RegExp ? 'refused' : 'read'}`, () =>
      onRunner(async ({ put, read }) => {
        put('db/app', content);
        const found = await read('db/app');
        if (value instanceof RegExp) assert.match(found, value);
        else assert.is(found, value);
      }));
  }

  test('that others can get at is refused, with the command that helps', () =>
    onRunner(async ({ put, read }) => {
      for (const mode of [0o604, 0o602, 0o601, 0o777]) {
        const path = put('app', 'hunter2', mode);
        assert.match(
          await read('app'),
          `REFUSED every user of the runner can get at ${path} | Run: chmod o= ${path}`,
        );
        assert.is(spawnSync('chmod', ['o=', path]).status, 0);
        assert.is(await read('app'), 'hunter2');
      }
      put('app', 'hunter2', 0o640);
      assert.is(await read('app'), 'hunter2');
    }));

  test('that is not there is told, with its place', () =>
    onRunner(async ({ folder, put, read }) => {
      put('app', 'hunter2');
      const said = await read('db/app');
      assert.match(said, 'the secret ${secret:file:db/app} is not there | Put it on the runner');
      assert.match(said, join(folder, 'db/app'));
      assert.match(await read('app/db'), 'is not there');
      rmSync(folder, { recursive: true });
      assert.match(await read('app'), 'is not there');
    }));

  test('may be a link within the folder, and none that leads out of it', () =>
    onRunner(async ({ folder, outside, put, read }) => {
      put('v2/app', 'hunter2');
      symlinkSync('v2/app', join(folder, 'app'));
      assert.is(await read('app'), 'hunter2');
      writeFileSync(join(outside, 'shadow'), 'of the system', { mode: 0o600 });
      symlinkSync(join(outside, 'shadow'), join(folder, 'leak'));
      symlinkSync(outside, join(folder, 'up'));
      // Beside the folder, with a name that begins as it does.
      mkdirSync(`${folder}-2`);
      writeFileSync(join(`${folder}-2`, 'app'), 'of the neighbour', { mode: 0o600 });
      symlinkSync(join(`${folder}-2`, 'app'), join(folder, 'near'));
      for (const name of ['leak', 'up/shadow', 'near']) assert.match(await read(name), 'leads out of');
    }));

  test('has a name that leads nowhere else', () =>
    onRunner(async ({ outside, read }) => {
      writeFileSync(join(outside, 'shadow'), 'of the system', { mode: 0o600 });
      for (const name of ['../shadow', '/etc/shadow', 'a/../../shadow', '.hidden', 'a//b', '']) {
        assert.match(await read(name), 'this version cannot read the secret');
      }
    }));

  test('is a file: a folder or a pipe is refused, and nobody waits for one', () =>
    onRunner(async ({ folder, put, read }) => {
      put('db/app', 'hunter2');
      chmodSync(join(folder, 'db'), 0o700);
      assert.match(await read('db'), 'is no file');
      const pipe = join(folder, 'pipe');
      assert.is(spawnSync('/usr/bin/mkfifo', ['-m', '600', pipe]).status, 0);
      assert.match(await read('pipe'), 'is no file');
    }));

  test('is never what opens the vault', () =>
    onRunner(async ({ folder, put, read }) => {
      put('vault.key', 'the key');
      const other = put('mine/key', 'another key');
      put('mine/passphrase', 'its passphrase');
      process.env['PHOENIX_VAULT_KEY_FILE'] = `/nowhere:${other}`;
      symlinkSync(join(folder, 'mine'), join(folder, 'linked'));
      process.env['PHOENIX_VAULT_PASSPHRASE_FILE'] = join(folder, 'linked/passphrase');
      for (const name of ['vault.key', 'mine/key', 'mine/passphrase']) {
        assert.match(await read(name), 'is what opens the vault, and goes into no guest');
      }
    }));

  test('is looked for in the folder that the runner names, as a whole path', () =>
    onRunner(async ({ read }) => {
      process.env['PHOENIX_SECRETS_DIR'] = 'configs/secrets';
      assert.match(await read('app'), 'PHOENIX_SECRETS_DIR is not a whole path: configs/secrets');
      process.env['PHOENIX_SECRETS_DIR'] = '';
      assert.match(await read('phoenix-test-none'), '/etc/phoenix/secrets/phoenix-test-none');
    }));

  if (isRoot) {
    test('belongs to who runs Phoenix, or to root', () =>
      onRunner(async ({ put, read }) => {
        const path = put('app', 'hunter2');
        chownSync(path, 65_534, 65_534);
        assert.match(await read('app'), `${path} belongs to another user (uid 65534) | Run: chown 0 ${path}`);
      }));
  } else {
    test('that may not be read is refused', () =>
      onRunner(async ({ put, read }) => {
        put('app', 'hunter2', 0o000);
        assert.match(await read('app'), 'may not be read by the user that runs Phoenix');
      }));
  }
});
