/** An upgrade that breaks its guest, in a real container: after the apply the guest is what it was, files and all. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { readRecord } from '../../src/simulator/edge/lxc/record.ts';
import { DEBIAN, describeContainers, remainsOf } from '../support/containers.ts';
import { SOURCE_CLI } from '../support/source-program.ts';

const SUBNET = '10.199.97';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
const lab = () => join(folder, 'lab');
const configs = () => join(folder, 'repo/configs');
const argvOf = (...args: readonly string[]) => [...SOURCE_CLI, ...args];
const APPLY = () => ['apply', '--configs', configs(), '--node', `sim:${lab()}`, '--yes'];

function phoenix(...args: readonly string[]): { readonly exit: number | null; readonly text: string } {
  const options = { cwd: ROOT, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, argvOf(...args), options);
  return { exit: status, text: stdout + stderr };
}

const plan = () => phoenix('plan', '--live', '--configs', configs(), '--node', `sim:${lab()}`).text;
const pct = (...args: readonly string[]) => runInLab(lab(), ['pct', ...args]).stdout;
const inGuest = (script: string) => pct('exec', '907', '--keep-env', '0', '--', 'sh', '-c', script);

function write(path: string, value: object | string): void {
  mkdirSync(dirname(join(configs(), path)), { recursive: true });
  writeFileSync(join(configs(), path), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

function commit(version: string, mode: string, more: object = {}): void {
  const option = { type: 'string', enum: ['plain', 'broken', 'slow'], default: 'plain' };
  write('features/app/feature.json', { id: 'app', version, name: 'App', options: { mode: option } });
  write('lxc/web.json', {
    vmid: 907,
    ostemplate: DEBIAN,
    memory: '256M',
    rootfs: { storage: 'local-zfs', size: '4G' },
    net0: { bridge: 'vmbr0', ip: `${SUBNET}.5/24`, gw: `${SUBNET}.1` },
    nesting: true,
    features: { app: { mode } },
    health: { app: { exec: ['test', '-s', '/etc/app.conf'] } },
    ...more,
  });
  const git = ['-C', join(folder, 'repo'), '-c', 'user.name=t', '-c', 'user.email=t@example.invalid'];
  spawnSync('git', [...git, 'add', '-A']);
  spawnSync('git', [...git, 'commit', '-qm', `Version ${version}, ${mode}`]);
}

/** It destroys what an earlier version had written before it is known whether it will go through. */
const INSTALL = `#!/bin/sh
set -eu
printf 'half' >/etc/app.conf
rm -rf /var/lib/app
case $MODE in
  broken) exit 3 ;;
  slow) [ -f /root/once ] || { touch /root/once; sleep 300; }; exit 3 ;;
esac
mkdir -p /var/lib/app
printf 'data' >/var/lib/app/data
printf 'good' >/etc/app.conf
`;

const LOOK = 'cat /etc/app.conf /var/lib/app/data; ls /root; cat /var/lib/phoenix/features/app.json';

/** What stands in the guest, and what Proxmox says of it. */
const state = () => ({ inside: inGuest(LOOK), status: pct('status', '907'), conf: pct('config', '907') });

function assertSame(before: ReturnType<typeof state>): void {
  const after = state();
  const untold = (text: string) => text.replace(/^description: .*$/m, '');
  assert.is(after.inside, before.inside);
  assert.is(after.status, before.status);
  assert.is(untold(after.conf), untold(before.conf));
  assert.not.match(pct('listsnapshot', '907'), /phoenix-before/);
}

describeContainers('a way back in real containers', (test) => {
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-rollback-'));
    mkdirSync(join(folder, 'repo'));
    spawnSync('git', ['-C', join(folder, 'repo'), 'init', '-q', '-b', 'main']);
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    const policies = { rollback: 'snapshot' };
    write('phoenix.json', { name: 'lab', nodes: { pve1: { storages } }, policies });
    write('features/app/install.sh', INSTALL);
    write('features/app/verify.sh', '#!/bin/sh\ngrep -qx good /etc/app.conf\n');
  });
  test.after(() => {
    if (existsSync(lab())) phoenix('lab', 'down', lab(), '--remove');
    rmSync(folder, { recursive: true, force: true });
  });

  test('an upgrade that breaks its files is undone: they are back, with the mark of the old version', () => {
    commit('1.0.0', 'plain');
    assert.is(phoenix('lab', 'up', lab(), '--from', configs(), '--build').exit, 0);
    const made = phoenix(...APPLY());
    assert.is(made.exit, 0, made.text);
    const before = state();
    assert.match(before.inside, /gooddata[\s\S]*"version":"1\.0\.0"/);
    commit('2.0.0', 'broken', { memory: '300M' });
    assert.match(plan(), /if its software fails, it stops and all of this is rolled back/);
    const { exit, text } = phoenix(...APPLY());
    assert.is(exit, 1, text);
    assert.match(text, /app: install ended with exit code 3; rolled back: as before, app 1\.0\.0, running/);
    assertSame(before);
    assert.match(plan(), /tried on .* UTC, failed, and was rolled back/);
  });

  test('one with a restart, and one whose health fails, too', () => {
    const before = state();
    commit('2.0.0', 'broken', { fuse: true });
    const restarted = phoenix(...APPLY());
    assert.is(restarted.exit, 1, restarted.text);
    assert.match(restarted.text, /rolled back: as before/);
    assertSame(before);
    commit('2.0.0', 'plain', { health: { app: { exec: ['false'], within: '2s' } } });
    const unwell = phoenix(...APPLY());
    assert.is(unwell.exit, 1, unwell.text);
    assert.match(unwell.text, /not healthy.*rolled back: as before/);
    assertSame(before);
  });

  test('an upgrade that was cut off goes on, and the state before all of it is the way back', async () => {
    const before = state();
    commit('2.0.0', 'slow');
    const child = spawn(process.execPath, argvOf(...APPLY()), { cwd: ROOT, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    for (let tries = 0; tries < 600 && inGuest('ls /root/once 2>/dev/null') === ''; tries += 1)
      await sleep(100);
    child.kill('SIGKILL');
    await ended;
    assert.match(pct('listsnapshot', '907'), /phoenix-before/);
    const { exit, text } = phoenix(...APPLY());
    assert.is(exit, 1, text);
    assert.match(text, /rolled back: as before/);
    assertSame(before);
  });

  test('the same change goes through when it is mended', () => {
    commit('2.0.0', 'plain', { memory: '300M', fuse: true });
    const { exit, text } = phoenix(...APPLY());
    assert.is(exit, 0, text);
    assert.match(inGuest(LOOK), /gooddata[\s\S]*"version":"2\.0\.0"/);
    assert.not.match(pct('listsnapshot', '907'), /phoenix-before/);
    assert.match(pct('config', '907'), /^memory: 300$/m);
    assert.match(plan(), 'nothing to do');
  });

  test('nothing is left of the lab', () => {
    const { id } = readRecord(lab()) ?? {};
    assert.ok(id);
    assert.is(phoenix('lab', 'down', lab(), '--remove').exit, 0);
    assert.equal(remainsOf(id), []);
  });
});
