/** Labs: simulated nodes in folders, typed on by function and by the programs that stand on PATH. */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import type { Lab } from '../../src/simulator/edge/known-lab.ts';
import { openLab, runInLab } from '../../src/simulator/edge/lab.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { confPath, setRunning } from '../../src/simulator/guests.ts';
import { memoryHost } from '../../src/simulator/memory-host.ts';
import { prepareRecordedNode } from '../../src/simulator/recorded-node.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { setRows } from '../support/recordings.ts';

const CONF =
  'arch: amd64\nhostname: a\nmemory: 64\nostype: debian\nrootfs: btr:7001/vm-7001-disk-0.raw,size=1G\n';

const folders: string[] = [];
process.on('exit', () => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

function folder(files: Readonly<Record<string, string>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'phoenix-lab-'));
  folders.push(dir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const environment = (lab: Lab) => ({ PATH: `${lab.bin()}:${process.env['PATH']}`, LC_ALL: 'C.UTF-8' });

/** Types a command as a shell does that has the lab's programs on PATH. */
function type(lab: Lab, ...argv: readonly string[]) {
  const [program = '', ...args] = argv;
  const { status, signal, stdout, stderr } = spawnSync(join(lab.bin(), program), args, {
    encoding: 'utf8',
    env: environment(lab),
    input: '',
  });
  return { exit: status, signal, stdout, stderr };
}

function typeAside(
  lab: Lab,
  argv: readonly string[],
  onStderr: (text: string) => void = () => {},
): Promise<{ exit: number | null; stderr: string }> {
  const [program = '', ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(join(lab.bin(), program), args, {
      env: environment(lab),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      onStderr(stderr);
    });
    child.on('close', (exit) => resolve({ exit, stderr }));
  });
}

describe('a folder of conf files', (test) => {
  for (const place of ['', 'lxc/', 'etc/pve/lxc/', 'etc/pve/nodes/x/lxc/']) {
    test(`works in place: ${place}7001.conf`, () => {
      const dir = folder({ [`${place}7001.conf`]: CONF });
      const result = runInLab(dir, ['pct', 'set', '7001', '--memory', '128', '--mp0', 'btr:1,mp=/a']);
      assert.is(result.exit, 0, result.stderr);
      const text = readFileSync(join(dir, `${place}7001.conf`), 'utf8');
      assert.is(
        text,
        CONF.replace('memory: 64', 'memory: 128\nmp0: btr:7001/vm-7001-disk-1.raw,mp=/a,size=1G'),
      );
      assert.match(runInLab(dir, ['pct', 'list']).stdout, /^7001 +stopped +a +$/m);
      assert.equal(
        readdirSync(join(dir, place)).filter((name) => name.startsWith('7001')),
        ['7001.conf'],
      );
    });
  }

  test('guests can be declared as running', () => {
    const dir = folder({ '7001.conf': CONF, '7002.conf': CONF });
    runInLab(dir, ['pct', 'set', '7001', '--tty', '3'], '', { running: [7001] });
    assert.is(readFileSync(join(dir, '7001.conf'), 'utf8'), `${CONF}\n[pve:pending]\ntty: 3\n`);
    assert.is(runInLab(dir, ['pct', 'status', '7001']).stdout, 'status: running\n');
    assert.is(runInLab(dir, ['pct', 'status', '7001'], '', { running: [7002] }).stdout, 'status: stopped\n');
  });

  test('a file that is put below .sim/running does the same', () => {
    const dir = folder({ '7001.conf': CONF, '.sim/running/7001': '' });
    assert.is(type(openLab(dir), 'pct', 'status', '7001').stdout, 'status: running\n');
  });

  test('a conf file that is put in place again is a new beginning', () => {
    const text = `${CONF}unused0: btr:7001/vm-7001-disk-1.raw\n`;
    const dir = folder({ '7001.conf': text });
    const use = () => {
      runInLab(dir, ['pct', 'set', '7001', '--delete', 'unused0']);
      return runInLab(dir, ['pct', 'set', '7001', '--mp0', 'btr:7001/vm-7001-disk-1.raw,mp=/a']).stderr;
    };
    assert.match(use(), 'failed to stat');
    runInLab(dir, ['pct', 'start', '7001']);
    writeFileSync(join(dir, '7001.conf'), text);
    assert.is(runInLab(dir, ['pct', 'status', '7001']).stdout, 'status: stopped\n');
    assert.is(runInLab(dir, ['pct', 'set', '7001', '--mp0', 'btr:7001/vm-7001-disk-1.raw,mp=/a']).stderr, '');
  });

  for (const [what, name] of [
    ['another folder', ''],
    ['a file', 'notes.txt'],
    ['a lab with a broken layout', 'broken'],
  ] as const) {
    test(`${what} is refused`, () => {
      const dir = folder({ 'notes.txt': 'x', 'broken/.sim/layout.json': '{' });
      assert.throws(
        () => openLab(join(dir, name)),
        (error: unknown) =>
          error instanceof PhoenixError && error.code === 'USAGE' && error.message.includes(dir),
      );
    });
  }
});

describe('a fresh lab', (test) => {
  const lab = openLab(folder());

  test('its programs work from a shell, arguments arrive as they are', () => {
    const words = `"$x" 'y' \`z\` ü;\\ --é`;
    const template = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
    const created = type(
      lab,
      'pct',
      'create',
      '101',
      template,
      '--rootfs',
      'local-lvm:4',
      '--description',
      words,
    );
    assert.is(created.exit, 0, created.stderr);
    assert.is(type(lab, 'pct', 'start', '101').exit, 0);
    assert.is(type(lab, 'lxc-ls', '--active').stdout, '101\n');
    // A real guest whose mark outlived it, as after a boot of the machine, does not run.
    const record = join(lab.dir, '.sim/lxc/lab.json');
    mkdirSync(dirname(record));
    writeFileSync(record, '{\n  "v": 1,\n  "id": "zzzzzz",\n  "cache": "/tmp"\n}\n');
    assert.is(type(lab, 'lxc-ls', '--active').stdout, '');
    rmSync(dirname(record), { recursive: true });
    assert.match(type(lab, 'pct', 'list').stdout, /^101 +running +CT101 +$/m);
    const text = readFileSync(join(lab.dir, 'etc/pve/lxc/101.conf'), 'utf8');
    assert.match(decodeURIComponent(text.split('\n')[0] ?? ''), words);
    assert.is(type(lab, 'pct', 'stop', '101').exit, 0);
    assert.is(type(lab, 'lxc-ls', '--active').stdout, '');
  });

  test('the caller decides how arguments are read: in the C locale nothing but ASCII survives', () => {
    const set = (LC_ALL: string) => {
      const argv = ['set', '101', '--description', 'ü'];
      spawnSync(join(lab.bin(), 'pct'), argv, { env: { ...environment(lab), LC_ALL } });
      return readFileSync(join(lab.dir, 'etc/pve/lxc/101.conf'), 'utf8').split('\n')[0];
    };
    assert.is(set('C'), '#%EF%BF%BD%EF%BF%BD');
    assert.is(set('C.UTF-8'), '#%C3%BC');
  });

  test('calls at the same time wait for each other and lose nothing', async () => {
    const calls = [1, 2, 3, 4].map((index) =>
      typeAside(lab, ['pct', 'set', '101', `--net${index}`, `name=eth${index},bridge=vmbr0`]),
    );
    for (const { exit, stderr } of await Promise.all(calls)) assert.is(exit, 0, stderr);
    const text = readFileSync(join(lab.dir, 'etc/pve/lxc/101.conf'), 'utf8');
    assert.is(text.match(/^net\d: /gm)?.length, 4);
  });

  test('a lock that another program holds is waited for', async () => {
    const lock = join(lab.dir, 'run/lock/lxc/pve-config-101.lock');
    const program = `use Fcntl ":flock"; open(my $f, ">>", $ARGV[0]); flock($f, LOCK_EX); print "held\\n"; $| = 1; print ""; <STDIN>`;
    const holder = spawn('perl', ['-e', `$| = 1; ${program}`, lock], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const call = typeAside(lab, ['pct', 'set', '101', '--memory', '99'], (stderr) => {
      if (stderr.includes('trying')) holder.stdin.end();
    });
    const { exit, stderr } = await call;
    assert.is(exit, 0, stderr);
    assert.is(stderr, 'trying to acquire lock...\n OK\n');
  });

  test('an injected kill ends the process, and the lock with it', () => {
    setFaults(lab.host, [{ command: 'pct set', at: 'set:checked', do: { kind: 'kill' } }]);
    assert.is(type(lab, 'pct', 'set', '101', '--memory', '77').signal, 'SIGKILL');
    assert.is(type(lab, 'pct', 'set', '101', '--memory', '78').exit, 0);
    assert.is(type(lab, 'pct', 'set', '101', '--memory', '78').stderr, '');
  });

  test('an unknown program and an unknown node are errors', () => {
    assert.is(runInLab(lab.dir, ['nonsense']).exit, 127);
    assert.throws(() => runInLab(lab.dir, ['pct', 'list'], '', { node: 'pve9' }), /no node pve9/);
  });
});

describe('a lab of several nodes', (test) => {
  const lab = openLab(folder(), { nodes: [{ name: 'pve1' }, { name: 'pve2', pve: '8.4' }] });
  const template = 'local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz';
  const create = (node: string, vmid: string) =>
    runInLab(lab.dir, ['pct', 'create', vmid, template, '--rootfs', 'local-lvm:1', '--start', '1'], '', {
      node,
    });

  test('guests belong to nodes, VMIDs to the cluster', () => {
    assert.is(create('pve1', '101').exit, 0);
    assert.is(create('pve2', '102').exit, 0);
    assert.is(create('pve2', '101').stderr, "CT 101 already exists on node 'pve1'\n");
    assert.ok(existsSync(join(lab.dir, 'etc/pve/nodes/pve2/lxc/102.conf')));
    assert.match(runInLab(lab.dir, ['pct', 'list'], '', { node: 'pve2' }).stdout, /^102 /m);
    assert.is(spawnSync(join(lab.bin('pve2'), 'lxc-ls'), ['--active'], { encoding: 'utf8' }).stdout, '102\n');
    assert.is(spawnSync(join(lab.bin('pve1'), 'lxc-ls'), ['--active'], { encoding: 'utf8' }).stdout, '101\n');
  });

  test('each has the defaults of its version', () => {
    const text = (node: string, vmid: number) => lab.host.read(confPath(node, vmid)) ?? '';
    assert.match(text('pve1', 101), 'unprivileged: 1');
    assert.not.match(text('pve2', 102), 'unprivileged');
  });
});

describe('disk and memory', (test) => {
  test('give the same result', () => {
    const rows = setRows().filter((_, index) => index % 20 === 0);
    const dir = folder({ '7000.conf': CONF });
    for (const { argv, running, before } of rows) {
      const vmid = Number(argv[2]);
      // A fixed address for new nets, which are random otherwise; a fixed clock is not needed by `set`.
      const same = (text: string) =>
        text.replaceAll(/BC:24:11(?::[0-9A-F]{2}){3}/g, 'MAC').replaceAll(/UUID: .*/g, 'UUID');
      const memory = memoryHost();
      prepareRecordedNode(memory);
      memory.write(confPath('vm', vmid), before);
      if (running) setRunning(memory, vmid, {});
      for (const name of readdirSync(dir)) if (name.endsWith('.conf')) rmSync(join(dir, name));
      writeFileSync(join(dir, `${vmid}.conf`), before);
      const inMemory = simulate({ host: memory, node: 'vm', argv });
      const onDisk = runInLab(dir, argv, '', { running: running ? [vmid] : [] });
      assert.is(same(onDisk.stderr), same(inMemory.stderr));
      assert.is(same(onDisk.stdout), same(inMemory.stdout));
      assert.is(onDisk.exit, inMemory.exit);
      const after = readFileSync(join(dir, `${vmid}.conf`), 'utf8');
      assert.is(same(after), same(memory.read(confPath('vm', vmid)) ?? ''));
    }
  });
});
