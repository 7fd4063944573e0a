/**
 * Pools, datasets and storages stand what a run may meet: it is killed at every command and finished by the next one, and
 * the order of its files means nothing.
 */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import { estateOf, hostFor, livePlanOf, runPlanned } from '../support/in-process-apply.ts';
import { type Death, mortal } from '../support/mortal.ts';
import { virtualClock } from '../support/virtual-clock.ts';

type Files = Readonly<Record<string, object>>;

const DISKS = ['/dev/disk/by-id/nvme-A', '/dev/disk/by-id/nvme-B'];

const estate = (files: Files): Estate =>
  estateOf(new Map(Object.entries(files).map(([path, one]) => [path, JSON.stringify(one)])));

const settings = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} }, policies: { datasets: 'destroy', retire: '7d' } },
};

const FIRST: Files = {
  ...settings,
  'zpool/tank.json': { disks: DISKS, layout: 'mirror', create: true },
  'dataset/media.json': {
    name: 'tank/media',
    mountpoint: '/srv/media',
    quota: '100G',
    atime: false,
    owner: 1000,
    nfs: { '*': 'ro' },
  },
  'dataset/old.json': { name: 'tank/old', mountpoint: '/srv/old', nfs: { '10.0.0.0/24': 'rw' } },
  'storage/old.json': { type: 'dir', path: '/srv', content: ['iso'] },
  'storage/bulk.json': { type: 'dir', path: '/srv', content: ['iso'], 'prune-backups': { 'keep-last': 2 } },
};

const SECOND: Files = {
  ...settings,
  'zpool/tank.json': { disks: DISKS, layout: 'mirror', create: true, autotrim: true },
  'dataset/media.json': {
    name: 'tank/media',
    mountpoint: '/srv/films',
    quota: '200G',
    owner: 2000,
    mode: '0750',
    nfs: { '10.0.0.0/24': 'rw' },
    snapshots: { keep: { daily: 7, change: 2 } },
  },
  'dataset/new.json': {
    name: 'tank/new',
    mountpoint: '/srv/new',
    owner: 33,
    nfs: { '*': 'ro' },
    snapshots: { keep: { hourly: 3 } },
  },
  'storage/bulk.json': { type: 'dir', path: '/srv', content: ['iso', 'backup'] },
  'storage/new.json': { type: 'zfspool', pool: 'tank/new', content: ['rootdir'] },
};

async function attempt(host: MemoryHost, want: Estate, death: Death | null): Promise<number> {
  host.wait(60_000);
  const inner = inProcessCluster(host);
  const live = await livePlanOf(want, inner);
  const { cluster, count } = mortal(inner, death);
  const report = await runPlanned(cluster, want, live, { clock: virtualClock(host.now()), parallel: 1 });
  if (death === null) assert.ok(report.ok, JSON.stringify({ ...report, plan: undefined }, null, 1));
  return count();
}

/** What must be the same in the end, but for what time decides. */
function stateOf(host: MemoryHost): string {
  const parts: string[] = [];
  for (const [path, text] of host.files()) {
    const matters = /^\/(?:\.sim\/(?:zfs|folders|own)\/|etc\/pve\/storage\.cfg|etc\/pve\/phoenix\/)/.test(
      path,
    );
    if (!matters) continue;
    const plain = text
      .replaceAll(/"snapshots":\[[^\]]*\]/g, '"snapshots":[]')
      .replaceAll(/retired(\\?)":(\\?)"[^"\\]*/g, 'retired":"T')
      .replaceAll(/phoenix-retired-\d+/g, 'phoenix-retired-T')
      .replaceAll(/created":\d+/g, 'created":0')
      .replaceAll(/config(\\?)":(\\?)"[0-9a-f]*/g, 'config":"C');
    parts.push(`${path}\n${plain}`);
  }
  return parts.join('\n');
}

async function settle(host: MemoryHost, want: Estate, what: string): Promise<void> {
  for (let runs = 0; runs < 5; runs += 1) {
    const { plan, entries } = await livePlanOf(want, inProcessCluster(host));
    if (entries.every((entry) => entry.hold?.is === 'unchanged')) return;
    const held = entries.filter((entry) => entry.hold?.is === 'held');
    assert.equal(
      held.map(({ item, hold }) => ({ item, hold })),
      [],
      what,
    );
    if (runs === 4) assert.unreachable(`${what}: it never ends: ${JSON.stringify(plan.items, null, 1)}`);
    await attempt(host, want, null);
  }
}

async function start(): Promise<MemoryHost> {
  const host = hostFor(estate({ 'phoenix.json': settings['phoenix.json'] }));
  await attempt(host, estate(FIRST), null);
  return host;
}

describe('an apply of pools, datasets and storages', (test) => {
  for (const when of ['before', 'after'] as const) {
    test(`that dies ${when} a command is finished by the next one, whichever command it was`, async () => {
      const base = await start();
      const host = base.fork();
      const commands = await attempt(host, estate(SECOND), null);
      await settle(host, estate(SECOND), 'undisturbed');
      const end = stateOf(host);
      assert.ok(commands > 20, String(commands));
      for (let at = 1; at <= commands; at += 1) {
        const other = base.fork(at);
        await attempt(other, estate(SECOND), { at, when });
        await settle(other, estate(SECOND), `dead ${when} command ${at}`);
        assert.equal(stateOf(other), end, `dead ${when} command ${at}`);
      }
    });
  }

  test('that makes a pool and dies is finished by the next one', async () => {
    const host = hostFor(estate({ 'phoenix.json': settings['phoenix.json'] }));
    const whole = host.fork();
    const commands = await attempt(whole, estate(FIRST), null);
    await settle(whole, estate(FIRST), 'undisturbed');
    for (let at = 1; at <= commands; at += 1) {
      const other = host.fork(at);
      await attempt(other, estate(FIRST), { at, when: 'after' });
      await settle(other, estate(FIRST), `dead after command ${at}`);
      assert.equal(stateOf(other), stateOf(whole), `dead after command ${at}`);
    }
  });

  test('does not depend on the order of the files', async () => {
    const base = await start();
    const wanted = base.fork();
    await attempt(wanted, estate(SECOND), null);
    const entries = Object.entries(SECOND);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(entries, { minLength: entries.length }), async (shuffled) => {
        const host = base.fork();
        await attempt(host, estate(Object.fromEntries(shuffled)), null);
        assert.equal(stateOf(host), stateOf(wanted));
      }),
      { numRuns: 15 },
    );
  });
});
