/** Pools against the simulator: made before their guests, one in another, never removed while others are in them. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { readPools } from '../../src/simulator/pools.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { type Files, firewallEstate, WEB } from '../support/firewall-estate.ts';
import { type Applied, applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { mortal } from '../support/mortal.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const LAB = { comment: 'Everything: of the lab', storages: ['local-lvm'] };
const WHOLE: Files = {
  'pool/lab.json': LAB,
  'pool/web.json': { id: 'lab/web' },
  'lxc/web.json': { ...WEB, pool: 'lab/web' },
};

const estate = (files: Files, pve = '9.2', revision: string | null = null) =>
  firewallEstate(files, { pools: ['others'], nodes: { pve1: { pve }, pve2: { pve } } }, revision);

const run = (host: MemoryHost, want: Estate, ...before: Estate[]): Promise<Applied> =>
  applyOn(inProcessCluster(host), want, {
    clock: virtualClock(host.now()),
    ...(want.tree.revision === null ? {} : { history: historyOf(...before, want) }),
  });

async function done(host: MemoryHost, want: Estate, ...before: Estate[]): Promise<void> {
  const { report } = await run(host, want, ...before);
  assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
}

const pools = (host: MemoryHost) =>
  [...readPools(host)].map(([id, { comment, guests, storages }]) => [id, comment, guests, storages]);

describe('pools', (test) => {
  for (const pve of ['8.4', '9.2']) {
    test(`are made before what is in them, and a second plan finds nothing (${pve})`, async () => {
      const want = estate(WHOLE, pve);
      assert.equal(want.findings, []);
      const host = hostFor(want);
      await done(host, want);
      assert.equal(pools(host), [
        ['lab', 'Everything: of the lab', [], ['local-lvm']],
        ['lab/web', '', [101], []],
      ]);
      const { plan } = await livePlanOf(want, inProcessCluster(host));
      assert.equal(
        plan.items.filter(({ action }) => action !== 'no-op'),
        [],
      );
    });
  }

  test('are made after the storages in them', async () => {
    const want = estate({
      'dataset/guests.json': { name: 'rpool/guests', node: 'pve1' },
      'storage/guests.json': { type: 'zfspool', pool: 'rpool/guests', content: ['rootdir'], nodes: ['pve1'] },
      'pool/lab.json': { storages: ['guests'] },
    });
    assert.equal(want.findings, []);
    const host = hostFor(want);
    await done(host, want);
    assert.equal(pools(host), [['lab', '', [], ['guests']]]);
  });

  const one = estate(WHOLE, '9.2', '1'.repeat(40));

  test('change by comment and storage, and keep what others put in', async () => {
    const host = hostFor(one);
    await done(host, one);
    simulate({
      host,
      node: 'pve1',
      argv: ['pvesh', 'set', '/pools', '--poolid', 'lab', '--storage', 'local'],
    });
    const two = estate({ ...WHOLE, 'pool/lab.json': { comment: 'Less' } }, '9.2', '2'.repeat(40));
    await done(host, two, one);
    assert.equal(pools(host)[0], ['lab', 'Less', [], ['local']]);
  });

  test('go after the guests that leave them', async () => {
    const host = hostFor(one);
    await done(host, one);
    const two = estate({ 'lxc/web.json': WEB }, '9.2', '2'.repeat(40));
    await done(host, two, one);
    assert.equal(pools(host), []);
    assert.equal(host.list('/etc/pve/phoenix/lab'), [], 'no marker is left');
  });

  test('stay while a guest of somebody else is in them', async () => {
    const host = hostFor(one);
    await done(host, one);
    host.write(
      '/etc/pve/nodes/pve1/lxc/900.conf',
      'hostname: theirs\nrootfs: local-lvm:vm-900-disk-0,size=1G\n',
    );
    simulate({ host, node: 'pve1', argv: ['pvesh', 'set', '/pools', '--poolid', 'lab/web', '--vms', '900'] });
    const two = estate({ 'lxc/web.json': WEB }, '9.2', '2'.repeat(40));
    const { report, live } = await run(host, two, one);
    const item = live.plan.items.find(({ address }) => address === 'pool/web');
    assert.match(item?.changes[0]?.note ?? '', 'it is not empty: guest 900');
    assert.is(report.resources.find(({ address }) => address === 'pool/web')?.outcome, 'held');
    assert.equal(readPools(host).get('lab/web')?.guests, [900]);
  });

  test('of somebody else are not touched, and taken over when told so', async () => {
    const host = hostFor(one);
    simulate({
      host,
      node: 'pve1',
      argv: ['pvesh', 'create', '/pools', '--poolid', 'lab', '--comment', 'mine'],
    });
    const { live } = await run(host, estate({ 'pool/lab.json': LAB }));
    assert.match(live.plan.items[0]?.notes.join() ?? '', 'pool lab is there already');
    await done(host, estate({ 'pool/lab.json': { ...LAB, adopt: true } }));
    assert.equal(pools(host), [['lab', LAB.comment, [], ['local-lvm']]]);
  });

  for (const when of ['before', 'after'] as const) {
    test(`are finished by the next apply when one dies ${when} a command`, async () => {
      const want = estate(WHOLE);
      const whole = hostFor(want);
      const counted = mortal(inProcessCluster(whole), null);
      await applyOn(counted.cluster, want, { clock: virtualClock(whole.now()), parallel: 1 });
      for (let at = 1; at <= counted.count(); at += 1) {
        const host = hostFor(want);
        const { cluster } = mortal(inProcessCluster(host), { at, when });
        await applyOn(cluster, want, { clock: virtualClock(host.now()), parallel: 1 }).catch(() => {});
        host.remove('/etc/pve/priv/lock/phoenix-lab/owner.json');
        await done(host, want);
        assert.equal(pools(host), pools(whole), `dead ${when} command ${at}`);
      }
    });
  }
});
