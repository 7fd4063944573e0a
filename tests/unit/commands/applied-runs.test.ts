/** What nodes tell of one resource: its marker, and the runs of its journals. */
import * as assert from 'uvu/assert';
import { type Applied, appliedOf } from '../../../src/commands/applied-runs.ts';
import { estateId } from '../../../src/commands/live-plan.ts';
import { readsOf } from '../../../src/kinds/reads.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { inProcessCluster } from '../../../src/node/in-process.ts';
import { journalLine, journalPath } from '../../../src/node/journal.ts';
import type { JournalEntry } from '../../../src/node/port.ts';
import { applyTo } from '../../support/in-process-apply.ts';
import { describe } from '../../support/describe.ts';
import { appliedHost, smallEstate } from '../../support/small-estate.ts';
import { commitOf } from '../../support/law-estate.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

const one = smallEstate('1', { web: { vmid: 101 }, db: { vmid: 102 } });
const two = smallEstate('2', { web: { vmid: 101, memory: 2048 }, db: { vmid: 102 } });

async function asked(more: readonly Partial<JournalEntry>[] = []): Promise<Applied> {
  const host = await appliedHost(one);
  await applyTo(host, two, { clock: virtualClock(), run: 'second' });
  const path = journalPath(estateId(two));
  const own = { at: '2999-01-01T00:00:00.000Z', run: 'third', estate: estateId(two), stepId: 's', vmid: 101 };
  const lines = more.map((line) => journalLine({ ...own, event: 'begin', address: 'lxc/web', ...line }));
  host.write(path, `${host.read(path) ?? ''}${lines.join('')}cut off in the mid`);
  const snapshot = await inProcessCluster(host).snapshot({ reads: readsOf(kinds) });
  const names = new Set(['lxc/web']);
  return appliedOf({ snapshot, estate: estateId(two), env: null, id: 'vmid:101', names });
}

const gist = ({ runs }: Applied) => runs.map(({ run, outcome, step }) => [run, outcome, step]);

describe('what nodes tell of a resource', (test) => {
  test('is the commit in its marker, and its own runs, newest first', async () => {
    const found = await asked();
    assert.equal(found.state, { node: 'pve1', commit: commitOf('2'), retired: null });
    assert.equal(gist(found), [
      ['second', 'done', null],
      ['test', 'done', null],
    ]);
    assert.equal(found.silent, []);
  });

  test('a step that failed and was not done again is told of, and so is one that nobody ended', async () => {
    const ended = { event: 'end', exit: 255, message: 'no space left' } as const;
    assert.equal(gist(await asked([{}, ended]))[0], ['third', 'failed', 's']);
    assert.is((await asked([{}, ended])).runs[0]?.message, 'no space left');
    assert.equal(gist(await asked([{}, ended, {}, { event: 'end', exit: 0 }]))[0], ['third', 'done', null]);
    assert.equal(gist(await asked([{}]))[0], ['third', 'open', 's']);
  });

  test('lines of others, other estates and other names are not its own', async () => {
    assert.is(gist(await asked([{ estate: 'other' }, { address: 'lxc/db' }]))[0]?.[0], 'second');
  });
});
