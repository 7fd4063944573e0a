/** What git cannot tell is neither permission nor absence: commits that are not in the clone, and files that say nothing. */
import * as assert from 'uvu/assert';
import { type LivePlanInput, makeLivePlan } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { historyOf } from '../support/law-estate.ts';
import { appliedHost, smallEstate, uncheckedEstate } from '../support/small-estate.ts';

const WEB = { vmid: 101, nesting: true };
const DB = { vmid: 102 };

async function look(host: MemoryHost, head: Estate, more: Partial<LivePlanInput>) {
  const { entries } = await makeLivePlan({
    kinds,
    head,
    parent: null,
    tip: head,
    history: historyOf(head),
    cluster: inProcessCluster(host),
    confirmed: false,
    unshown: async () => [],
    ...more,
  });
  return entries.map(({ item, hold }) => ({
    what: `${item.action} ${item.address} ${hold?.is ?? 'runs'}`,
    notes: item.notes.join(' '),
  }));
}

const whats = (entries: readonly { readonly what: string }[]) => entries.map(({ what }) => what);

describe('safety: what git does not know', (test) => {
  const one = smallEstate('1', { web: WEB, db: DB });

  test('an old clone retires nothing that newer commits made, where nobody is asked', async () => {
    const host = await appliedHost(one);
    const old = smallEstate('9', { db: DB });
    const entries = await look(host, old, { confirmed: true, blind: true });
    assert.equal(whats(entries), ['retire lxc/web held']);
  });

  test('where somebody is asked, he is told what it may mean', async () => {
    const host = await appliedHost(one);
    const old = smallEstate('9', { db: DB });
    const [web, ...more] = await look(host, old, { confirmed: true });
    assert.equal([web?.what, more], ['retire lxc/web runs', []]);
    assert.match(web?.notes ?? '', 'the commit 1111111, which is not in the history of these files');
  });

  test('an estate of the same name in another repository keeps its hands off', async () => {
    const host = await appliedHost(one);
    const entries = await look(host, smallEstate('9', { mine: { vmid: 900 } }), {
      confirmed: true,
      blind: true,
    });
    assert.equal(whats(entries), ['retire lxc/db held', 'retire lxc/web held', 'create lxc/mine runs']);
  });

  test('a file that this version cannot read any more covers no drift', async () => {
    const host = await appliedHost(one);
    simulate({ host, node: 'pve1', argv: ['pct', 'set', '101', '--features', 'fuse=1'], runtime: null });
    simulate({ host, node: 'pve1', argv: ['pct', 'reboot', '101'], runtime: null });
    const unreadable = uncheckedEstate('1', { web: { ...WEB, vmid: 'once a number' }, db: DB });
    const two = smallEstate('2', { web: WEB, db: { ...DB, memory: 256 } });
    const entries = await look(host, two, { history: historyOf(unreadable, two) });
    assert.equal(whats(entries).toSorted(), ['update lxc/db runs', 'update lxc/web drift']);
  });

  test('a file that came by no commit was shown to nobody', async () => {
    const host = await appliedHost(one);
    const two = smallEstate('2', { web: WEB, db: DB, new: { vmid: 103 } });
    const history = { ...historyOf(one, two), commitsSince: async () => [] };
    assert.equal(whats(await look(host, two, { history })), ['create lxc/new held']);
  });
});
