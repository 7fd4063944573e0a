/** `vzdump` and `pct restore`: what is in a backup, what of it comes back, and how either fails. */
import * as assert from 'uvu/assert';
import { setFaults } from '../../../src/simulator/faults.ts';
import { guestRoot } from '../../../src/simulator/guest-files.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster, type SimulatedCluster } from '../../support/simulated-cluster.ts';

/** The ids of backups on a storage, as `pvesm list` tells them. */
const backups = ({ ok }: SimulatedCluster, storage = 'local') =>
  ok('pvesm', 'list', storage, '--content', 'backup')
    .split('\n')
    .slice(1)
    .flatMap((line) => /^\S+/.exec(line)?.[0] ?? []);

function backUp(cluster: SimulatedCluster, ...options: readonly string[]): string {
  cluster.ok('vzdump', '101', '--storage', 'local', ...options);
  return backups(cluster).at(-1) ?? '';
}

describe('vzdump', (test) => {
  /** Rootfs, whether it runs, mode asked for, what the log says. */
  const modes = [
    ['btr:1', true, 'snapshot', 'backup mode: snapshot'],
    ['local:1', true, 'snapshot', "trying 'suspend' mode instead"],
    ['local:1', true, 'stop', 'restarting vm'],
    ['btr:1', false, 'snapshot', 'backup mode: stop'],
  ] as const;
  for (const [rootfs, running, mode, said] of modes) {
    test(`of a ${running ? 'running' : 'stopped'} guest on ${rootfs}, ${mode}`, () => {
      const cluster = simulatedCluster();
      cluster.create(101, rootfs);
      const before = cluster.conf(101);
      if (running) cluster.ok('pct', 'start', '101');
      assert.match(
        cluster.ok('vzdump', '101', '--storage', 'local', '--mode', mode, '--compress', 'zstd'),
        said,
      );
      assert.match(
        backups(cluster)[0] ?? '',
        /^local:backup\/vzdump-lxc-101-\d{4}_\d\d_\d\d-\d\d_\d\d_\d\d\.tar\.zst$/,
      );
      assert.is(cluster.conf(101), before, 'neither lock nor snapshot stays');
      assert.match(cluster.ok('pct', 'status', '101'), running ? 'running' : 'stopped');
    });
  }

  test('keeps the configuration without lock, snapshots and pending changes', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'btr:1', '--description', 'd', '--tags', 't');
    const before = cluster.conf(101);
    cluster.ok('pct', 'snapshot', '101', 's1');
    const text = cluster.ok('pvesm', 'extractconfig', backUp(cluster));
    assert.is(text, `${before}\n`);
  });

  test('leaves out mounts without backup=1, and says so', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'btr:1', '--mp0', 'btr:1,mp=/a', '--mp1', 'btr:1,mp=/b,backup=1');
    const log = cluster.ok('vzdump', '101', '--storage', 'local');
    assert.match(log, "excluding volume mount point mp0 ('/a') from backup (disabled)");
    assert.match(log, "including mount point mp1 ('/b') in backup");
  });

  const failures = [
    [['999', '--storage', 'local'], /unable to find VM '999'/, 'job errors\n'],
    [['101', '--storage', 'btr'], /^$/, /can't use storage 'btr' for backups - wrong content type/],
    [['101', '--storage', 'no'], /^$/, /could not activate storage 'no'/],
  ] as const;
  for (const [words, stdout, stderr] of failures) {
    test(`${words.join(' ')} fails`, () => {
      const { create, run } = simulatedCluster();
      create(101, 'btr:1');
      const result = run('vzdump', ...words);
      assert.is(result.exit, 255);
      assert.match(result.stdout, stdout);
      assert.match(result.stderr, stderr);
    });
  }

  test('of a locked guest fails, and a kill leaves `lock: backup`', () => {
    const { create, run, host, option } = simulatedCluster();
    create(101, 'btr:1');
    setFaults(host, [{ command: 'vzdump', at: 'vzdump:archiving', do: { kind: 'kill' } }]);
    run('vzdump', '101', '--storage', 'local');
    assert.is(option(101, 'lock'), 'backup');
    assert.match(run('vzdump', '101', '--storage', 'local').stdout, 'CT is locked (backup)');
  });

  test('writes to its own node only, unless the storage is shared', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'btr:1');
    backUp(cluster);
    cluster.ok('vzdump', '101', '--storage', 'nas');
    const there = (storage: string) =>
      cluster.runOn('two', 'pvesm', 'list', storage, '--content', 'backup').stdout;
    assert.not.match(there('local'), 'vzdump');
    assert.match(there('nas'), 'vzdump');
  });
});

describe('pct restore', (test) => {
  test('makes a new guest with new volumes, the backed-up options and files, and what is given', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'local:1', '--mp0', 'local:2,mp=/a,backup=1', '--tags', 't', '--description', 'd');
    cluster.host.write(`${guestRoot(101)}/root/a`, 'x');
    cluster.ok('pct', 'restore', '102', backUp(cluster), '--storage', 'zfs', '--hostname', 'again');
    const { option, host, conf } = cluster;
    assert.equal(
      ['rootfs', 'mp0', 'hostname', 'tags'].map((key) => option(102, key)),
      ['zfs:subvol-102-disk-0,size=1G', 'zfs:subvol-102-disk-1,mp=/a,backup=1,size=2G', 'again', 't'],
    );
    assert.match(conf(102), /^#d\n/);
    assert.is(host.read(`${guestRoot(102)}/root/a`), 'x');
  });

  test('over a guest replaces it, with --force, when it is stopped and not protected', () => {
    const cluster = simulatedCluster();
    const { create, ok, run, volumes, option } = cluster;
    create(101, 'btr:1', '--memory', '64');
    const backup = backUp(cluster);
    ok('pct', 'set', '101', '--memory', '128', '--mp0', 'btr:1,mp=/new');
    assert.match(run('pct', 'restore', '101', backup).stderr, "CT 101 already exists on node 'one'");
    ok('pct', 'start', '101');
    assert.match(
      run('pct', 'restore', '101', backup, '--force', '1').stderr,
      "can't overwrite running container",
    );
    ok('pct', 'stop', '101');
    ok('pct', 'set', '101', '--protection', '1');
    assert.match(run('pct', 'restore', '101', backup, '--force', '1').stderr, 'protection mode enabled');
    ok('pct', 'set', '101', '--protection', '0');
    ok('pct', 'restore', '101', backup, '--force', '1', '--storage', 'btr');
    assert.equal([option(101, 'memory'), option(101, 'mp0')], ['64', undefined]);
    assert.is(volumes().length, 1);
  });

  test('of a backup that is gone leaves nothing, or the guest as it was', () => {
    const { create, run, conf } = simulatedCluster();
    create(101, 'btr:1');
    const before = conf(101);
    const missing = 'local:backup/vzdump-lxc-101-2026_01_01-00_00_00.tar';
    for (const words of [
      ['102', missing],
      ['101', missing, '--force', '1'],
    ]) {
      const { exit, stderr } = run('pct', 'restore', ...words);
      assert.is(exit, 255);
      assert.match(stderr, `volume '${missing}' does not exist`);
    }
    assert.equal([conf(102), conf(101)], ['', before]);
  });

  test('--unique gives new addresses, and bind mounts come back', () => {
    const cluster = simulatedCluster();
    const net = 'name=eth0,bridge=vmbr0,hwaddr=02:00:00:00:00:01';
    cluster.create(101, 'btr:1', '--net0', net, '--mp0', '/srv,mp=/srv');
    const backup = backUp(cluster);
    cluster.ok('pct', 'restore', '102', backup, '--storage', 'btr');
    cluster.ok('pct', 'restore', '103', backup, '--storage', 'btr', '--unique', '1');
    assert.match(cluster.option(102, 'net0') ?? '', '02:00:00:00:00:01');
    assert.not.match(cluster.option(103, 'net0') ?? '', '02:00:00:00:00:01');
    assert.is(cluster.option(103, 'mp0'), '/srv,mp=/srv');
  });

  test('of a template is one again', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'btr:1');
    cluster.ok('pct', 'template', '101');
    cluster.ok('pct', 'restore', '102', backUp(cluster), '--storage', 'btr');
    assert.equal(
      [cluster.option(102, 'template'), cluster.option(102, 'rootfs')],
      ['1', 'btr:102/base-102-disk-0.raw,size=1G'],
    );
  });
});
