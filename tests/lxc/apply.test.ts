/** An estate that `phoenix init` wrote, applied to a lab of real containers by the command line, as a user does it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { readRecord } from '../../src/simulator/edge/lxc/record.ts';
import { DEBIAN, describeContainers, remainsOf } from '../support/containers.ts';

const SUBNET = '10.199.81';
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
const lab = () => join(folder, 'lab');
const configs = () => join(folder, 'repo/configs');

function phoenix(...args: readonly string[]): { readonly exit: number | null; readonly text: string } {
  const argv = [...process.execArgv, CLI, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
  return { exit: status, text: stdout + stderr };
}

function apply(): string {
  const { exit, text } = phoenix('apply', '--configs', configs(), '--node', `sim:${lab()}`, '--yes');
  assert.is(exit, 0, text);
  return text;
}

const inGuest = (vmid: number, script: string) =>
  runInLab(lab(), ['pct', 'exec', String(vmid), '--keep-env', '0', '--', 'sh', '-c', script]).stdout;

function writeGuest(name: string, vmid: number, extra: object): void {
  const net0 = { bridge: 'vmbr0', ip: `${SUBNET}.${vmid - 800}/24`, gw: `${SUBNET}.1` };
  const spec = {
    vmid,
    ostemplate: DEBIAN,
    memory: '256M',
    rootfs: { storage: 'local-zfs', size: '4G' },
    net0,
    ...extra,
  };
  writeFileSync(join(configs(), `lxc/${name}.json`), JSON.stringify(spec));
}

function commit(message: string): void {
  const git = ['-C', join(folder, 'repo'), '-c', 'user.name=t', '-c', 'user.email=t@example.invalid'];
  spawnSync('git', [...git, 'add', '-A']);
  spawnSync('git', [...git, 'commit', '-qm', message]);
}

describeContainers('an estate in real containers', (test) => {
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-apply-'));
    mkdirSync(join(folder, 'repo'));
    spawnSync('git', ['-C', join(folder, 'repo'), 'init', '-q', '-b', 'main']);
    const { exit, text } = phoenix('init', join(folder, 'repo'), '--name', 'lab', '--node', 'pve1');
    assert.is(exit, 0, text);
    rmSync(join(configs(), 'lxc'), { recursive: true });
    mkdirSync(join(configs(), 'lxc'));
  });
  test.after(() => {
    if (existsSync(lab())) phoenix('lab', 'down', lab(), '--remove');
    rmSync(folder, { recursive: true, force: true });
  });

  test('lab up makes the lab that the estate expects', () => {
    writeGuest('front', 901, { cores: 1 });
    writeGuest('back', 902, { unprivileged: false });
    commit('Add two guests');
    const { exit, text } = phoenix('lab', 'up', lab(), '--from', configs(), '--build');
    assert.is(exit, 0, text);
    assert.match(text, 'guests are real containers');
  });

  test('apply builds and starts them, and finds nothing to do then', () => {
    assert.match(apply(), /Applied 2 of 2/);
    assert.is(inGuest(901, 'hostname'), 'front\n');
    assert.is(inGuest(902, 'hostname'), 'back\n');
    assert.match(inGuest(901, `ping -c1 -W5 ${SUBNET}.102`), /1 received/);
    assert.match(apply(), /nothing to do/);
  });

  test('a change of memory reaches the running guest, one of features restarts it', () => {
    writeGuest('front', 901, { cores: 1, memory: '320M', nesting: true });
    commit('Change the front');
    const boot = inGuest(901, 'cat /proc/sys/kernel/random/boot_id; stat -c %Z /proc/1');
    apply();
    assert.match(inGuest(901, 'cat /proc/mounts'), 'dev/.lxc/proc');
    assert.is.not(inGuest(901, 'cat /proc/sys/kernel/random/boot_id; stat -c %Z /proc/1'), boot);
    assert.match(apply(), /nothing to do/);
  });

  test('lab status tells of it, and lab down leaves nothing', () => {
    const id = readRecord(lab())?.id ?? '';
    const status = phoenix('lab', 'status', lab()).text;
    assert.match(status, /guest 901 {2}running/);
    assert.match(status, `bridge vmbr0  ${SUBNET}.1/24`);
    assert.is(phoenix('lab', 'down', lab(), '--remove').exit, 0);
    assert.equal(remainsOf(id), []);
    assert.not.ok(existsSync(lab()));
  });
});
