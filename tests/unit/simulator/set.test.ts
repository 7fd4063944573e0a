/** `pct set` where no recorded row goes: partial failures, volumes, raw lines, versions, quirks that are switched off. */
import * as assert from 'uvu/assert';
import { digest } from '../../../src/node/conf.ts';
import { setFaults } from '../../../src/simulator/faults.ts';
import { volumesOf } from '../../../src/simulator/storage/volumes.ts';
import { describe } from '../../support/describe.ts';
import { confOf, nodeWith } from '../../support/simulated-node.ts';

const NET = 'net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth';

describe('pct set on a stopped guest', (test) => {
  test('an unknown bridge is written, and then fails every later call', () => {
    const node = nodeWith(confOf(NET));
    const first = node.pct('set', '101', '--net1', 'name=eth1,bridge=nope,hwaddr=BC:24:11:00:00:02');
    assert.is(first.stderr, "bridge 'nope' does not exist\n");
    assert.is.not(first.exit, 0);
    const second = node.pct('set', '101', '--memory', '64');
    assert.is.not(second.exit, 0);
    assert.match(node.conf(), 'memory: 64\n');
    assert.is(node.pct('set', '101', '--delete', 'net1').exit, 0);
  });

  test('a mount that is replaced leaves its volume as unused, one that is given again does not', () => {
    const node = nodeWith(confOf('mp0: btr:101/vm-101-disk-1.raw,mp=/a,size=1G'));
    node.pct('set', '101', '--mp0', 'btr:1,mp=/a');
    assert.is(
      node.conf(),
      confOf('mp0: btr:101/vm-101-disk-2.raw,mp=/a,size=1G', 'unused0: btr:101/vm-101-disk-1.raw'),
    );
    node.pct('set', '101', '--mp0', 'btr:101/vm-101-disk-2.raw,mp=/b,ro=1,size=7G');
    assert.is(
      node.conf(),
      confOf('mp0: btr:101/vm-101-disk-2.raw,mp=/b,ro=1,size=1G', 'unused0: btr:101/vm-101-disk-1.raw'),
      'and its size is what the storage says',
    );
  });

  test('deleting an unused volume frees it', () => {
    const node = nodeWith(confOf('unused0: btr:101/vm-101-disk-1.raw'));
    assert.equal(volumesOf(node.host, 'btr', 101), ['101/vm-101-disk-0.raw', '101/vm-101-disk-1.raw']);
    assert.is(node.pct('set', '101', '--delete', 'unused0').exit, 0);
    assert.equal(volumesOf(node.host, 'btr', 101), ['101/vm-101-disk-0.raw']);
    assert.is(node.conf(), confOf());
  });

  test('a volume that a snapshot still names is only forgotten', () => {
    const snapshot = '[s1]\nmemory: 64\nmp0: btr:101/vm-101-disk-1.raw,mp=/a,size=1G\nsnaptime: 1\n';
    const node = nodeWith(confOf('unused0: btr:101/vm-101-disk-1.raw', snapshot));
    assert.is(node.pct('set', '101', '--delete', 'unused0').exit, 0);
    assert.equal(volumesOf(node.host, 'btr', 101), ['101/vm-101-disk-0.raw', '101/vm-101-disk-1.raw']);
  });

  test('raw lines stay in their order, refused ones go with the next write', () => {
    const raw = ['lxc.mount.entry: /b b none bind 0 0', 'lxc.cgroup2.devices.allow: c 195:* rwm'];
    const node = nodeWith(`${confOf()}${[...raw, 'lxc.rootfs.path: /x', 'lxc.bogus.key: 1', ''].join('\n')}`);
    const result = node.pct('set', '101', '--memory', '64');
    assert.is(result.exit, 0);
    assert.match(result.stderr, 'vm 101 - lxc.rootfs.path: lxc.rootfs.path is auto generated from rootfs\n');
    assert.match(result.stderr, 'vm 101 - unable to parse config: lxc.bogus.key: 1\n');
    assert.is(node.conf(), `${confOf('memory: 64')}${raw.join('\n')}\n`);
  });

  test('the environment replaces its lines', () => {
    const node = nodeWith(`${confOf()}lxc.environment.runtime: A=1\nlxc.environment.runtime: B=2\n`);
    node.pct('set', '101', '--env', 'C=3\0D=4');
    assert.is(node.conf(), `${confOf()}lxc.environment.runtime: C=3\nlxc.environment.runtime: D=4\n`);
  });

  test('a digest of the file as it is lets it pass, another does not', () => {
    const node = nodeWith(confOf());
    assert.is(node.pct('set', '101', '--memory', '64', '--digest', digest(node.conf())).exit, 0);
    assert.is.not(node.pct('set', '101', '--memory', '65', '--digest', digest(confOf())).exit, 0);
  });

  test('what is locked or held by another process is left', () => {
    const locked = nodeWith(confOf('lock: backup'));
    assert.is(locked.pct('set', '101', '--memory', '64').stderr, 'CT is locked (backup)\n');
    const held = nodeWith(confOf());
    const release = held.host.hold('/run/lock/lxc/pve-config-101.lock');
    const result = held.pct('set', '101', '--memory', '64');
    assert.is(
      result.stderr,
      "trying to acquire lock...\ncan't lock file '/run/lock/lxc/pve-config-101.lock' - got timeout\n",
    );
    assert.is(result.exit, 4);
    release();
    assert.is(held.pct('set', '101', '--memory', '64').exit, 0);
  });

  test('limits of the description count characters, not bytes', () => {
    const node = nodeWith(confOf());
    assert.is(node.pct('set', '101', '--description', '😀'.repeat(8192)).exit, 0);
    assert.match(
      node.pct('set', '101', '--description', '😀'.repeat(8193)).stderr,
      'may only be 8192 characters long',
    );
  });

  test('id maps of mounts must not overlap', () => {
    const node = nodeWith(confOf());
    const idmap = (text: string) => node.pct('set', '101', '--mp0', `/srv,mp=/x,idmap=${text}`);
    assert.is(idmap('u:0:1000:5;g:0:1000:5').exit, 0);
    assert.is(
      idmap('u:0:1000:5;u:3:2000:1').stderr,
      "invalid map entry 'u 3 2000 1': container uid 3 is also mapped by entry 'u 0 1000 5'\n",
    );
  });
});

describe('pct set on a running guest', (test) => {
  test('what was plugged before a failure stays, what comes after waits', () => {
    const node = nodeWith(confOf(NET), { running: true });
    const good = 'name=eth1,bridge=vmbr0,hwaddr=BC:24:11:00:00:02,ip=dhcp';
    const result = node.pct(
      'set',
      '101',
      '--net1',
      good,
      '--net2',
      'name=eth2,bridge=nope',
      '--memory',
      '64',
    );
    assert.is.not(result.exit, 0);
    assert.is(
      node.conf(),
      confOf(
        'memory: 64',
        NET,
        'net1: name=eth1,bridge=vmbr0,hwaddr=BC:24:11:00:00:02,ip=dhcp,type=veth',
        `\n[pve:pending]\nnet1: ${good}\nnet2: name=eth2,bridge=nope`,
      ),
    );
  });

  test('an interface beyond net9 is only deleted at the stop', () => {
    const net = (index: number) =>
      `net${index}: name=eth${index},bridge=vmbr0,hwaddr=BC:24:11:00:00:0${index % 10},type=veth`;
    const node = nodeWith(confOf(net(9), net(10)), { running: true });
    assert.is(node.pct('set', '101', '--delete', 'net9,net10').stdout, 'delete ips from net9\n');
    assert.is(node.conf(), confOf(net(10), '\n[pve:pending]\ndelete: net10'));
    node.pct('stop', '101');
    assert.is(node.conf(), confOf());
  });

  test('a mount of a folder that is not there fails and leaves nothing', () => {
    const node = nodeWith(confOf(), { running: true });
    const result = node.pct('set', '101', '--mp0', '/nope,mp=/x');
    assert.match(result.stderr, "mp0: unable to hotplug mp0: directory '/nope' does not exist\n");
    assert.is(node.conf(), confOf());
  });

  test('a fault after the volume was made leaves the volume, and the conf file as it was', () => {
    const node = nodeWith(confOf(), { running: true });
    setFaults(node.host, [{ command: 'pct set', at: 'set:allocated', do: { kind: 'kill' } }]);
    assert.is(node.pct('set', '101', '--mp0', 'btr:1,mp=/x').exit, -9);
    assert.is(node.conf(), confOf());
    assert.equal(volumesOf(node.host, 'btr', 101), ['101/vm-101-disk-0.raw', '101/vm-101-disk-1.raw']);
  });

  for (const [what, option, value] of [
    ['a CPU weight of 0 on cgroup v2', 'cpuunits', '0'],
    ['a CPU limit of 0', 'cpulimit', '0'],
    ['a CPU limit below a hundredth', 'cpulimit', '0.005'],
  ] as const) {
    test(`${what} is refused by the kernel`, () => {
      const node = nodeWith(confOf(), { running: true, facts: { cgroup: 2 } });
      const result = node.pct('set', '101', `--${option}`, value);
      assert.match(result.stderr, `${option}: unable to hotplug ${option}: `);
      assert.is(node.conf(), confOf());
    });
  }

  test('the next stop applies everything that waits, and keeps what cannot be applied', () => {
    const pending = '\n[pve:pending]\ndelete: mp0\nmp1: nostore:1,mp=/b\ntty: 3\n';
    const node = nodeWith(confOf('mp0: btr:101/vm-101-disk-1.raw,mp=/a,size=1G', pending), { running: true });
    assert.is(node.pct('stop', '101').exit, 0);
    assert.is(
      node.conf(),
      confOf('tty: 3', 'unused0: btr:101/vm-101-disk-1.raw', '\n[pve:pending]\nmp1: nostore:1,mp=/b'),
    );
  });
});

describe('pct set on PVE 8.4', (test) => {
  test('devices of a running guest wait', () => {
    const facts = { pve: '8.4' } as const;
    const node = nodeWith(confOf(), { running: true, facts });
    assert.is(node.pct('set', '101', '--dev0', '/dev/null').exit, 0);
    assert.is(node.conf(), confOf('\n[pve:pending]\ndev0: /dev/null'));
  });

  for (const [option, value, message] of [
    ['env', 'A=1', 'Unknown option: env'],
    ['entrypoint', '/x', 'Unknown option: entrypoint'],
    ['net0', 'name=eth0,bridge=vmbr0,host-managed=1', 'net0.host-managed: property is not defined in schema'],
    ['mp0', '/srv,mp=/x,keepattrs=1', 'mp0.keepattrs: property is not defined in schema'],
  ] as const) {
    test(`${option}=${value} is of 9`, () => {
      const old = nodeWith(confOf(), { facts: { pve: '8.4' } }).pct('set', '101', `--${option}`, value);
      assert.match(old.stderr, message);
      assert.is(nodeWith(confOf()).pct('set', '101', `--${option}`, value).exit, 0);
    });
  }
});

/** Each test fails when the quirk that it names is not there: so would a test of ours that rests on it. */
describe('quirks that are switched off', (test) => {
  test('digest: a stale one is taken', () => {
    const stale = ['set', '101', '--memory', '64', '--digest', '0'.repeat(40)] as const;
    assert.is(nodeWith(confOf(), { quirks: { digest: false } }).pct(...stale).exit, 0);
    assert.is.not(nodeWith(confOf()).pct(...stale).exit, 0);
  });

  test('pending: everything is applied at once', () => {
    const off = nodeWith(confOf(), { running: true, quirks: { pending: false } });
    off.pct('set', '101', '--tty', '3');
    assert.is(off.conf(), confOf('tty: 3'));
    const on = nodeWith(confOf(), { running: true });
    on.pct('set', '101', '--tty', '3');
    assert.is(on.conf(), confOf('\n[pve:pending]\ntty: 3'));
  });

  test('exit 0 on failure: a delete of nothing fails', () => {
    const deletion = ['set', '101', '--delete', 'tty'] as const;
    assert.is.not(nodeWith(confOf(), { quirks: { exit0: false } }).pct(...deletion).exit, 0);
    const on = nodeWith(confOf()).pct(...deletion);
    assert.is(on.exit, 0);
    assert.is(on.stderr, "cannot delete 'tty' - not set in current configuration!\n");
  });

  test('protection: mounts of a protected guest change', () => {
    const mount = ['set', '101', '--mp0', '/srv,mp=/x'] as const;
    const conf = confOf('protection: 1');
    assert.is(nodeWith(conf, { quirks: { protection: false } }).pct(...mount).exit, 0);
    assert.is(
      nodeWith(conf).pct(...mount).stderr,
      "can't update CT 101 drive 'mp0' - protection mode enabled\n",
    );
  });

  test('mac: a net that is set without an address keeps the one it has', () => {
    const change = ['set', '101', '--net0', 'name=eth0,bridge=vmbr0'] as const;
    const off = nodeWith(confOf(NET), { quirks: { mac: false } });
    off.pct(...change);
    assert.match(off.conf(), 'hwaddr=BC:24:11:00:00:01,');
    const on = nodeWith(confOf(NET));
    on.pct(...change);
    assert.not.match(on.conf(), 'hwaddr=BC:24:11:00:00:01,');
    assert.match(on.conf(), /hwaddr=BC:24:11(:[0-9A-F]{2}){3},/);
  });
});
