/**
 * An old run that is started again, or one that waited in the queue while the branch went on, never takes back what the
 * branch says now: not even where its own work was never done.
 */
import * as assert from 'uvu/assert';
import { makeLivePlan } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { historyOf } from '../support/law-estate.ts';
import { appliedHost, smallEstate } from '../support/small-estate.ts';

const WEB = { vmid: 101, memory: 512 };
const DB = { vmid: 102, memory: 512 };

/** What a run of `head` may do while the branch is at `tip`: each change with its verdict. */
async function verdicts(host: MemoryHost, head: Estate, tip: Estate, all: readonly Estate[]) {
  const { entries } = await makeLivePlan({
    kinds,
    head,
    parent: null,
    tip,
    history: historyOf(...all),
    cluster: inProcessCluster(host),
    confirmed: false,
    unshown: async () => [],
  });
  return Object.fromEntries(
    entries.map(({ item, hold }) => [`${item.action} ${item.address}`, hold ? hold.is : 'runs']),
  );
}

describe('safety: old runs', (test) => {
  const cases: readonly [
    what: string,
    first: object,
    head: Readonly<Record<string, object>>,
    tip: Readonly<Record<string, object>>,
    want: object,
  ][] = [
    [
      'a removal that the branch took back retires nothing',
      {},
      { db: DB },
      { web: WEB, db: DB },
      { 'retire lxc/web': 'held' },
    ],
    [
      'a replacement that the branch took back destroys nothing',
      {},
      { web: { ...WEB, generation: 2 }, db: DB },
      { web: WEB, db: DB },
      { 'replace lxc/web': 'held' },
    ],
    [
      'a value that the branch changed again is left to its newest run',
      {},
      { web: { ...WEB, memory: 1024 }, db: DB },
      { web: { ...WEB, memory: 2048 }, db: DB },
      { 'update lxc/web': 'held' },
    ],
    [
      'a guest that the branch removed since is neither changed nor started',
      { state: 'stopped' },
      { web: { ...WEB, memory: 1024 }, db: DB },
      { db: DB },
      { 'update lxc/web': 'held' },
    ],
    [
      'a new guest that the branch dropped is not made',
      {},
      { web: WEB, db: DB, new: { vmid: 103 } },
      { web: WEB, db: DB },
      { 'create lxc/new': 'held' },
    ],
    [
      'what the branch still says runs',
      {},
      { web: { ...WEB, memory: 1024 }, new: { vmid: 103 } },
      { web: { ...WEB, memory: 1024 }, new: { vmid: 103 }, more: { vmid: 104 } },
      { 'retire lxc/db': 'runs', 'update lxc/web': 'runs', 'create lxc/new': 'runs' },
    ],
  ];
  for (const [what, more, head, tip, want] of cases) {
    test(what, async () => {
      const one = smallEstate('1', { web: { ...WEB, ...more }, db: DB });
      const host = await appliedHost(one);
      const [two, three] = [smallEstate('2', head), smallEstate('3', tip)];
      assert.equal(await verdicts(host, two, three, [one, two, three]), want);
    });
  }
});
