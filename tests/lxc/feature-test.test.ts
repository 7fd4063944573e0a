/** `phoenix feature test` as its user runs it: one of the library and a new one, good and broken, stopped midway. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { registeredLabs } from '../../src/simulator/edge/lxc/record.ts';
import { describeContainers } from '../support/containers.ts';
import { CLI } from '../support/world.ts';

let folder = '';
const configs = () => join(folder, 'configs');
const mine = (file = '') => join(configs(), 'features/my-app', file);
/** Labs are made in a folder of this test's own, so that what is left of them is seen. */
const environment = () => ({ ...process.env, TMPDIR: folder });
const argv = (args: readonly string[]) => [CLI, 'feature', ...args, '--configs', configs()];

function feature(...args: readonly string[]): {
  readonly exit: number | null;
  readonly out: string;
  readonly text: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv(args), {
    cwd: folder,
    encoding: 'utf8',
    env: environment(),
  });
  return { exit: status, out: stdout, text: stdout + stderr };
}

const edit = (file: string, from: string, to: string) =>
  writeFileSync(
    mine(file),
    readFileSync(mine(file), 'utf8').replace(from, () => to),
  );

function nothingIsLeft(): void {
  assert.equal(
    registeredLabs().filter(({ dir }) => dir.startsWith(folder)),
    [],
  );
  assert.equal(
    readdirSync(folder).filter((name) => name.startsWith('phoenix-feature-')),
    [],
  );
}

describeContainers('phoenix feature test', (test) => {
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-features-'));
    const { exit, text } = feature('new', 'my-app');
    assert.is(exit, 0, text);
  });
  test.after(() => rmSync(folder, { recursive: true, force: true }));

  // The others run every week, .github/workflows/library.yml.
  test('nginx of the library holds', () => {
    const { exit, text } = feature('test', 'nginx', '--scenario', 'files');
    assert.is(exit, 0, text);
    assert.match(text, /all hold/);
    nothingIsLeft();
  });

  test('a new feature holds as it was written, and after an upgrade', () => {
    const old = join(folder, 'old');
    cpSync(mine(), old, { recursive: true });
    edit('feature.json', '"0.1.0"', '"0.2.0"');
    edit(
      'install.sh',
      'set -eu',
      'set -eu\n[ "$PHX_PREVIOUS" != 0.1.0 ] || echo upgraded >/etc/my-app.upgraded',
    );
    edit('remove.sh', 'rm -f', 'rm -f /etc/my-app.upgraded');
    const { exit, out, text } = feature('test', 'my-app', '--previous', old, '--json');
    assert.is(exit, 0, text);
    const { runs } = JSON.parse(out) as { runs: { way: string; ok: boolean; phases: { name: string }[] }[] };
    assert.equal(
      runs.map(({ way, ok }) => [way, ok]),
      [
        ['fresh', true],
        ['upgrade', true],
      ],
    );
    assert.ok(runs[1]?.phases.some(({ name }) => name === 'upgrade'));
    nothingIsLeft();
  });

  test('an install that is no good twice is found, by the files that it changed', () => {
    edit('install.sh', 'set -eu', 'set -eu\ndate +%N >/etc/my-app.stamp\ntouch /usr/bin/env');
    const { exit, text } = feature('test', 'my-app');
    assert.is(exit, 1, text);
    assert.match(text, 'a second install changed /etc/my-app.stamp');
    assert.match(text, 'a second install changed /usr/bin/env');
    assert.match(text, '1 run in');
    nothingIsLeft();
  });

  test('stopped in the middle of an install, it removes its container', async () => {
    edit('install.sh', 'set -eu', 'set -eu\nsleep 600');
    const child = spawn(process.execPath, argv(['test', 'my-app']), {
      cwd: folder,
      env: environment(),
      stdio: 'pipe',
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      const isNew = !text.includes('my-app: install');
      text += chunk.toString();
      if (isNew && text.includes('my-app: install')) child.kill('SIGINT');
    });
    const exit = await new Promise((resolve) => {
      child.once('exit', resolve);
    });
    assert.is(exit, 1, text);
    assert.match(text, /SIGINT: stopping/);
    nothingIsLeft();
  });
});
