/** No change loosens the guard that it is under: the stricter of the two ends holds for the plan, the steps and the runner. */
import * as assert from 'uvu/assert';
import { makeLivePlan } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { historyOf } from '../support/law-estate.ts';
import { appliedHost, smallEstate } from '../support/small-estate.ts';

const GUESTS = { web: { vmid: 101 }, db: { vmid: 102 }, runner: { vmid: 103 } };
const ONLY_WEB = { db: GUESTS.db, runner: GUESTS.runner };

const GUARD = { policies: { retire: '7d', backup: { storage: 'local' }, restarts: { maxParallel: 1 } } };
const LOOSE = { policies: { retire: 0, restarts: { maxParallel: 9 } } };

async function live(host: MemoryHost, parent: Estate, head: Estate, cluster = inProcessCluster(host)) {
  return makeLivePlan({
    kinds,
    head,
    parent,
    tip: head,
    history: historyOf(parent, head),
    cluster,
    confirmed: false,
    unshown: async () => [],
    allowDestroy: true,
  });
}

describe('safety: policies', (test) => {
  const before = smallEstate('1', GUESTS, GUARD);
  const after = smallEstate('2', ONLY_WEB, LOOSE);

  test('a change that drops retirement and backup is shown as what it will be: a retire, after a backup', () => {
    const { plan } = planFromGit({ kinds, head: after, base: before });
    const [item] = plan.items;
    assert.is(item?.action, 'retire');
    assert.match(item?.notes.join() ?? '', 'a backup goes to local first');
    assert.match(item?.changes[0]?.note ?? '', 'kept for 7');
  });

  test('and that is what its apply does', async () => {
    const host = await appliedHost(before);
    const { plan, entries, settings } = await live(host, before, after);
    assert.equal(
      plan.items.map(({ action, address }) => `${action} ${address}`),
      ['retire lxc/web'],
    );
    assert.is(settings.policies.backup?.storage, 'local');
    assert.is(settings.policies.restarts.maxParallel, 1);
    assert.is(settings.policies.retire, '7d');
    assert.ok(entries.every(({ hold }) => !hold));
  });

  const runners: readonly [what: string, before: object, after: object][] = [
    ['another runner is named', { runner: 'lxc/runner' }, { runner: 'lxc/db' }],
    ['no runner is named any more', { runner: 'lxc/runner' }, {}],
    ['the runner is named by the same change', {}, { runner: 'lxc/runner' }],
  ];
  for (const [what, one, two] of runners) {
    test(`the guest that runs the jobs is not stopped where ${what}`, async () => {
      const first = smallEstate('1', GUESTS, one);
      const host = await appliedHost(first);
      const next = smallEstate('2', { ...GUESTS, runner: { ...GUESTS.runner, nesting: true } }, two);
      const { entries } = await live(host, first, next);
      assert.equal(
        entries.map(({ item, hold }) => [item.address, hold?.is]),
        [['lxc/runner', 'held']],
      );
    });
  }

  test('nor where its file gets another VMID', async () => {
    const first = smallEstate('1', GUESTS, { runner: 'lxc/runner' });
    const host = await appliedHost(first);
    const next = smallEstate('2', { ...GUESTS, runner: { vmid: 203 } }, { runner: 'lxc/runner' });
    const { entries } = await live(host, first, next);
    assert.equal(Object.fromEntries(entries.map(({ item, hold }) => [item.address, hold?.is ?? 'runs'])), {
      'lxc/runner@103': 'held',
      'lxc/runner': 'runs',
    });
  });
});

describe('safety: what phoenix.json lets go of', (test) => {
  const UUIDS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
  const cases: readonly [what: string, before: object, after: object][] = [
    ['another name', {}, { name: 'home' }],
    ['an id where there was none', {}, { id: UUIDS[0] }],
    ['another id', { id: UUIDS[0] }, { id: UUIDS[1] }],
    ['no id any more', { id: UUIDS[0] }, {}],
  ];
  for (const [what, one, two] of cases) {
    test(`${what}: said in the plan; no guest is touched, not even one whose file goes too`, async () => {
      const first = smallEstate('1', GUESTS, one);
      const host = await appliedHost(first);
      const next = smallEstate('2', ONLY_WEB, two);
      const { plan } = planFromGit({ kinds, head: next, base: first });
      const verdict = plan.policies.find(({ policy }) => policy === 'estate');
      assert.equal([verdict?.ok, /foreign from then on/.test(verdict?.text ?? '')], [false, true]);
      const { entries } = await live(host, first, next);
      assert.equal(
        entries.map(({ item, hold }) => [item.address, item.seen, hold?.is]),
        [
          ['lxc/db', 'foreign', 'held'],
          ['lxc/runner', 'foreign', 'held'],
        ],
      );
    });
  }

  test('another name beside the same id changes nothing', async () => {
    const first = smallEstate('1', GUESTS, { id: UUIDS[0] });
    const host = await appliedHost(first);
    const next = smallEstate('2', GUESTS, { id: UUIDS[0], name: 'home' });
    assert.equal((await live(host, first, next)).entries, []);
    const { plan } = planFromGit({ kinds, head: next, base: first });
    assert.is(
      plan.policies.some(({ policy }) => policy === 'estate'),
      false,
    );
  });

  test('a node that is named no more: its guests are not known to be gone', async () => {
    const nodes = { pve1: {}, pve2: {} };
    const on = (node: string, guest: object) => ({ node, ...guest });
    const first = smallEstate('1', { web: on('pve1', GUESTS.web), db: on('pve2', GUESTS.db) }, { nodes });
    const host = await appliedHost(first);
    const next = smallEstate('2', { web: on('pve1', GUESTS.web) }, { nodes: { pve1: {} } });
    const { plan } = planFromGit({ kinds, head: next, base: first });
    assert.match(plan.policies.find(({ policy }) => policy === 'nodes')?.text ?? '', 'pve2 is named no more');
    const cluster = inProcessCluster(host);
    const named = async () => {
      const snapshot = await cluster.snapshot();
      return { ...snapshot, nodes: new Map([...snapshot.nodes].filter(([name]) => name === 'pve1')) };
    };
    const { entries } = await live(host, first, next, { ...cluster, snapshot: named });
    assert.equal(
      entries.map(({ item, hold }) => [item.address, item.action, item.seen, hold?.is]),
      [['lxc/db', 'no-op', 'unknown', 'unchanged']],
    );
  });
});
