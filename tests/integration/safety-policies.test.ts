/** No change loosens the guard that it is under: the stricter of the two ends holds for the plan, the steps and the runner. */
import * as assert from 'uvu/assert';
import { makeLivePlan } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const LEAST = {
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};
const GUESTS = { web: { vmid: 101 }, db: { vmid: 102 }, runner: { vmid: 103 } };
const ONLY_WEB = { db: GUESTS.db, runner: GUESTS.runner };

function estate(commit: string, guests: Readonly<Record<string, object>>, settings: object = {}): Estate {
  const files = new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} }, ...settings })],
  ]);
  for (const [name, guest] of Object.entries(guests)) {
    files.set(`lxc/${name}.json`, JSON.stringify({ ...LEAST, ...guest }));
  }
  const made = estateOf(files, { revision: commitOf(commit) });
  assert.equal(made.findings, []);
  return made;
}

async function applied(first: Estate): Promise<MemoryHost> {
  const host = hostFor(first);
  const { report } = await applyTo(host, first, { clock: virtualClock() });
  assert.ok(report.ok, JSON.stringify(report.resources));
  return host;
}

const GUARD = { policies: { retire: '7d', backup: { storage: 'local' }, restarts: { maxParallel: 1 } } };
const LOOSE = { policies: { retire: 0, restarts: { maxParallel: 9 } } };

async function live(host: MemoryHost, parent: Estate, head: Estate) {
  return makeLivePlan({
    kinds,
    head,
    parent,
    tip: head,
    history: historyOf(parent, head),
    cluster: inProcessCluster(host),
    confirmed: false,
    unshown: async () => [],
    allowDestroy: true,
  });
}

describe('safety: policies', (test) => {
  const before = estate('1', GUESTS, GUARD);
  const after = estate('2', ONLY_WEB, LOOSE);

  test('a change that drops retirement and backup is shown as what it will be: a retire, after a backup', () => {
    const { plan } = planFromGit({ kinds, head: after, base: before });
    const [item] = plan.items;
    assert.is(item?.action, 'retire');
    assert.match(item?.notes.join() ?? '', 'a backup goes to local first');
    assert.match(item?.changes[0]?.note ?? '', 'kept for 7');
  });

  test('and that is what its apply does', async () => {
    const host = await applied(before);
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
      const first = estate('1', GUESTS, one);
      const host = await applied(first);
      const next = estate('2', { ...GUESTS, runner: { ...GUESTS.runner, nesting: true } }, two);
      const { entries } = await live(host, first, next);
      assert.equal(
        entries.map(({ item, hold }) => [item.address, hold?.is]),
        [['lxc/runner', 'held']],
      );
    });
  }

  test('nor where its file gets another VMID', async () => {
    const first = estate('1', GUESTS, { runner: 'lxc/runner' });
    const host = await applied(first);
    const next = estate('2', { ...GUESTS, runner: { vmid: 203 } }, { runner: 'lxc/runner' });
    const { entries } = await live(host, first, next);
    assert.equal(Object.fromEntries(entries.map(({ item, hold }) => [item.address, hold?.is ?? 'runs'])), {
      'lxc/runner@103': 'held',
      'lxc/runner': 'runs',
    });
  });
});
