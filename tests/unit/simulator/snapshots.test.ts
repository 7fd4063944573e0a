/** Snapshots, rollbacks and templates where the recordings do not go: ZFS and LVM-thin, pending changes, odd orders. */
import * as assert from 'uvu/assert';
import { setFaults } from '../../../src/simulator/faults.ts';
import { guestRoot } from '../../../src/simulator/guest-files.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster } from '../../support/simulated-cluster.ts';

describe('pct snapshot', (test) => {
  for (const [rootfs, possible] of [
    ['local:1', false],
    ['btr:1', true],
    ['btr:0', true],
    ['zfs:1', true],
    ['thin:1', true],
    ['nas:1', false],
  ] as const) {
    test(`${possible ? 'is taken' : 'is not available'} on ${rootfs}`, () => {
      const { create, run, option } = simulatedCluster();
      create(101, rootfs);
      const { exit, stderr } = run('pct', 'snapshot', '101', 's1');
      assert.is(exit === 0, possible, stderr);
      assert.is(option(101, 'parent'), possible ? 's1' : undefined);
    });
  }

  test('is vetoed by one bind mount', () => {
    const { create, run } = simulatedCluster();
    create(101, 'btr:1', '--mp0', '/srv,mp=/srv');
    assert.is(run('pct', 'snapshot', '101', 's1').stderr, 'snapshot feature is not available\n');
  });

  test('that is killed stays as prepared, under its lock', () => {
    const { create, host, run, conf, option } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [{ command: 'pct snapshot', at: 'snapshot:taken', do: { kind: 'kill' } }]);
    run('pct', 'snapshot', '101', 's1');
    assert.is(option(101, 'lock'), 'snapshot');
    assert.match(conf(101), 'snapstate: prepare');
    assert.match(run('pct', 'rollback', '101', 's1').stderr, 'incomplete snapshot (snapstate = prepare)');
  });

  test('that fails on the way is undone', () => {
    const { create, host, run, conf, option } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [{ command: 'pct snapshot', at: 'snapshot:taken', do: { kind: 'interrupt' } }]);
    assert.is(run('pct', 'snapshot', '101', 's1').exit, 255);
    assert.is(option(101, 'lock'), undefined);
    assert.not.match(conf(101), '[s1]');
  });
});

describe('pct rollback', (test) => {
  for (const [rootfs, possible] of [
    ['btr:1', true],
    ['thin:1', true],
    ['zfs:1', false],
  ] as const) {
    test(`to an older snapshot than the newest ${possible ? 'works' : 'fails'} on ${rootfs}`, () => {
      const { create, ok, run } = simulatedCluster();
      create(101, rootfs);
      ok('pct', 'snapshot', '101', 's1');
      ok('pct', 'snapshot', '101', 's2');
      const { exit, stderr } = run('pct', 'rollback', '101', 's1');
      assert.is(exit === 0, possible, stderr);
      if (!possible) assert.match(stderr, "'s1' is not most recent snapshot on 'zfs:subvol-101-disk-0'");
      ok('pct', 'rollback', '101', 's2');
    });
  }

  test('keeps the description, and brings back options, size and files', () => {
    const { create, ok, host, conf, option } = simulatedCluster();
    create(101, 'btr:1', '--description', 'before', '--tags', 'a');
    host.write(`${guestRoot(101)}/root/kept`, 'x');
    ok('pct', 'snapshot', '101', 's1', '--description', 'of the snapshot');
    ok('pct', 'set', '101', '--description', 'after', '--tags', 'b');
    ok('pct', 'resize', '101', 'rootfs', '+1G');
    host.write(`${guestRoot(101)}/root/new`, 'x');
    ok('pct', 'rollback', '101', 's1');
    assert.match(conf(101), /^#after\n/);
    assert.equal([option(101, 'tags'), option(101, 'parent')], ['a', 's1']);
    assert.is(option(101, 'rootfs'), 'btr:101/vm-101-disk-0.raw,size=1G');
    assert.equal(host.list(`${guestRoot(101)}/root`), ['kept']);
    assert.match(ok('pvesm', 'list', 'btr'), /vm-101-disk-0\.raw raw +rootdir +1073741824 101/);
  });

  test('drops what is pending, and keeps a volume that the snapshot does not know', () => {
    const { create, ok, conf, option } = simulatedCluster();
    create(101, 'btr:1');
    ok('pct', 'snapshot', '101', 's1');
    ok('pct', 'set', '101', '--mp0', 'btr:1,mp=/a');
    ok('pct', 'start', '101');
    ok('pct', 'set', '101', '--timezone', 'UTC');
    assert.match(conf(101), '[pve:pending]');
    ok('pct', 'rollback', '101', 's1');
    assert.not.match(conf(101), '[pve:pending]');
    assert.equal([option(101, 'mp0'), option(101, 'unused0')], [undefined, 'btr:101/vm-101-disk-1.raw']);
    assert.match(ok('pct', 'status', '101'), 'stopped');
  });

  test('--start starts the guest', () => {
    const { create, ok } = simulatedCluster();
    create(101, 'btr:1');
    ok('pct', 'snapshot', '101', 's1');
    ok('pct', 'rollback', '101', 's1', '--start', '1');
    assert.match(ok('pct', 'status', '101'), 'running');
  });
});

describe('pct delsnapshot', (test) => {
  test('links the children to the parent', () => {
    const { create, ok } = simulatedCluster();
    create(101, 'btr:1');
    for (const name of ['a1', 'b1', 'c1']) ok('pct', 'snapshot', '101', name);
    ok('pct', 'delsnapshot', '101', 'b1');
    const names = ok('pct', 'listsnapshot', '101')
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[1]);
    assert.equal(names, ['a1', 'c1', 'current', undefined]);
  });

  test('of a template fails after it has locked: the lock stays (PVE 9.2)', () => {
    const { create, ok, run, option } = simulatedCluster();
    create(101, 'btr:1');
    ok('pct', 'snapshot', '101', 's1');
    ok('pct', 'set', '101', '--template', '1');
    assert.match(
      run('pct', 'delsnapshot', '101', 's1').stderr,
      "can't delete a snapshot if vm is a template",
    );
    assert.is(option(101, 'lock'), 'snapshot-delete');
  });
});

describe('pct template', (test) => {
  test('of a guest with a bind mount fails inside its task: exit 0, and nothing changes', () => {
    const { create, run, conf } = simulatedCluster();
    create(101, 'btr:1', '--mp0', '/srv,mp=/srv');
    const before = conf(101);
    const { exit, stderr } = run('pct', 'template', '101');
    assert.equal([exit, stderr], [0, "Template feature is not available for '/srv'\n"]);
    assert.is(conf(101), before);
  });

  test('the quirk exit0 is what hides that', () => {
    const { create, run } = simulatedCluster({ facts: { quirks: { exit0: false } } });
    create(101, 'btr:1', '--mp0', '/srv,mp=/srv');
    assert.is(run('pct', 'template', '101').exit, 255);
  });
});
