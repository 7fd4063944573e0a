/** `pct clone` over every storage type: linked or copied, what it takes along, its locks, and what a kill leaves. */
import * as assert from 'uvu/assert';
import { setFaults } from '../../../src/simulator/faults.ts';
import { guestRoot } from '../../../src/simulator/guest-files.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster } from '../../support/simulated-cluster.ts';

describe('linked clones', (test) => {
  /** Rootfs of the source, of the template, of its linked clone; null where there is none. */
  const cases = [
    ['local:2', 'local:101/base-101-disk-0.raw,size=2G', null],
    ['btr:2', 'btr:101/base-101-disk-0.raw,size=2G', 'btr:102/vm-102-disk-0.raw,size=2G'],
    ['btr:0', 'btr:101/subvol-101-disk-0.subvol,size=0T', null],
    ['zfs:2', 'zfs:basevol-101-disk-0,size=2G', 'zfs:basevol-101-disk-0/subvol-102-disk-0,size=2G'],
    ['thin:2', 'thin:base-101-disk-0,size=2G', 'thin:vm-102-disk-0,size=2G'],
  ] as const;
  for (const [rootfs, template, clone] of cases) {
    test(`of a template on ${rootfs}`, () => {
      const { create, ok, option, run, conf } = simulatedCluster();
      create(101, rootfs);
      ok('pct', 'template', '101');
      assert.is(option(101, 'rootfs'), template);
      assert.is(option(101, 'template'), '1');
      const result = run('pct', 'clone', '101', '102');
      if (clone === null) {
        assert.match(result.stderr, /^Linked clone feature for '.*' is not available\n$/);
        assert.is(conf(102), '');
      } else {
        assert.is(option(102, 'rootfs'), clone);
        assert.is(option(102, 'template'), undefined);
      }
      assert.is(option(101, 'lock'), undefined);
      assert.is(run('pct', 'clone', '101', '103', '--full', '1').exit, 0, 'a copy is always possible');
    });
  }

  test('of a clone that became a template are nested by name on ZFS', () => {
    const { create, ok, option } = simulatedCluster();
    create(101, 'zfs:2');
    for (const [from, to] of [
      ['101', '102'],
      ['102', '103'],
    ] as const) {
      ok('pct', 'template', from);
      ok('pct', 'clone', from, to);
    }
    assert.is(option(102, 'rootfs'), 'zfs:basevol-101-disk-0/basevol-102-disk-0,size=2G');
    assert.is(option(103, 'rootfs'), 'zfs:basevol-102-disk-0/subvol-103-disk-0,size=2G');
  });

  /** Whether the template may go while its linked clone stays. */
  for (const [rootfs, goes] of [
    ['btr:1', true],
    ['thin:1', true],
    ['zfs:1', false],
  ] as const) {
    test(`${goes ? 'outlive' : 'keep'} their template on ${rootfs}`, () => {
      const { create, ok, run, volumes } = simulatedCluster();
      create(101, rootfs);
      ok('pct', 'template', '101');
      ok('pct', 'clone', '101', '102');
      const { exit, stderr } = run('pct', 'destroy', '101');
      assert.is(exit === 0, goes, stderr);
      if (!goes) assert.match(stderr, "base volume 'basevol-101-disk-0' is still in use by linked clones");
      assert.is(volumes().length, goes ? 1 : 2);
    });
  }

  test('are refused on another storage', () => {
    const { create, ok, run } = simulatedCluster();
    create(101, 'btr:1');
    ok('pct', 'template', '101');
    const { exit, stderr } = run('pct', 'clone', '101', '102', '--storage', 'zfs');
    assert.is.not(exit, 0);
    assert.match(stderr, "parameter 'storage' not allowed for linked clones");
  });
});

describe('full clones', (test) => {
  test('take description, tags, onboot and protection along, and get addresses of their own', () => {
    const { create, ok, conf, option } = simulatedCluster();
    create(101, 'btr:1', '--description', 'd', '--tags', 'b;a', '--onboot', '1', '--protection', '1');
    ok('pct', 'set', '101', '--net0', 'name=eth0,bridge=vmbr0,hwaddr=02:00:00:00:00:01');
    ok('pct', 'clone', '101', '102', '--hostname', 'copy');
    assert.match(conf(102), '#d\n');
    const kept = ['tags', 'onboot', 'protection', 'hostname'].map((key) => option(102, key));
    assert.equal(kept, ['a;b', '1', '1', 'copy']);
    assert.match(option(102, 'net0') ?? '', /hwaddr=BC:24:11:/);
  });

  test('from a snapshot have its options and files', () => {
    const { create, ok, host, option } = simulatedCluster();
    create(101, 'btr:1');
    host.write(`${guestRoot(101)}/root/a`, 'old');
    ok('pct', 'snapshot', '101', 's1');
    ok('pct', 'set', '101', '--memory', '64');
    host.write(`${guestRoot(101)}/root/a`, 'new');
    ok('pct', 'clone', '101', '102', '--snapname', 's1');
    ok('pct', 'clone', '101', '103');
    assert.equal([option(102, 'memory'), option(103, 'memory')], ['512', '64']);
    assert.equal(
      [102, 103].map((vmid) => host.read(`${guestRoot(vmid)}/root/a`)),
      ['old', 'new'],
    );
    assert.is(option(102, 'parent'), undefined);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['of bind mounts', ['101', '102'], /unable to clone mountpoint 'mp0' \(type bind\)/],
    ['onto a guest that is there', ['101', '101'], /CT 101 already exists on node 'one'/],
    ['from a snapshot that is not there', ['101', '102', '--snapname', 'no'], /snapshot 'no' does not exist/],
    ['to an unknown storage', ['101', '102', '--storage', 'no'], /storage 'no' does not exist/],
    ['to an unknown node', ['101', '102', '--target', 'no'], /no such cluster node 'no'/],
    ['into an unknown pool', ['101', '102', '--pool', 'no'], /pool 'no' does not exist/],
  ];
  for (const [what, words, message] of refused) {
    test(`are refused ${what}, and leave nothing`, () => {
      const { create, run, conf, volumes, option } = simulatedCluster();
      create(101, 'btr:1', '--mp0', '/srv,mp=/srv');
      const before = volumes();
      const { exit, stderr } = run('pct', 'clone', ...words);
      assert.is.not(exit, 0);
      assert.match(stderr, message);
      assert.equal(volumes(), before);
      assert.equal([conf(102), option(101, 'lock')], ['', undefined]);
    });
  }

  test('of a running guest need a snapshot', () => {
    const { create, ok, run } = simulatedCluster();
    create(101, 'btr:1', '--start', '1');
    assert.match(
      run('pct', 'clone', '101', '102').stderr,
      'Full clone of a running container is only possible',
    );
    ok('pct', 'snapshot', '101', 's1');
    ok('pct', 'clone', '101', '102', '--snapname', 's1');
  });

  test('to another node need shared storage', () => {
    const { create, ok, run, conf } = simulatedCluster();
    create(101, 'nas:1');
    ok('pct', 'clone', '101', '102', '--target', 'two');
    assert.match(conf(102, 'two'), 'rootfs: nas:102/vm-102-disk-0.raw,size=1G');
    create(103, 'btr:1');
    assert.match(run('pct', 'clone', '103', '104', '--target', 'two').stderr, 'CT uses local storage');
  });
});

describe('the locks of a clone', (test) => {
  const point = (at: string) => ({ command: 'pct clone', at, do: { kind: 'kill' } }) as const;

  test('a kill leaves the source locked, and every further clone fails', () => {
    const { create, host, run, option, conf } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [point('clone:copied')]);
    assert.is(run('pct', 'clone', '101', '102').exit, -9);
    assert.equal([option(101, 'lock'), option(102, 'lock')], ['disk', 'create']);
    assert.not.match(conf(102), 'rootfs');
    assert.match(run('pct', 'clone', '101', '103').stderr, 'CT is locked (disk)');
  });

  test('what a kill left is cleaned up by unlock and destroy of unreferenced disks', () => {
    const { create, host, run, ok, volumes } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [point('clone:copied')]);
    run('pct', 'clone', '101', '102');
    assert.equal(volumes(), ['btr:101/vm-101-disk-0.raw', 'btr:102/vm-102-disk-0.raw']);
    ok('pct', 'unlock', '101');
    ok('pct', 'unlock', '102');
    ok('pct', 'destroy', '102', '--destroy-unreferenced-disks', '1');
    assert.equal(volumes(), ['btr:101/vm-101-disk-0.raw']);
  });

  test('an interrupt cleans up and exits 255', () => {
    const { create, host, run, option, volumes, conf } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [{ command: 'pct clone', at: 'clone:copied', do: { kind: 'interrupt' } }]);
    const { exit, stderr } = run('pct', 'clone', '101', '102');
    assert.equal([exit, stderr], [255, 'clone failed: received interrupt\n']);
    assert.equal([option(101, 'lock'), conf(102), volumes()], [undefined, '', ['btr:101/vm-101-disk-0.raw']]);
  });

  test('a target that loses its lock aborts the clone', () => {
    const { create, host, run, volumes } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [{ command: 'pct clone', at: 'clone:copied', do: { kind: 'lose-lock', vmid: 102 } }]);
    const { exit, stderr } = run('pct', 'clone', '101', '102');
    assert.is(exit, 255);
    assert.match(stderr, "Lost 'create' config lock, aborting.");
    assert.equal(volumes(), ['btr:101/vm-101-disk-0.raw']);
  });

  test('the quirk cloneLock is what makes a second clone of one source wait for nobody and fail', () => {
    const { create, host, run } = simulatedCluster({ facts: { quirks: { cloneLock: false } } });
    create(101, 'btr:1');
    setFaults(host, [point('clone:copied')]);
    run('pct', 'clone', '101', '102');
    assert.is(run('pct', 'clone', '101', '103').exit, 0, 'without it the source is never locked');
  });
});
