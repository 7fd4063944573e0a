/** Volumes of guests: freed, grown, moved, given away, found again; and storages that are full. */
import * as assert from 'uvu/assert';
import { setFaults } from '../../../src/simulator/faults.ts';
import { setCapacity } from '../../../src/simulator/storage/space.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster, TEMPLATE } from '../../support/simulated-cluster.ts';

const GIB = 1024 ** 3;

describe('pct destroy', (test) => {
  test('frees what the guest names, current and unused, and leaves its pool', () => {
    const { create, ok, volumes } = simulatedCluster();
    ok('pvesh', 'create', '/pools', '--poolid', 'lab');
    create(101, 'btr:1', '--mp0', 'zfs:1,mp=/a', '--pool', 'lab');
    ok('pct', 'set', '101', '--delete', 'mp0');
    ok('pct', 'destroy', '101');
    assert.equal(volumes(), []);
    assert.match(ok('pvesh', 'get', '/pools/lab', '--output-format', 'json'), '"members":[]');
  });

  test('is refused for a protected guest, by the quirk protection', () => {
    for (const protection of [true, false]) {
      const { create, run } = simulatedCluster({ facts: { quirks: { protection } } });
      create(101, 'btr:1', '--protection', '1');
      const { exit, stderr } = run('pct', 'destroy', '101');
      assert.is(exit !== 0, protection);
      if (protection) assert.is(stderr, "can't remove CT 101 - protection mode enabled\n");
    }
  });

  test('of a guest of the HA manager needs --purge', () => {
    const { create, ok, run } = simulatedCluster();
    create(101, 'btr:1');
    ok('ha-manager', 'add', 'ct:101');
    assert.match(run('pct', 'destroy', '101').stderr, 'used in HA resources and purge parameter not set');
    assert.match(
      ok('pct', 'destroy', '101', '--purge', '1'),
      'removed CT 101 from HA resource configuration',
    );
    assert.is(ok('pvesh', 'get', '/cluster/ha/resources', '--output-format', 'json'), '[]\n');
  });

  test('that is killed leaves `lock: destroyed`', () => {
    const { create, host, run, conf } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [{ command: 'pct destroy', at: 'destroy:emptied', do: { kind: 'kill' } }]);
    run('pct', 'destroy', '101');
    assert.is(conf(101), 'lock: destroyed\n');
  });

  test('does not free the volume of another guest', () => {
    const { create, ok, volumes } = simulatedCluster();
    create(101, 'btr:1');
    create(102, 'btr:1');
    ok('pct', 'set', '102', '--mp0', 'btr:101/vm-101-disk-0.raw,mp=/other');
    assert.match(
      ok('pct', 'destroy', '102'),
      "ignore deletion of 'btr:101/vm-101-disk-0.raw', CT 102 isn't the owner!",
    );
    assert.equal(volumes(), ['btr:101/vm-101-disk-0.raw']);
  });
});

describe('pct resize', (test) => {
  /** Rootfs, words, what is then in the conf file; or the message that refuses it, and its exit. */
  const cases = [
    ['local:1', '+1G', 'local:101/vm-101-disk-0.raw,size=2G', 0, ''],
    ['thin:1', '1030M', 'thin:vm-101-disk-0,size=1030M', 0, ''],
    ['zfs:1', '3G', 'zfs:subvol-101-disk-0,size=3G', 0, ''],
    [
      'btr:0',
      '3G',
      'btr:101/subvol-101-disk-0.subvol,size=0T',
      0,
      'btrfs quotas are currently not supported',
    ],
    ['btr:2', '1G', 'btr:101/vm-101-disk-0.raw,size=2G', 255, 'unable to shrink disk size'],
    ['btr:2', '2G', 'btr:101/vm-101-disk-0.raw,size=2G', 255, 'disk is already at specified size'],
  ] as const;
  for (const [rootfs, size, want, exit, message] of cases) {
    test(`${rootfs} to ${size}`, () => {
      const { create, run, option } = simulatedCluster();
      create(101, rootfs);
      const result = run('pct', 'resize', '101', 'rootfs', size);
      assert.is(result.exit, exit);
      assert.match(result.stderr, message);
      assert.is(option(101, 'rootfs'), want);
    });
  }

  test('of a guest that is still mounted grows the volume, not its file system', () => {
    const { create, ok, option } = simulatedCluster();
    create(101, 'btr:1');
    ok('pct', 'mount', '101');
    ok('pct', 'unlock', '101');
    assert.match(ok('pct', 'resize', '101', 'rootfs', '+1G'), 'e2fsck: Cannot continue, aborting.');
    assert.is(option(101, 'rootfs'), 'btr:101/vm-101-disk-0.raw,size=2G');
  });
});

describe('pct move-volume', (test) => {
  for (const target of ['local', 'btr', 'zfs', 'thin', 'nas']) {
    test(`to ${target} and away, deleting the source`, () => {
      const { create, ok, volumes, option } = simulatedCluster();
      create(101, 'btr:1', '--mp0', 'local:1,mp=/a');
      ok('pct', 'move-volume', '101', 'mp0', target, '--delete', '1');
      assert.ok(option(101, 'mp0')?.startsWith(`${target}:`), option(101, 'mp0'));
      assert.ok(option(101, 'mp0')?.endsWith(',mp=/a,size=1G'), option(101, 'mp0'));
      assert.equal([volumes().length, option(101, 'lock')], [2, undefined]);
    });
  }

  test('keeps the source as unused, and snapshots keep it from being deleted', () => {
    const { create, ok, run, option } = simulatedCluster();
    create(101, 'btr:1');
    ok('pct', 'snapshot', '101', 's1');
    assert.match(
      run('pct', 'move-volume', '101', 'rootfs', 'zfs', '--delete', '1').stderr,
      'with snapshots and delete the source',
    );
    ok('pct', 'move-volume', '101', 'rootfs', 'zfs');
    assert.is(option(101, 'unused0'), 'btr:101/vm-101-disk-0.raw');
  });

  test('gives a volume to another guest under a name of its own', () => {
    const { create, ok, option, run } = simulatedCluster();
    create(101, 'btr:1', '--mp0', 'btr:1,mp=/a');
    create(102, 'btr:1');
    ok('pct', 'move-volume', '101', 'mp0', '--target-vmid', '102', '--target-volume', 'mp3');
    assert.equal(
      [option(101, 'mp0'), option(102, 'mp3')],
      [undefined, 'btr:102/vm-102-disk-1.raw,mp=/a,size=1G'],
    );
    assert.match(
      run('pct', 'move-volume', '101', 'rootfs', '--target-vmid', '102').stderr,
      "Cannot move to/from 'rootfs'",
    );
  });

  test('needs a storage or a guest', () => {
    const { create, run } = simulatedCluster();
    create(101, 'btr:1');
    assert.match(
      run('pct', 'move-volume', '101', 'rootfs').stderr,
      "both 'storage' and 'target-vmid' missing",
    );
  });
});

describe('pct rescan', (test) => {
  test('finds volumes that nobody names, and sizes that are wrong', () => {
    const { create, ok, option } = simulatedCluster();
    create(101, 'btr:1');
    ok('pvesm', 'alloc', 'btr', '101', 'vm-101-disk-7.raw', '2G');
    ok('pct', 'set', '101', '--rootfs', 'btr:101/vm-101-disk-0.raw,size=9G');
    ok('pct', 'rescan', '--vmid', '101');
    assert.is(option(101, 'unused0'), 'btr:101/vm-101-disk-7.raw');
    assert.is(option(101, 'rootfs'), 'btr:101/vm-101-disk-0.raw,size=1G');
  });
});

describe('a storage', (test) => {
  test('that is full lets no template be unpacked, and nothing stays', () => {
    const { host, run, volumes, conf } = simulatedCluster();
    setCapacity(host, 'btr', { total: GIB, used: GIB - 1000 });
    const { exit, stderr } = run('pct', 'create', '101', TEMPLATE, '--rootfs', 'btr:1');
    assert.is(exit, 255);
    assert.match(stderr, 'unable to create CT 101');
    assert.equal([volumes(), conf(101)], [[], '']);
  });

  test('is filled by guests, as pvesm status shows', () => {
    const { create, ok, host } = simulatedCluster();
    setCapacity(host, 'btr', { total: 10 * GIB, used: 0 });
    const used = () => Number(/^btr .*? (\d+) +\d+ +[\d.]+%$/m.exec(ok('pvesm', 'status'))?.[1]);
    assert.is(used(), 0);
    create(101, 'btr:1');
    assert.ok(used() > 180_000, String(used()));
    ok('pct', 'destroy', '101');
    assert.is(used(), 0);
  });
});
