/** What a lab leaves when its commands, its containers' watchers or `lab down` itself are killed: nothing, after `down`. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { run } from '../../src/simulator/edge/lxc/machine.ts';
import { labId, labNames, pidFile } from '../../src/simulator/edge/lxc/names.ts';
import { labDown, labStatus, labUp } from '../../src/simulator/edge/lxc/up.ts';
import {
  containerLab,
  type ContainerLab,
  DEBIAN,
  describeContainers,
  remainsOf,
} from '../support/containers.ts';
import { SOURCE_CLI } from '../support/source-program.ts';

const SUBNET = '10.199.79';
const net = (host: number) => `name=eth0,bridge=vmbr0,ip=${SUBNET}.${host}/24,gw=${SUBNET}.1`;

function start(lab: ContainerLab, vmid: number): void {
  lab.mustPct('create', vmid, DEBIAN, '--rootfs', 'local-zfs:4', '--net0', net(vmid));
  lab.mustPct('start', vmid);
}

/** Ends a program after some milliseconds, as a crash of the machine's power would. */
async function killAfter(ms: number, program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await wait(ms);
  child.kill('SIGKILL');
  await ended;
}

/** First processes of a guest's namespaces that run now. */
function initsOf({ id }: ContainerLab, vmid: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const isIts = readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(`lxc.payload.phx-${id}-${vmid}`);
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return isIts && /^NSpid:\s+\d+\s+1$/m.test(status) && !/^State:\s+Z/m.test(status);
    } catch {
      return false;
    }
  });
}

describeContainers('labs that are killed', (test) => {
  test('two labs with the same addresses do not meet', () => {
    const [one, two] = [containerLab(), containerLab()];
    try {
      for (const lab of [one, two]) start(lab, 101);
      one.sh(101, 'echo one > /root/who');
      two.sh(101, 'echo two > /root/who');
      assert.is(one.sh(101, 'cat /root/who'), 'one\n');
      assert.is(two.sh(101, `cat /root/who; ping -c1 -W5 ${SUBNET}.1 > /dev/null`), 'two\n');
      // This machine's way leads to the lab that was first.
      const routed = labStatus(null)
        .filter(({ lab }) => [one.id, two.id].includes(lab.id))
        .flatMap(({ network }) => network.map((bridge) => bridge.routed));
      assert.is(routed.length, 2);
      assert.is(routed.filter(Boolean).length, 1);
      one.end();
      assert.equal(remainsOf(one.id), []);
      assert.is(two.sh(101, 'getent hosts deb.debian.org > /dev/null && echo still there'), 'still there\n');
    } finally {
      for (const lab of [one, two]) if (existsSync(lab.dir)) lab.end();
    }
    assert.equal(remainsOf(two.id), []);
  });

  test('a command killed at any moment leaves what the next one copes with', async () => {
    const lab = containerLab();
    try {
      start(lab, 101);
      for (const ms of [700, 1000, 1400, 2000]) {
        await killAfter(ms, lab.program, [
          'create',
          '102',
          DEBIAN,
          '--rootfs',
          'local-zfs:4',
          '--net0',
          net(102),
          '--start',
          '1',
        ]);
        lab.pct('unlock', 102);
        if (lab.mustPct('list').includes('102')) lab.mustPct('destroy', 102, '--force', 1);
        // A kill before the file is written leaves a volume that no file names.
        run(['sh', '-c', 'rm -rf -- "$1"/volumes/*/*102*', 'sh', join(lab.dir, '.sim')]);
      }
      await killAfter(900, lab.program, ['stop', '101']);
      await killAfter(900, lab.program, ['start', '101']);
      const status = lab.mustPct('status', 101);
      if (status.includes('stopped')) lab.mustPct('start', 101);
      assert.is(lab.sh(101, 'echo here'), 'here\n');
    } finally {
      lab.end();
    }
    assert.equal(remainsOf(lab.id), []);
  });

  test('a guest whose watcher was killed is stopped, and starts again', () => {
    const lab = containerLab();
    try {
      start(lab, 101);
      process.kill(Number(readFileSync(pidFile(labNames(lab.id), 101), 'utf8')), 'SIGKILL');
      spawnSync('sleep', ['0.3']);
      // What a reading of the node asks, before any command could notice.
      assert.is(run([join(dirname(lab.program), 'lxc-ls'), '--active']).stdout, '');
      assert.match(lab.mustPct('status', 101), 'stopped');
      lab.mustPct('start', 101);
      assert.is(lab.sh(101, 'echo here'), 'here\n');
      // The first one would go on in the same files.
      assert.is(initsOf(lab, 101).length, 1);
    } finally {
      lab.end();
    }
    assert.equal(remainsOf(lab.id), []);
  });

  test('a lab that cannot have its network says why, and leaves nothing', () => {
    const dir = join(mkdtempSync(join(tmpdir(), 'phoenix-up-')), 'lab');
    const id = labId(dir, '0');
    // What has the name of its cable is none: the lab gets no other end.
    assert.is(run(['ip', 'link', 'add', labNames(id).cable, 'type', 'bridge']).exit, 0);
    assert.throws(
      () => labUp(dir),
      (error: unknown) => error instanceof PhoenixError && /gets no network/.test(error.message),
    );
    assert.equal(remainsOf(id), []);
    rmSync(join(dir, '..'), { recursive: true });
  });

  test('down takes all of a lab whose folder is gone, by its id', () => {
    const lab = containerLab();
    start(lab, 101);
    rmSync(join(lab.dir, '.sim/lxc/lab.json'));
    rmSync(join(lab.dir, '.sim/layout.json'));
    assert.ok(remainsOf(lab.id).length > 0);
    labDown(lab.id, false);
    assert.equal(remainsOf(lab.id), []);
    rmSync(join(lab.dir, '..'), { recursive: true, force: true });
  });

  test('down that is killed goes on when it is run again', async () => {
    const lab = containerLab();
    start(lab, 101);
    const cli = [...SOURCE_CLI, 'lab', 'down', lab.dir];
    for (const ms of [300, 600, 900]) await killAfter(ms, process.execPath, cli);
    lab.end();
    assert.equal(remainsOf(lab.id), []);
  });

  test('a lab that was down comes up again with its guests, stopped and whole', () => {
    const lab = containerLab();
    try {
      start(lab, 101);
      lab.sh(101, 'echo kept > /root/x');
      labDown(lab.dir, false);
      assert.equal(remainsOf(lab.id), []);
      labUp(lab.dir);
      assert.match(lab.mustPct('list'), /101\s+stopped/);
      lab.mustPct('start', 101);
      assert.is(lab.sh(101, 'cat /root/x'), 'kept\n');
    } finally {
      lab.end();
    }
  });

  test('a folder with simulated guests, and a copy of a lab, are refused', () => {
    const lab = containerLab();
    const copy = `${lab.dir}-copy`;
    try {
      writeFileSync(join(lab.dir, 'note'), '');
      run(['cp', '-a', lab.dir, copy]);
      assert.throws(() => labDown(copy, true), /is a copy of the lab/);
      assert.ok(existsSync(join(copy, 'note')));
      const { record } = labUp(copy);
      assert.is.not(record.id, lab.id);
      labDown(copy, true);
      assert.equal(remainsOf(record.id), []);
      assert.ok(remainsOf(lab.id).length > 0);
    } finally {
      lab.end();
    }
  });
});
