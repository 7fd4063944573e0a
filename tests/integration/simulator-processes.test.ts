/** A lab's commands as real processes: signals in the middle, processes in guests, a caller that is killed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import type { Lab } from '../../src/simulator/edge/known-lab.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { nodeFacts, writeFacts } from '../../src/simulator/facts.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { describe } from '../support/describe.ts';

const TEMPLATE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

function newLab(latency = 0): Lab {
  const dir = mkdtempSync(join(tmpdir(), 'phoenix-lab-'));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  const lab = openLab(dir);
  writeFacts(lab.host, nodeFacts('pve1', { latency }));
  return lab;
}

const environment = (lab: Lab) => ({
  PATH: `${lab.bin()}:${process.env['PATH']}`,
  LC_ALL: 'C.UTF-8',
  CALLER: 'yes',
});

function type(lab: Lab, argv: readonly string[], input: string | Buffer = '') {
  const [program = '', ...args] = argv;
  const { status, signal, stdout, stderr } = spawnSync(join(lab.bin(), program), args, {
    env: environment(lab),
    input,
  });
  return { exit: status, signal, stdout: stdout.toString(), stderr: stderr.toString() };
}

const conf = (lab: Lab, vmid: number) => join(lab.dir, `etc/pve/lxc/${vmid}.conf`);
const confText = (lab: Lab, vmid: number) =>
  existsSync(conf(lab, vmid)) ? readFileSync(conf(lab, vmid), 'utf8') : '';

/** Begins a command, and gives it the signal as soon as something is so. */
async function signalled(lab: Lab, argv: readonly string[], signal: NodeJS.Signals, when: () => boolean) {
  const [program = '', ...args] = argv;
  const child: ChildProcess = spawn(join(lab.bin(), program), args, {
    env: environment(lab),
    stdio: 'ignore',
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (exit, ending) => resolve(exit ?? ending));
  });
  while (!when() && child.exitCode === null) await sleep(20);
  child.kill(signal);
  return ended;
}

const volumes = (lab: Lab, vmid: number) => lab.host.list(`/.sim/volumes/local/${vmid}`);

describe('a signal in the middle of pct create', (test) => {
  const create = ['pct', 'create', '101', TEMPLATE, '--rootfs', 'local:1', '--tags', 't'];

  test('SIGKILL leaves a conf file with nothing but the lock, and the volume', async () => {
    const lab = newLab(0.5);
    const end = await signalled(lab, create, 'SIGKILL', () => volumes(lab, 101).length > 0);
    assert.is(end, 'SIGKILL');
    assert.is(confText(lab, 101), 'lock: create\n');
    writeFacts(lab.host, nodeFacts('pve1'));
    type(lab, ['pct', 'unlock', '101']);
    assert.is(type(lab, ['pct', 'destroy', '101']).exit, 0);
    assert.is(volumes(lab, 101).length, 1, 'which destroy leaves too');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} cleans up, exit 255`, async () => {
      const lab = newLab(0.5);
      const end = await signalled(lab, create, signal, () => volumes(lab, 101).length > 0);
      assert.equal([end, confText(lab, 101), volumes(lab, 101)], [255, '', []]);
    });
  }
});

describe('a signal in the middle of pct clone', (test) => {
  test('SIGKILL leaves the source locked', async () => {
    const lab = newLab();
    assert.is(type(lab, ['pct', 'create', '101', TEMPLATE, '--rootfs', 'local:1']).exit, 0);
    writeFacts(lab.host, nodeFacts('pve1', { latency: 0.5 }));
    const end = await signalled(
      lab,
      ['pct', 'clone', '101', '102'],
      'SIGKILL',
      () => volumes(lab, 102).length > 0,
    );
    assert.is(end, 'SIGKILL');
    assert.match(confText(lab, 101), 'lock: disk');
    assert.match(confText(lab, 102), 'lock: create');
    assert.not.match(confText(lab, 102), 'rootfs');
  });
});

describe('processes in a guest of a lab', (test) => {
  const lab = newLab();
  const inGuest = (script: string, input = '') =>
    type(lab, ['pct', 'exec', '101', '--', 'sh', '-c', script], input);
  test.before(() => {
    type(lab, ['pct', 'create', '101', TEMPLATE, '--rootfs', 'local-zfs:1', '--start', '1']);
  });

  test('get stdin, and give both streams and their exit status back', () => {
    const { exit, stdout, stderr } = inGuest('cat; echo err >&2; exit 7', 'in');
    assert.equal([exit, stdout, stderr], [7, 'in', 'err\n']);
  });

  test('take 30 MB of bytes on stdin as they are', () => {
    const bytes = Buffer.alloc(30_000_000, Buffer.from([0, 255, 10, 13, 7]));
    const { stdout } = type(lab, ['pct', 'exec', '101', '--', 'sh', '-c', 'cat | wc -c'], bytes);
    assert.is(Number(stdout), bytes.length);
  });

  test('end as their signals say, and not at all where there is no such program', () => {
    const ends = ['kill -9 $$', 'kill -15 $$'].map((script) => inGuest(script).exit);
    // As root, the devices of a simulated guest are the machine's own.
    const mark = `/dev/phoenix-${process.pid}`;
    type(lab, ['pct', 'exec', '101', '--', 'touch', mark]);
    assert.not.ok(existsSync(mark));
    const none = type(lab, ['pct', 'exec', '101', '--', 'no-such-program']);
    assert.equal([...ends, none.exit], [137, 143, 127]);
    assert.match(none.stderr, 'No such file or directory - Failed to exec "no-such-program"');
  });

  test('see the caller’s environment only when it is kept', () => {
    const kept = type(lab, ['pct', 'exec', '101', '--', 'env']).stdout;
    const cleared = type(lab, ['pct', 'exec', '101', '--keep-env', '0', '--', 'env']).stdout;
    assert.match(kept, /^CALLER=yes$/m);
    assert.not.match(cleared, 'CALLER');
    assert.match(cleared, /^container=lxc$/m);
  });

  test('leave files that clones, snapshots and rollbacks know', () => {
    const files = (vmid: number) => join(lab.dir, `.sim/guests/${vmid}/rootfs`);
    writeFileSync(join(files(101), 'bytes'), Buffer.from([0, 255, 128]));
    type(lab, ['pct', 'stop', '101']);
    assert.is(type(lab, ['pct', 'snapshot', '101', 's1']).exit, 0);
    rmSync(join(files(101), 'bytes'));
    type(lab, ['pct', 'clone', '101', '102']);
    type(lab, ['pct', 'rollback', '101', 's1']);
    assert.equal([...readFileSync(join(files(101), 'bytes'))], [0, 255, 128]);
    assert.not(existsSync(join(files(102), 'bytes')));
  });
});

describe('a caller that is killed', (test) => {
  test('is gone, while the command goes on to its end', () => {
    const lab = newLab();
    type(lab, ['pct', 'create', '101', TEMPLATE, '--rootfs', 'local:1', '--memory', '64']);
    setFaults(lab.host, [{ command: 'pct set', at: 'begin', do: { kind: 'kill-caller' } }]);
    const script = `${join(lab.bin(), 'pct')} set 101 --memory 128; echo survived`;
    const { signal, stdout } = spawnSync('sh', ['-c', script], { env: environment(lab), encoding: 'utf8' });
    assert.equal([signal, stdout], ['SIGKILL', '']);
    for (let tries = 0; tries < 200 && !/memory: 128/.test(confText(lab, 101)); tries += 1) {
      spawnSync('sleep', ['0.05']);
    }
    assert.match(confText(lab, 101), 'memory: 128');
  });
});
