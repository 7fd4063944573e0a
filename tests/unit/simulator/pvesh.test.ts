/** `pvesh`: the same changes as `pct`, JSON, pools, other nodes, and its exit 0 for tasks that failed. */
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';
import { simulatedCluster, type SimulatedCluster, TEMPLATE } from '../../support/simulated-cluster.ts';

const json = ({ ok }: SimulatedCluster, path: string, ...options: readonly string[]): unknown =>
  JSON.parse(ok('pvesh', 'get', path, ...options, '--output-format', 'json'));

describe('tasks by pvesh', (test) => {
  test('exit 0 when they fail: only the status of the UPID tells', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'local:1');
    const { exit, stdout, stderr } = cluster.run(
      'pvesh',
      'create',
      '/nodes/one/lxc/101/snapshot',
      '--snapname',
      's1',
    );
    assert.equal([exit, stderr], [0, 'snapshot feature is not available\n']);
    const upid = stdout.trim();
    assert.match(upid, /^UPID:one:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:vzsnapshot:101:root@pam:$/);
    const status = json(cluster, `/nodes/one/tasks/${upid}/status`) as Record<string, unknown>;
    assert.equal([status['status'], status['exitstatus']], ['stopped', 'snapshot feature is not available']);
    const log = json(cluster, `/nodes/one/tasks/${upid}/log`) as { t: string }[];
    assert.is(log.at(-1)?.t, 'TASK ERROR: snapshot feature is not available');
  });

  test('exit 255 with the quirk exit0 switched off', () => {
    const { create, run } = simulatedCluster({ facts: { quirks: { exit0: false } } });
    create(101, 'local:1');
    assert.is(run('pvesh', 'create', '/nodes/one/lxc/101/snapshot', '--snapname', 's1').exit, 255);
  });

  test('print the log before the UPID, which --quiet hides', () => {
    const { run } = simulatedCluster();
    const options = ['--ostemplate', TEMPLATE, '--rootfs', 'btr:1', '--features', 'nesting=1'];
    const shown = run(
      'pvesh',
      'create',
      '/nodes/localhost/lxc',
      '--vmid',
      '101',
      ...options,
      '--output-format',
      'json',
    );
    assert.match(shown.stdout, /extracting archive[^]*\n"UPID:one:.*:vzcreate:101:root@pam:"\n$/);
    const hidden = run(
      'pvesh',
      'create',
      '/nodes/localhost/lxc',
      '--vmid',
      '102',
      ...options,
      '--quiet',
      '1',
    );
    assert.not.match(hidden.stdout, 'UPID');
  });

  test('that do not begin fail as they do with pct', () => {
    const { run } = simulatedCluster();
    const { exit, stderr } = run('pvesh', 'create', '/nodes/one/lxc/101/clone', '--newid', '102');
    assert.is.not(exit, 0);
    assert.match(stderr, "Configuration file 'nodes/one/lxc/101.conf' does not exist");
  });
});

describe('reading by pvesh', (test) => {
  test('tells what is, and what will be', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'btr:1', '--description', 'a\nb', '--start', '1');
    cluster.ok('pvesh', 'set', '/nodes/one/lxc/101/config', '--timezone', 'UTC', '--memory', '64');
    const config = json(cluster, '/nodes/one/lxc/101/config') as Record<string, unknown>;
    assert.equal([config['timezone'], config['memory'], config['description']], ['UTC', 64, 'a\nb\n']);
    const current = json(cluster, '/nodes/one/lxc/101/config', '--current', '1') as Record<string, unknown>;
    assert.is(current['timezone'], undefined);
    const pending = json(cluster, '/nodes/one/lxc/101/pending') as { key: string }[];
    assert.equal(
      pending.find(({ key }) => key === 'timezone'),
      { key: 'timezone', pending: 'UTC' },
    );
  });

  test('reaches the other node, and no third one', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'nas:1');
    cluster.ok('pct', 'migrate', '101', 'two');
    assert.is((json(cluster, '/nodes/one/lxc') as unknown[]).length, 0);
    assert.is((json(cluster, '/nodes/two/lxc') as unknown[]).length, 1);
    assert.match(cluster.run('pvesh', 'get', '/nodes/three/lxc').stderr, "hostname lookup 'three' failed");
    const all = json(cluster, '/cluster/resources', '--type', 'vm') as { node: string }[];
    assert.equal(
      all.map(({ node }) => node),
      ['two'],
    );
  });

  test('gives the next free VMID, which it does not reserve', () => {
    const cluster = simulatedCluster();
    assert.is(json(cluster, '/cluster/nextid'), '100');
    cluster.create(100, 'btr:1');
    assert.is(json(cluster, '/cluster/nextid'), '101');
    assert.match(
      cluster.run('pvesh', 'get', '/cluster/nextid', '--vmid', '100').stderr,
      'VM 100 already exists',
    );
  });

  const bad = [
    [['get', '/no/such/path'], 1, "No 'get' handler defined for '/no/such/path'"],
    [['get', '/nodes/one/tasks/UPID:bad/status'], 2, 'upid: unable to parse worker upid'],
    [
      ['create', '/nodes/one/lxc', '--vmid', '101'],
      2,
      'ostemplate: property is missing and it is not optional',
    ],
    [
      ['set', '/nodes/one/lxc/101/config', '--memory', '4'],
      2,
      'memory: value must have a minimum value of 16',
    ],
    [['get', '/version', '--nope', '1'], 255, 'Unknown option: nope'],
  ] as const;
  for (const [words, exit, message] of bad) {
    test(`${words.join(' ')} is an error`, () => {
      const result = simulatedCluster().run('pvesh', ...words);
      assert.is(result.exit, exit);
      assert.match(result.stderr, message);
    });
  }
});

describe('pools', (test) => {
  const members = (cluster: SimulatedCluster, pool: string) =>
    (json(cluster, `/pools/${pool}`) as { members: { vmid: number }[] }).members.map(({ vmid }) => vmid);

  test('take guests in, and give them to another pool only when told to', () => {
    const cluster = simulatedCluster();
    for (const pool of ['a', 'b']) cluster.ok('pvesh', 'create', '/pools', '--poolid', pool);
    cluster.create(101, 'btr:1', '--pool', 'a');
    assert.equal(members(cluster, 'a'), [101]);
    const move = ['set', '/pools', '--poolid', 'b', '--vms', '101'];
    assert.match(cluster.run('pvesh', ...move).stderr, "VM 101 belongs already to pool 'a'");
    cluster.ok('pvesh', ...move, '--allow-move', '1');
    assert.equal([members(cluster, 'a'), members(cluster, 'b')], [[], [101]]);
    cluster.ok('pvesh', ...move, '--delete', '1');
    assert.equal(members(cluster, 'b'), []);
  });

  test('are kept among other lines of user.cfg', () => {
    const { host, ok } = simulatedCluster();
    host.write('/etc/pve/user.cfg', 'user:root@pam:1:0:::::\nacl:1:/:root@pam:Administrator:\n');
    ok('pvesh', 'create', '/pools', '--poolid', 'a', '--comment', 'x:y');
    assert.is(
      host.read('/etc/pve/user.cfg'),
      'user:root@pam:1:0:::::\nacl:1:/:root@pam:Administrator:\npool:a:x%3Ay:::\n',
    );
  });

  test('with members are not removed', () => {
    const { ok, run, create } = simulatedCluster();
    ok('pvesh', 'create', '/pools', '--poolid', 'a');
    create(101, 'btr:1', '--pool', 'a');
    assert.match(run('pvesh', 'delete', '/pools/a').stderr, "pool 'a' is not empty (contains VM 101)");
    ok('pct', 'destroy', '101');
    ok('pvesh', 'delete', '/pools/a');
  });
});
