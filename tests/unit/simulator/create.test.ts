/** `pct create` and the power commands where no recording goes: what a kill or a failure leaves behind. */
import * as assert from 'uvu/assert';
import { nodeFacts, writeFacts } from '../../../src/simulator/facts.ts';
import { type Fault, setFaults } from '../../../src/simulator/faults.ts';
import { prepareFreshNode } from '../../../src/simulator/fresh-node.ts';
import { confPath, isRunning } from '../../../src/simulator/guests.ts';
import { memoryHost } from '../../../src/simulator/memory-host.ts';
import { simulate } from '../../../src/simulator/simulate.ts';
import { volumesOf } from '../../../src/simulator/storage/volumes.ts';
import { describe } from '../../support/describe.ts';
import { confOf, nodeWith } from '../../support/simulated-node.ts';

const TEMPLATE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

function freshNode() {
  const host = memoryHost();
  prepareFreshNode(host);
  const pct = (...words: readonly string[]) => simulate({ host, node: 'pve1', argv: ['pct', ...words] });
  return { host, pct, conf: (vmid: number) => host.read(confPath('pve1', vmid)) };
}

const create = [
  'create',
  '101',
  TEMPLATE,
  '--rootfs',
  'local-lvm:8',
  '--mp0',
  'local-lvm:1,mp=/data',
] as const;

describe('pct create', (test) => {
  test('gives the defaults that Proxmox gives', () => {
    const node = freshNode();
    assert.is(node.pct(...create, '--tags', 'B,a').exit, 0);
    assert.is(
      node.conf(101),
      [
        'arch: amd64',
        'hostname: CT101',
        'memory: 512',
        'mp0: local-lvm:vm-101-disk-1,mp=/data,size=1G',
        'ostype: debian',
        'rootfs: local-lvm:vm-101-disk-0,size=8G',
        'swap: 512',
        'tags: a;b',
        'unprivileged: 1',
        '',
      ].join('\n'),
    );
  });

  const kill = (at: string): Fault => ({ command: 'pct create', at, do: { kind: 'kill' } });
  const fail = (at: string): Fault => ({
    command: 'pct create',
    at,
    do: { kind: 'fail', message: 'got signal 15' },
  });

  for (const [at, conf, volumes] of [
    ['create:locked', 'lock: create\n', []],
    ['create:allocated', 'lock: create\n', ['vm-101-disk-0']],
    ['create:unpacked', 'lock: create\n', ['vm-101-disk-0', 'vm-101-disk-1']],
  ] as const) {
    test(`a kill at ${at} leaves a lock and volumes that nobody names`, () => {
      const node = freshNode();
      setFaults(node.host, [kill(at)]);
      assert.is(node.pct(...create).exit, -9);
      assert.is(node.conf(101), conf);
      assert.equal(volumesOf(node.host, 'local-lvm', 101), volumes);
      assert.is(node.pct('set', '101', '--memory', '64').stderr, 'CT is locked (create)\n');
    });
  }

  for (const at of ['create:allocated', 'create:unpacked', 'create:written']) {
    test(`a failure at ${at} is undone`, () => {
      const node = freshNode();
      setFaults(node.host, [fail(at)]);
      const result = node.pct(...create);
      assert.is(result.stderr, 'unable to create CT 101 - got signal 15\n');
      assert.is(node.conf(101), null);
      assert.equal(volumesOf(node.host, 'local-lvm', 101), []);
      assert.is(node.pct(...create).exit, 0, 'and can be done again');
    });
  }

  test('an archive that is not there is found late, and nothing stays', () => {
    const node = freshNode();
    const result = node.pct('create', '101', 'local:vztmpl/nope.tar.zst');
    assert.is(result.stderr, "unable to create CT 101 - volume 'local:vztmpl/nope.tar.zst' does not exist\n");
    assert.match(result.stdout, 'Formatting');
    assert.is(node.conf(101), null);
    assert.equal(volumesOf(node.host, 'local', 101), []);
  });

  test('a lost reply: it is done, and the caller cannot know', () => {
    const node = freshNode();
    setFaults(node.host, [{ command: 'pct create', at: 'end', do: { kind: 'silence' } }]);
    assert.is(node.pct(...create).exit, 255);
    assert.match(node.conf(101) ?? '', 'rootfs: ');
    assert.is(node.pct(...create).stderr, "CT 101 already exists on node 'pve1'\n");
  });

  test('an unknown bridge is found at the start only', () => {
    const node = freshNode();
    assert.is(node.pct(...create, '--net0', 'name=eth0,bridge=nope').exit, 0);
    assert.is(node.pct('start', '101').stderr, "bridge 'nope' does not exist\n");
  });

  test('containers were privileged by default until PVE 9', () => {
    const node = freshNode();
    writeFacts(node.host, nodeFacts('pve1', { pve: '8.4' }));
    node.pct(...create);
    assert.not.match(node.conf(101) ?? '', 'unprivileged');
  });

  test('each system needs nesting or not', () => {
    const warning = (template: string) => {
      const node = freshNode();
      return node
        .pct('create', '101', `local:vztmpl/${template}`, '--rootfs', 'local-lvm:8')
        .stdout.includes('WARN');
    };
    assert.is(warning('debian-13-standard_13.1-2_amd64.tar.zst'), true);
    assert.is(warning('alpine-3.22-default_20250617_amd64.tar.xz'), false);
  });
});

describe('starting and stopping', (test) => {
  for (const [why, ...lines] of [
    ['a folder to bind is not there', 'mp0: /nope,mp=/x'],
    [
      'two interfaces have one name',
      'net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01',
      'net1: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:02',
    ],
  ] as const) {
    test(`fails when ${why}`, () => {
      const node = nodeWith(confOf(...lines));
      assert.is(node.pct('start', '101').stderr, "startup for container '101' failed\n");
      assert.is(isRunning(node.host, 101), false);
    });
  }

  test('a start applies what is pending even if it then fails', () => {
    const node = nodeWith(confOf('mp0: /nope,mp=/x', '\n[pve:pending]\ntty: 3\n'));
    assert.is(node.pct('start', '101').exit, 255);
    assert.is(node.conf(), confOf('mp0: /nope,mp=/x', 'tty: 3'));
  });

  test('a reboot applies what is pending, a locked guest starts only when it is mounted or told so', () => {
    const node = nodeWith(confOf('features: nesting=1', '\n[pve:pending]\ntty: 3\n'), { running: true });
    assert.is(node.pct('reboot', '101').exit, 0);
    assert.is(node.conf(), confOf('features: nesting=1', 'tty: 3'));
    const locked = nodeWith(confOf('lock: backup'));
    assert.is(locked.pct('start', '101').stderr, 'CT is locked (backup)\n');
    assert.is(locked.pct('start', '101', '--skiplock').exit, 0);
    assert.is(nodeWith(confOf('lock: mounted')).pct('start', '101').exit, 0);
  });

  test('a killed stop may have stopped the guest', () => {
    const node = nodeWith(confOf('\n[pve:pending]\ntty: 3\n'), { running: true });
    setFaults(node.host, [{ command: 'pct stop', at: 'stop:stopped', do: { kind: 'kill' } }]);
    assert.is(node.pct('stop', '101').exit, -9);
    assert.is(isRunning(node.host, 101), false);
    assert.is(node.conf(), confOf('tty: 3'));
  });
});

describe('injected faults', (test) => {
  test('strike as often as told, after as many matches as told, where the words fit', () => {
    const node = nodeWith(confOf());
    const fault: Fault = {
      command: '*',
      with: '101',
      at: 'begin',
      after: 1,
      times: 2,
      do: { kind: 'fail', message: 'x' },
    };
    setFaults(node.host, [fault]);
    const exits = [1, 2, 3, 4].map(() => node.pct('status', '101').exit);
    assert.equal(exits, [0, 255, 255, 0]);
    setFaults(node.host, [fault]);
    assert.is(node.pct('list').exit, 0);
    assert.is(node.pct('list').exit, 0);
  });

  test('a delay lets time pass', () => {
    const node = nodeWith(confOf());
    const before = node.host.now();
    setFaults(node.host, [{ command: 'pct status', at: 'begin', do: { kind: 'delay', ms: 1234 } }]);
    assert.is(node.pct('status', '101').exit, 0);
    assert.is(node.host.now() - before, 1234);
  });
});
