/** `pct migrate` between two nodes: what comes along, what vetoes it. Modelled, not recorded. */
import * as assert from 'uvu/assert';
import { isRunning, runningState } from '../../../src/simulator/guests.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster } from '../../support/simulated-cluster.ts';

describe('pct migrate', (test) => {
  for (const rootfs of ['local:1', 'btr:1', 'zfs:1', 'thin:1', 'nas:1']) {
    test(`takes a stopped guest along with its volume on ${rootfs}`, () => {
      const { create, ok, conf, runOn } = simulatedCluster();
      create(101, rootfs);
      const before = conf(101);
      ok('pct', 'migrate', '101', 'two');
      assert.equal([conf(101), conf(101, 'two')], ['', before]);
      assert.is(runOn('two', 'pct', 'start', '101').exit, 0);
    });
  }

  test('restarts a running guest over there, and only when told to', () => {
    const { create, ok, run, host } = simulatedCluster();
    create(101, 'btr:1', '--start', '1');
    assert.match(
      run('pct', 'migrate', '101', 'two').stderr,
      "can't migrate running container without --online or --restart",
    );
    assert.match(
      run('pct', 'migrate', '101', 'two', '--online', '1').stdout,
      'lxc live migration is currently not implemented',
    );
    ok('pct', 'migrate', '101', 'two', '--restart', '1');
    assert.is(runningState(host, 101)?.node, 'two');
  });

  test('moves volumes to another storage', () => {
    const { create, ok, conf, volumes } = simulatedCluster();
    create(101, 'btr:1');
    ok('pct', 'migrate', '101', 'two', '--target-storage', 'btr:local');
    assert.match(conf(101, 'two'), 'rootfs: local:101/vm-101-disk-0.raw,size=1G');
    assert.equal(volumes(), ['local:101/vm-101-disk-0.raw']);
  });

  const refused = [
    ['with a bind mount', ['--mp0', '/srv,mp=/s'], "cannot migrate local bind mount point 'mp0'"],
    [
      'to a node that lacks its storage',
      ['--mp0', 'here:1,mp=/a'],
      "storage 'here' is not available on node 'two'",
    ],
  ] as const;
  for (const [what, options, message] of refused) {
    test(`refuses a guest ${what}`, () => {
      const { create, ok, run, conf, host } = simulatedCluster();
      ok('pvesm', 'add', 'dir', 'here', '--path', '/here', '--content', 'rootdir', '--nodes', 'one');
      create(101, 'btr:1', ...options);
      const { exit, stdout, stderr } = run('pct', 'migrate', '101', 'two');
      assert.equal([exit, stderr], [255, 'migration aborted\n']);
      assert.match(stdout, message);
      assert.not.match(conf(101), 'lock');
      assert.not(isRunning(host, 101));
    });
  }

  test('refuses a linked clone on ZFS, and takes its lock off again', () => {
    const { create, ok, run, conf } = simulatedCluster();
    create(101, 'zfs:1');
    ok('pct', 'template', '101');
    ok('pct', 'clone', '101', '102');
    assert.match(run('pct', 'migrate', '102', 'two').stdout, "clone of 'basevol-101-disk-0'");
    assert.not.match(conf(102), 'lock');
  });

  test('of a shared mount needs no more than that it is said to be shared', () => {
    const { create, ok, conf } = simulatedCluster();
    create(101, 'nas:1', '--mp0', '/srv,mp=/s,shared=1');
    ok('pct', 'migrate', '101', 'two');
    assert.match(conf(101, 'two'), 'mp0: /srv,mp=/s,shared=1');
  });

  const impossible = [
    ['itself', 'one', 'target is local node.'],
    ['nowhere', 'three', "no such cluster node 'three'"],
  ] as const;
  for (const [what, target, message] of impossible) {
    test(`to ${what} is an error`, () => {
      const { create, run } = simulatedCluster();
      create(101, 'btr:1');
      const { exit, stderr } = run('pct', 'migrate', '101', target);
      assert.is.not(exit, 0);
      assert.match(stderr, message);
    });
  }
});
