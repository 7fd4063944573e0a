/** The guest agent and cloud-init of machines (qemu-server 9.2: Agent.pm, API2/Qemu/Agent.pm, CLI/qm.pm, Cloudinit.pm). */
import { gzipSync } from 'node:zlib';
import * as assert from 'uvu/assert';
import { AGENT, CLOUD } from '../../../src/features/guest-scripts.ts';
import { tar } from '../../../src/features/tar.ts';
import { sha256 } from '../../../src/hash.ts';
import type { GuestProcess, Result } from '../../../src/simulator/session.ts';
import { silentGuests } from '../../../src/simulator/silent-guests.ts';
import { simulate } from '../../../src/simulator/simulate.ts';
import { describe } from '../../support/describe.ts';
import { simulatedMachines, type SimulatedMachines } from '../../support/simulated-machines.ts';

const MIB = 1024 ** 2;

/** A started machine whose processes are this function. */
function machine(
  exec: (process: GuestProcess) => { exit: number; stdout: string; stderr: string; failed?: 'ENOENT' },
  options: readonly string[] = ['--agent', '1'],
  facts = {},
): SimulatedMachines {
  const cluster = simulatedMachines({ runtime: () => ({ exec }), facts });
  cluster.done('create', '100', '--name', 'web', ...options);
  cluster.done('start', '100');
  return cluster;
}

const echo = ({ argv, stdin }: GuestProcess) => ({
  exit: 0,
  stdout: `${argv.join(' ')}|${stdin}`,
  stderr: '',
});
const json = ({ stdout }: Pick<Result, 'stdout'>) => JSON.parse(stdout) as Record<string, unknown>;

describe('the guest agent', (test) => {
  test('a command: its end, and what it printed, as JSON; the exit of qm tells nothing of it', () => {
    const { qm } = machine(() => ({ exit: 3, stdout: 'out\n', stderr: 'err\n' }));
    const end = qm('guest', 'exec', '100', '--', 'sh', '-c', 'exit 3');
    assert.is(end.exit, 0);
    assert.equal(json(end), { exited: 1, exitcode: 3, 'out-data': 'out\n', 'err-data': 'err\n' });
    assert.match(end.stdout, /^\{\n {3}"err-data" : "err\\n",\n {3}"exitcode" : 3,/);
  });

  test('a signal', () => {
    const { qm } = machine(() => ({ exit: -9, stdout: '', stderr: '' }));
    assert.equal(json(qm('guest', 'exec', '100', '--', 'x')), { exited: 1, signal: 9 });
  });

  test('more than 16 MiB is cut, and that is said', () => {
    const { qm } = machine(() => ({ exit: 0, stdout: 'x'.repeat(16 * MIB + 1), stderr: '' }));
    const said = json(qm('guest', 'exec', '100', '--', 'x'));
    assert.equal([String(said['out-data']).length, said['out-truncated']], [16 * MIB, 1]);
  });

  test('in two calls: a pid, and its end, told once', () => {
    const { qm } = machine(echo);
    const { pid } = json(qm('guest', 'exec', '100', '--synchronous', '0', '--', 'a', 'b'));
    assert.is(json(qm('guest', 'exec-status', '100', String(pid)))['out-data'], 'a b|');
    assert.match(
      qm('guest', 'exec-status', '100', String(pid)).stderr,
      "Agent error: Invalid parameter 'pid'",
    );
  });

  test('by the API, where the input ends at 64 KiB', () => {
    const { run } = machine(echo);
    const exec = (...words: string[]) =>
      run('pvesh', 'create', '/nodes/one/qemu/100/agent/exec', ...words, '--output-format', 'json');
    const { pid } = json(exec('--command', 'cat', '--command', '-', '--input-data', 'hi'));
    const status = [
      'get',
      '/nodes/one/qemu/100/agent/exec-status',
      '--pid',
      String(pid),
      '--output-format',
      'json',
    ];
    assert.is(json(run('pvesh', ...status))['out-data'], 'cat -|hi');
    const large = exec('--command', 'cat', '--input-data', 'x'.repeat(64 * 1024 + 1));
    assert.match(large.stderr, 'input-data: value may only be 65536 characters long');
    assert.is(large.exit, 2);
  });

  test('qm takes 1 MiB from its input', () => {
    const { host } = machine(echo);
    const argv = ['qm', 'guest', 'exec', '100', '--pass-stdin', '1', '--', 'cat'];
    const call = (stdin: string) => simulate({ host, node: 'one', argv, stdin, runtime: { exec: echo } });
    assert.is(json(call('x'.repeat(MIB)))['out-data'], `cat|${'x'.repeat(MIB)}`);
    const { exit, stderr } = call('x'.repeat(MIB + 1));
    assert.equal([exit, stderr], [255, `'input-data' (STDIN) is limited to 1 MiB, aborting\n`]);
  });

  for (const [name, options, before, message] of [
    ['no agent', [], [], 'No QEMU guest agent configured\n'],
    [
      'one that was declared after the start',
      ['--agent', '0'],
      [['set', '100', '--agent', '1']],
      'QEMU guest agent is not running\n',
    ],
    ['a stopped machine', ['--agent', '1'], [['stop', '100']], 'VM 100 is not running\n'],
    ['a paused one', ['--agent', '1'], [['suspend', '100']], 'QEMU guest agent is not running\n'],
  ] as const) {
    test(`refuses: ${name}`, () => {
      const { done, qm } = machine(echo, options);
      for (const line of before) done(...line);
      const { exit, stderr } = qm('guest', 'exec', '100', '--', 'x');
      assert.equal([exit, stderr], [255, message]);
    });
  }

  test('a program that is not there', () => {
    const { qm } = machine(() => ({ exit: 127, stdout: '', stderr: '', failed: 'ENOENT' }));
    assert.match(qm('guest', 'exec', '100', '--', '/nope').stderr, 'Failed to execute child process “/nope”');
  });

  test('it answers when the guest has booted for a while', () => {
    const { qm } = machine(echo, ['--agent', '1'], { boot: 10 });
    const answers = Array.from({ length: 4 }, () => qm('agent', '100', 'ping').exit);
    assert.equal(answers, [255, 255, 0, 0]);
  });

  test('files, and what the agent knows of the guest', () => {
    const { run, ok } = machine(echo, [
      '--agent',
      '1',
      '--net0',
      'virtio=BC:24:11:00:00:01,bridge=vmbr0',
      '--ipconfig0',
      'ip=192.0.2.7/24',
    ]);
    const agent = '/nodes/one/qemu/100/agent';
    ok('pvesh', 'create', `${agent}/file-write`, '--file', '/root/a', '--content', 'text');
    const read = run('pvesh', 'get', `${agent}/file-read`, '--file', '/root/a', '--output-format', 'json');
    assert.equal(json(read), { content: 'text' });
    assert.match(
      run('pvesh', 'get', `${agent}/file-read`, '--file', '/nope').stderr,
      'No such file or directory',
    );
    assert.match(ok('qm', 'guest', 'cmd', '100', 'network-get-interfaces'), '"ip-address" : "192.0.2.7"');
  });
});

describe('cloud-init in simulated machines', (test) => {
  const drives = [
    '--agent',
    '1',
    '--ide2',
    'zfs:cloudinit',
    '--net0',
    'virtio=BC:24:11:00:00:01,bridge=vmbr0',
  ];
  const cloud = ({ qm }: SimulatedMachines) =>
    json(qm('guest', 'exec', '100', '--', 'sh', '-c', CLOUD))['out-data'];

  test('what the drive gets', () => {
    const cluster = simulatedMachines();
    const { done } = cluster;
    done(
      'create',
      '100',
      '--name',
      'web',
      ...drives,
      '--ciuser',
      'deb',
      '--sshkeys',
      '/root/key.pub',
      '--ipconfig0',
      'ip=192.0.2.7/25,gw=192.0.2.1,ip6=auto',
      '--nameserver',
      '192.0.2.1',
      '--searchdomain',
      'lab',
    );
    assert.is(
      done('cloudinit', 'dump', '100', 'user'),
      '#cloud-config\nhostname: web\nmanage_etc_hosts: true\nfqdn: web.lab\nuser: deb\nssh_authorized_keys:\n  - ssh-ed25519 AAAA one@two\nchpasswd:\n  expire: False\nusers:\n  - default\npackage_upgrade: true\n\n',
    );
    assert.is(
      done('cloudinit', 'dump', '100', 'network'),
      `version: 1
config:
    - type: physical
      name: eth0
      mac_address: 'bc:24:11:00:00:01'
      subnets:
      - type: static
        address: '192.0.2.7'
        netmask: '255.255.255.128'
        gateway: '192.0.2.1'
      - type: ipv6_slaac
    - type: nameserver
      address:
      - '192.0.2.1'
      search:
      - 'lab'

`,
    );
    assert.match(done('cloudinit', 'dump', '100', 'meta'), /^instance-id: [0-9a-f]{40}\n/);
  });

  test('a snippet in the place of user data, and a start without it', () => {
    const cluster = simulatedMachines();
    const { done, qm, host } = cluster;
    done('create', '100', ...drives, '--cicustom', 'user=local:snippets/web.yaml');
    assert.match(
      qm('start', '100').stderr,
      "can't open '/var/lib/vz/snippets/web.yaml' - No such file or directory",
    );
    host.write('/var/lib/vz/snippets/web.yaml', '#cloud-config\npackages: [nginx]\n');
    done('start', '100');
    const text = host.read('/.sim/volumes/zfs/100/vm-100-cloudinit.json') ?? '';
    assert.match((JSON.parse(text) as { text: string }).text, 'packages: [nginx]');
  });

  test('it is done after the start; what is no user data is an error', () => {
    const good = simulatedMachines();
    good.done('create', '100', ...drives);
    good.done('start', '100');
    assert.is(cloud(good), 'phx-cloud 0\nstatus: done\n');
    const bad = simulatedMachines();
    bad.host.write('/var/lib/vz/snippets/web.yaml', 'packages: [nginx]\n');
    bad.done('create', '100', ...drives, '--cicustom', 'user=local:snippets/web.yaml');
    bad.done('start', '100');
    assert.match(String(cloud(bad)), /^phx-cloud 1\nstatus: error\n/);
  });

  test('a machine without a drive for it has none', () => {
    const cluster = machine(echo);
    assert.is(cloud(cluster), 'phx-cloud none\n');
  });
});

describe('bundles by the agent, in guests without processes', (test) => {
  const ID = 'ab12';

  function talk() {
    const cluster = simulatedMachines();
    cluster.done('create', '100', '--agent', '1');
    cluster.done('start', '100');
    const { host } = cluster;
    const ask = (line: string, bytes: Buffer = Buffer.alloc(0)) => {
      const stdin = Buffer.concat([Buffer.from(`${line}\n`), bytes]).toString('latin1');
      const argv = ['qm', 'guest', 'exec', '100', '--pass-stdin', '1', '--', 'sh', '-c', AGENT];
      const { stdout } = simulate({ host, node: 'one', argv, stdin, runtime: silentGuests(host) });
      return String((JSON.parse(stdout) as Record<string, unknown>)['out-data']);
    };
    return { ask, host };
  }

  const archive = tar([
    { path: 'plan', mode: 0o600, bytes: Buffer.from('install web\n') },
    { path: 'nonce', mode: 0o600, bytes: Buffer.from('n1\n') },
    { path: 'm/web/marker', mode: 0o600, bytes: Buffer.from('{"v":1}') },
  ]);
  const packed = gzipSync(
    Buffer.concat([Buffer.from(`PHX1 ${archive.length} ${sha256(archive)}\n`), archive]),
  );

  test('pieces come together, run once, and are forgotten', () => {
    const { ask, host } = talk();
    const [a, b] = [packed.subarray(0, 50), packed.subarray(50)];
    assert.is(ask(`put ${ID} 0 ${a.length} ${sha256(a)}`, a), 'phx-agent kept 0\n');
    assert.is(ask(`start ${ID} ${packed.length} ${sha256(packed)}`), 'phx-agent torn 0\n');
    ask(`put ${ID} 0 ${a.length} ${sha256(a)}`, a);
    assert.is(ask(`put ${ID} 50 ${b.length} ${sha256(a)}`, b), 'phx-agent torn 50\n');
    ask(`put ${ID} 50 ${b.length} ${sha256(b)}`, b);
    assert.is(ask(`start ${ID} ${packed.length} ${sha256(packed)}`), 'phx-agent started\n');
    const told = ask(`poll ${ID} 0`);
    const out = Buffer.from(/^out (.*)$/m.exec(told)?.[1] ?? '', 'base64').toString();
    assert.match(told, /^phx-agent at \d+ exit 0\n/);
    assert.match(out, '"event":"done","nonce":"n1"');
    assert.is(host.read('/.sim/guests/100/rootfs/var/lib/phoenix/features/web.json'), '{"v":1}');
    assert.is(ask(`drop ${ID}`), 'phx-agent dropped\n');
    assert.is(ask(`poll ${ID} 0`), 'phx-agent gone\n');
  });
});
