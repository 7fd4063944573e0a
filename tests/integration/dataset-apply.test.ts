/** Datasets from config to a node and back: every way of a life, on the simulator. */
import * as assert from 'uvu/assert';
import { makeLivePlan } from '../../src/commands/live-plan.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { ownPath } from '../../src/simulator/own-files.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { preparePools } from '../../src/simulator/zfs/state.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf, runLive } from '../support/in-process-apply.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';

const DISKS = [{ type: 'mirror', disks: ['/dev/disk/by-id/a', '/dev/disk/by-id/b'] }];

const files = (more: Readonly<Record<string, object>>, settings: object = {}): Map<string, string> =>
  new Map(
    Object.entries({ 'phoenix.json': { name: 'lab', nodes: { pve1: {} }, ...settings }, ...more }).map(
      ([path, value]) => [path, JSON.stringify(value)],
    ),
  );

const estate = (dataset: object | null, settings: object = {}) =>
  estateOf(files(dataset === null ? {} : { 'dataset/media.json': dataset }, settings));

const fresh = (): MemoryHost => {
  const host = hostFor(estate(null));
  preparePools(host, 'pve1', { tank: DISKS });
  return host;
};

const zfs = (host: MemoryHost, ...argv: string[]): string => {
  const { exit, stdout, stderr } = simulate({ host, node: 'pve1', argv: ['zfs', ...argv] });
  if (exit !== 0) throw new Error(stderr);
  return stdout;
};

const value = (host: MemoryHost, property: string, name = 'tank/media') =>
  zfs(host, 'get', '-Hp', '-o', 'value,source', property, name).trim();

const MEDIA = {
  name: 'tank/media',
  quota: '500G',
  compression: 'zstd',
  recordsize: '1M',
  mountpoint: '/srv/media',
  owner: 101_000,
  mode: '0750',
  snapshots: { keep: { daily: 7, hourly: 24 } },
  nfs: { '10.0.0.0/24': 'rw,sync,no_subtree_check' },
};

async function run(host: MemoryHost, dataset: object | null, settings: object = {}) {
  const applied = await applyTo(host, estate(dataset, settings));
  const { report } = applied;
  assert.ok(report.ok, JSON.stringify({ ...report, plan: undefined }, null, 1));
  return applied;
}

async function converged(host: MemoryHost, dataset: object | null, settings: object = {}) {
  const live = await livePlanOf(estate(dataset, settings), inProcessCluster(host));
  assert.equal(
    live.plan.items.map(({ address, changes, notes }) => ({ address, changes, notes })),
    [],
  );
}

const commit = (digit: string, dataset: object | null) =>
  estateOf(files(dataset === null ? {} : { 'dataset/media.json': dataset }), { revision: commitOf(digit) });

/** What the NFS server was told. */
const told = (host: MemoryHost) => host.read(ownPath('pve1', '/var/lib/nfs/etab'));

describe('a dataset on the simulator', (test) => {
  test('is made with all that its file says, and then there is nothing to do', async () => {
    const host = fresh();
    assert.equal(estate(MEDIA).findings, []);
    await run(host, MEDIA);
    assert.is(value(host, 'quota'), `${500 * 1024 ** 3}\tlocal`);
    assert.is(value(host, 'recordsize'), '1048576\tlocal');
    assert.is(value(host, 'phoenix:owner'), '101000:-:0750\tlocal');
    await converged(host, MEDIA);
  });

  test('is changed where its file changes, and nowhere else', async () => {
    const host = fresh();
    await run(host, MEDIA);
    zfs(host, 'set', 'atime=off', 'tank/media');
    const { recordsize: _, nfs: __, owner: ___, mode: ____, ...less } = MEDIA;
    const next = { ...less, quota: '600G', snapshots: { keep: { daily: 3 } } };
    await run(host, next);
    await converged(host, next);
    assert.is(value(host, 'quota'), `${600 * 1024 ** 3}\tlocal`);
    assert.is(value(host, 'atime'), 'off\tlocal');
  });

  for (const [what, next] of [
    ['comes', MEDIA],
    ['has another path', { ...MEDIA, mountpoint: '/srv/films' }],
    ['is for reading only now', { ...MEDIA, nfs: { '10.0.0.0/24': 'ro' } }],
    ['is for others', { ...MEDIA, nfs: { '10.1.0.0/24': 'rw' } }],
  ] as const) {
    test(`is exported by the next apply where the NFS server was not told: what ${what}`, async () => {
      const [first, second] = [commit('a', next === MEDIA ? null : MEDIA), commit('b', next)];
      const history = historyOf(first, second);
      const undisturbed = fresh();
      await applyTo(undisturbed, first, { history });
      const host = undisturbed.fork();
      await applyTo(undisturbed, second, { history });
      setFaults(host, [{ command: 'exportfs', at: 'begin', do: { kind: 'fail', message: 'no memory' } }]);
      const failed = await applyTo(host, second, { history });
      assert.not.ok(failed.report.ok);
      assert.is.not(told(host), told(undisturbed));
      assert.ok((await applyTo(host, second, { history })).report.ok);
      assert.is(told(host), told(undisturbed));
      const { plan } = await livePlanOf(second, inProcessCluster(host), { history });
      assert.equal(plan.items, []);
    });
  }

  test('is let go of when its file goes, and nothing of it is lost', async () => {
    const host = fresh();
    await run(host, MEDIA);
    await run(host, null);
    assert.is(value(host, 'phoenix:mark'), '-\t-');
    assert.is(value(host, 'quota'), `${500 * 1024 ** 3}\tlocal`);
    await converged(host, null);
  });

  test('of somebody else is not touched until its file adopts it', async () => {
    const host = fresh();
    zfs(host, 'create', '-o', 'mountpoint=/srv/media', 'tank/media');
    const live = await livePlanOf(estate(MEDIA), inProcessCluster(host));
    assert.is(live.plan.items[0]?.seen, 'foreign');
    await run(host, { ...MEDIA, adopt: true });
    assert.is(value(host, 'quota'), `${500 * 1024 ** 3}\tlocal`);
    await converged(host, { ...MEDIA, adopt: true });
  });

  test('retires where the policy lets it be destroyed, comes back, and goes with a purge', async () => {
    const policy = { policies: { datasets: 'destroy', retire: '7d' } };
    const host = fresh();
    await run(host, MEDIA, policy);
    await run(host, null, policy);
    const names = zfs(host, 'list', '-H', '-o', 'name', '-r', 'tank');
    assert.match(names, /^tank\/media\.phoenix-retired-\d{14}$/m);
    await run(host, MEDIA, policy);
    assert.is(value(host, 'mounted'), 'yes\t-');
    assert.is(value(host, 'canmount'), 'on\tdefault');
    await converged(host, MEDIA, policy);
  });

  test('that is retired is destroyed by a purge that names its size, and by nothing else', async () => {
    const policy = { policies: { datasets: 'destroy', retire: '7d' } };
    const host = fresh();
    await run(host, MEDIA, policy);
    await run(host, null, policy);
    const head = estate(null, policy);
    const cluster = inProcessCluster(host);
    const live = await makeLivePlan({
      kinds,
      head,
      parent: null,
      tip: head,
      history: null,
      cluster,
      confirmed: true,
      purge: true,
      unshown: async () => [],
    });
    assert.equal(
      live.plan.items.map(({ address, action }) => `${action} ${address}`),
      ['destroy dataset/media'],
    );
    assert.match(
      live.plan.items[0]?.changes[0]?.note ?? '',
      /^tank\/media\.phoenix-retired-\d+ destroyed: 96K$/,
    );
    const { report } = await runLive(host, head, live);
    assert.ok(report.ok, JSON.stringify({ ...report, plan: undefined }, null, 1));
    assert.is(zfs(host, 'list', '-H', '-o', 'name'), 'tank\n');
  });

  test('with another dataset below it is kept, whatever the policy', async () => {
    const policy = { policies: { datasets: 'destroy', retire: 0 } };
    const host = fresh();
    await run(host, MEDIA, policy);
    zfs(host, 'create', 'tank/media/films');
    const { plan } = await livePlanOf(estate(null, policy), inProcessCluster(host));
    assert.is(plan.items[0]?.cover?.[0]?.is, 'held');
    await applyTo(host, estate(null, policy));
    assert.match(zfs(host, 'list', '-H', '-o', 'name'), /^tank\/media$/m);
  });
});
