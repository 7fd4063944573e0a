/** Features in real containers by the command line, as a user does it: installed, changed, cut off, restarted, removed. */
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

const SUBNET = '10.199.83';
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
const lab = () => join(folder, 'lab');
const configs = () => join(folder, 'repo/configs');
const argvOf = (...args: readonly string[]) => [...process.execArgv, CLI, ...args];

function phoenix(...args: readonly string[]): { readonly exit: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, argvOf(...args), {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { exit: status, text: stdout + stderr };
}

const APPLY = () => ['apply', '--configs', configs(), '--node', `sim:${lab()}`, '--yes'];

function apply(): string {
  const { exit, text } = phoenix(...APPLY());
  assert.is(exit, 0, text);
  return text;
}

const isConverged = () => {
  const { exit, text } = phoenix('plan', '--live', '--configs', configs(), '--node', `sim:${lab()}`);
  assert.is(exit, 0, text);
  assert.match(text, 'nothing to do');
};

const inGuest = (vmid: number, script: string) =>
  runInLab(lab(), ['pct', 'exec', String(vmid), '--keep-env', '0', '--', 'sh', '-c', script]).stdout;

function write(path: string, value: object | string): void {
  mkdirSync(dirname(join(configs(), path)), { recursive: true });
  writeFileSync(join(configs(), path), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

function commit(features: object): void {
  const net0 = { bridge: 'vmbr0', ip: `${SUBNET}.5/24`, gw: `${SUBNET}.1` };
  const rootfs = { storage: 'local-zfs', size: '4G' };
  write('lxc/web.json', {
    vmid: 905,
    ostemplate: DEBIAN,
    memory: '512M',
    rootfs,
    net0,
    nesting: true,
    features,
  });
  const updated = phoenix('feature', 'update', '--configs', configs());
  assert.is(updated.exit, 0, updated.text);
  const git = ['-C', join(folder, 'repo'), '-c', 'user.name=t', '-c', 'user.email=t@example.invalid'];
  spawnSync('git', [...git, 'add', '-A']);
  spawnSync('git', [...git, 'commit', '-qm', 'A change']);
}

const INSTALL = `#!/bin/sh
set -eu
echo "begin $MODE" >>/root/app.log
case $MODE in
  slow) [ -f /root/once ] || { touch /root/once; sleep 300; } ;;
  restart) [ -f /run/app-was-asked ] || [ -f /root/asked ] || { touch /root/asked; exit 12; } ;;
esac
printf '%s\\n' "$MODE" >/etc/app.conf
echo "end $MODE" >>/root/app.log
`;

const page = () => spawnSync('curl', ['-sI', `http://${SUBNET}.5:8080`], { encoding: 'utf8' }).stdout;

describeContainers('features in real containers', (test) => {
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-features-'));
    mkdirSync(join(folder, 'repo'));
    spawnSync('git', ['-C', join(folder, 'repo'), 'init', '-q', '-b', 'main']);
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    write('phoenix.json', { name: 'lab', nodes: { pve1: { storages } } });
    const mode = { type: 'string', default: 'plain', enum: ['plain', 'slow', 'restart'] };
    write('features/app/feature.json', {
      id: 'app',
      version: '1.0.0',
      name: 'App',
      restarts: true,
      options: { mode },
    });
    write('features/app/install.sh', INSTALL);
    write('features/app/check.sh', '#!/bin/sh\n[ "$(cat /etc/app.conf)" = "$MODE" ] || exit 10\n');
    write('features/app/verify.sh', '#!/bin/sh\ngrep -qx "$MODE" /etc/app.conf\n');
    write('features/app/remove.sh', '#!/bin/sh\nrm /etc/app.conf\n');
  });
  test.after(() => {
    if (existsSync(lab())) phoenix('lab', 'down', lab(), '--remove');
    rmSync(folder, { recursive: true, force: true });
  });

  test('a guest is made with nginx of the library and an own one, and answers', () => {
    commit({ nginx: { listen: 8080 }, app: {} });
    const { exit, text } = phoenix('lab', 'up', lab(), '--from', configs(), '--build');
    assert.is(exit, 0, text);
    apply();
    assert.match(page(), /200 OK/);
    assert.is(inGuest(905, 'cat /etc/app.conf'), 'plain\n');
    isConverged();
  });

  test('a script that was under way when Phoenix was killed is ended, and runs again', async () => {
    commit({ nginx: { listen: 8080 }, app: { mode: 'slow' } });
    const child = spawn(process.execPath, argvOf(...APPLY()), { cwd: ROOT, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    for (let tries = 0; tries < 600 && inGuest(905, 'ls /root/once 2>/dev/null') === ''; tries += 1)
      await sleep(100);
    child.kill('SIGKILL');
    await ended;
    apply();
    assert.is(
      inGuest(905, 'cat /root/app.log'),
      'begin plain\nend plain\nbegin slow\nbegin slow\nend slow\n',
    );
    isConverged();
  });

  test('an install that asks for a restart gets it, and goes on', () => {
    commit({ nginx: { listen: 8080 }, app: { mode: 'restart' } });
    const boot = inGuest(905, 'stat -c %Z /proc/1');
    const text = apply();
    assert.match(text, /app wants the guest restarted/);
    assert.is.not(inGuest(905, 'stat -c %Z /proc/1'), boot);
    assert.is(inGuest(905, 'cat /etc/app.conf'), 'restart\n');
    assert.match(page(), /200 OK/);
    isConverged();
  });

  test('features that no file names any more are removed', () => {
    commit({ app: { mode: 'restart' } });
    apply();
    assert.is(page(), '');
    assert.is(inGuest(905, 'ls /var/lib/phoenix/features'), 'app\napp.json\n');
    isConverged();
  });

  test('nothing is left behind', () => {
    const id = readRecord(lab())?.id ?? '';
    assert.is(phoenix('lab', 'down', lab(), '--remove').exit, 0);
    assert.equal(remainsOf(id), []);
  });
});
