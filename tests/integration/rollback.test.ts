/** A guest whose software fails goes back to what it was: what the plan says of that, what is done, what is reported. */
import * as assert from 'uvu/assert';
import type { ResourceReport } from '../../src/apply/report.ts';
import { guestRoot } from '../../src/simulator/guest-files.ts';
import { confPath, isRunning } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { renderReport, renderTerminal } from '../../src/plan/render/terminal.ts';
import { renderResult } from '../../src/plan/render/result.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { hostFor } from '../support/in-process-apply.ts';
import {
  BROKEN,
  guestFile,
  planOf,
  rollbackEstate,
  settingsFile,
  stateOf,
  type Tried,
  tryApply,
} from '../support/rollback-world.ts';

const fails = () => true;
const V1 = { memory: 512, features: { plain: {} } };
const V2 = { memory: 600, features: { plain: { port: 81 } } };
const BEHIND = { 'lxc/behind.json': { ...guestFile(102), dependsOn: ['lxc/web'] } };

const web = ({ applied }: Tried): ResourceReport => {
  const found = applied.report.resources.find(({ address }) => address === 'lxc/web');
  if (!found) throw new Error('lxc/web is not in the report');
  return found;
};

/** The state without what only says that something was tried. */
const untold = (text: string) => text.replace(/,"undone"%3A"[^"]*"/, '');

const verbs = ({ commands }: Tried) =>
  commands.filter((line) => / 101 ?/.test(line)).map((line) => line.split(' ')[1]);

const has = (host: MemoryHost, path: string) => host.read(`${guestRoot(101)}${path}`) !== null;

/** The guest as its first file says. */
async function made(first: object = V1, next: object = V2) {
  const [one, two] = [rollbackEstate('1', first), rollbackEstate('2', next)];
  const host = hostFor(two);
  assert.ok((await tryApply(host, [one])).applied.report.ok);
  return { host, one, two };
}

describe('an upgrade that fails', (test) => {
  test('goes back with all that changed beside it, and says so', async () => {
    const { host, one } = await made();
    const two = rollbackEstate('2', V2, BEHIND);
    const before = stateOf(host);
    const tried = await tryApply(host, [one, two], { fails });
    assert.equal(untold(stateOf(host)), before);
    assert.not(has(host, BROKEN));
    assert.equal(verbs(tried), ['set', 'snapshot', 'set', 'exec', 'rollback', 'start', 'set', 'delsnapshot']);
    const { outcome, text, rollback } = web(tried);
    assert.is(outcome, 'failed');
    assert.equal(rollback, { is: 'done', now: 'plain 1.0.0, running' });
    assert.match(text, /exit code 3; rolled back: as before, plain 1\.0\.0, running$/);
    assert.not(tried.applied.report.ok);
    assert.is(host.read(confPath('pve1', 102)), null, 'what depends on it was made');
  });

  test('is shown as tried, and goes through when its cause is mended', async () => {
    const { host, one, two } = await made();
    await tryApply(host, [one, two], { fails });
    const { plan } = await planOf(host, [one, two]);
    assert.equal(plan.items[0]?.rollback, { is: 'snapshot' });
    const shown = renderTerminal(plan, { color: false, columns: 120, root: 'configs' });
    assert.match(shown, /if its software fails, it stops and all of this is rolled back/);
    assert.match(shown, /tried on .* UTC, failed, and was rolled back/);
    const again = await tryApply(host, [one, two]);
    assert.is(web(again).outcome, 'applied', web(again).text);
    assert.equal(verbs(again), ['set', 'snapshot', 'set', 'exec', 'set', 'delsnapshot']);
    assert.match(stateOf(host), /memory: 600/);
    assert.not.match(stateOf(host), /undone|phoenix-before|owed/);
    assert.equal((await planOf(host, [one, two])).plan.items, []);
  });

  test('reads so in the terminal and in the comment', async () => {
    const { host, one, two } = await made();
    const { report } = (await tryApply(host, [one, two], { fails })).applied;
    assert.match(
      renderReport(report, { color: false, columns: 120 }),
      /✗ lxc\/web .*install ended with exit code 3; rolled back: as before, plain 1\.0\.0, running/,
    );
    const where = { repository: null, revision: null, server: '', run: null, root: 'configs', summary: null };
    const comment = renderResult(report, where as unknown as Parameters<typeof renderResult>[1]);
    assert.match(comment, /failed: install plain; rolled back/);
    assert.match(comment, /\*\*Rolled back:\*\* it is as it was before: plain 1\.0\.0, running\./);
    assert.not.match(comment, /what was done stays/);
  });

  test('of its health takes it back, too', async () => {
    const health = { up: { exec: ['true'], within: '20s' } };
    const { host, one } = await made({ ...V1, health });
    const two = rollbackEstate('2', { ...V2, health });
    const before = stateOf(host);
    const tried = await tryApply(host, [one, two], { healthy: () => false });
    assert.match(web(tried).text, /check health up: .*not healthy.*; rolled back/);
    assert.equal(untold(stateOf(host)), before);
  });

  test('with a restart that is due anyway: the snapshot is taken while it is down', async () => {
    const { host, one, two } = await made(V1, { ...V2, nesting: true });
    const before = stateOf(host);
    const tried = await tryApply(host, [one, two], { fails });
    assert.equal(verbs(tried).slice(0, 6), ['set', 'shutdown', 'snapshot', 'set', 'start', 'exec']);
    assert.equal(untold(stateOf(host)), before);
    assert.is((await planOf(host, [one, two])).plan.items[0]?.downtime, 6);
  });

  test('of a guest that was to start: it is stopped again', async () => {
    const { host, one, two } = await made({ memory: 512, state: 'stopped' });
    const before = stateOf(host);
    assert.not(isRunning(host, 101));
    const tried = await tryApply(host, [one, two], { fails });
    assert.equal(verbs(tried).slice(0, 5), ['set', 'snapshot', 'set', 'start', 'exec']);
    assert.is(web(tried).rollback?.is, 'done', web(tried).text);
    assert.equal(untold(stateOf(host)), before);
  });

  test('of a guest that was to stop: it runs again', async () => {
    const { host, one, two } = await made(V1, { ...V2, state: 'stopped' });
    const before = stateOf(host);
    const tried = await tryApply(host, [one, two], { fails });
    assert.equal(verbs(tried).slice(0, 3), ['set', 'snapshot', 'exec']);
    assert.equal(untold(stateOf(host)), before);
    assert.ok((await tryApply(host, [one, two])).applied.report.ok);
    assert.not(isRunning(host, 101));
  });

  test('of a start: a guest that does not come up is what it was', async () => {
    const { host, one, two } = await made(V1, { ...V2, nesting: true });
    const before = stateOf(host);
    const broken = { kind: 'fail', message: 'it does not come up' } as const;
    setFaults(host, [{ command: 'pct start', at: 'begin', do: broken }]);
    const tried = await tryApply(host, [one, two]);
    assert.match(web(tried).text, /^start: .*it does not come up; rolled back/);
    assert.equal(untold(stateOf(host)), before);
  });

  test('and a rollback that fails: the snapshot stays, and the next apply goes on', async () => {
    const { host, one, two } = await made();
    const broken = { kind: 'fail', message: 'the pool is suspended' } as const;
    setFaults(host, [{ command: 'pct rollback', at: 'begin', do: broken }]);
    const tried = await tryApply(host, [one, two], { fails });
    assert.equal(web(tried).rollback?.is, 'failed');
    assert.match(web(tried).text, /could not be rolled back: roll back .*: .*the pool is suspended/);
    assert.match(stateOf(host), /\[phoenix-before\]/);
    const again = await tryApply(host, [one, two], { fails });
    assert.not(verbs(again).includes('snapshot'));
    assert.is(web(again).rollback?.is, 'done', web(again).text);
    assert.not.match(stateOf(host), /phoenix-before/);
    assert.not(has(host, BROKEN));
  });

  test('takes back what waits for a restart that nobody makes, too', async () => {
    const { host, one } = await made();
    const manual = { 'phoenix.json': settingsFile({ restarts: { when: 'manual' } }) };
    const two = rollbackEstate('2', { ...V2, nesting: true }, manual);
    const before = stateOf(host);
    const tried = await tryApply(host, [one, two], { fails });
    assert.equal(verbs(tried).slice(0, 4), ['set', 'snapshot', 'set', 'exec']);
    assert.equal(untold(stateOf(host)), before);
    assert.ok((await tryApply(host, [one, two])).applied.report.ok);
    assert.match(stateOf(host), /\[pve:pending\]\nfeatures: nesting=1/);
    assert.not.match(stateOf(host), /phoenix-before/);
  });

  test('nothing goes back over what somebody else has just written', async () => {
    const { host, one, two } = await made();
    const tried = await tryApply(host, [one, two], {
      fails: () => {
        simulate({ host, node: 'pve1', argv: ['pct', 'set', '101', '--cores', '2'] });
        return true;
      },
    });
    assert.ok(web(tried).rollback, web(tried).text);
    assert.is(web(tried).rollback?.is, 'failed', web(tried).text);
    assert.match(web(tried).text, /could not be rolled back: .*someone else changed it/);
    assert.match(stateOf(host), /cores: 2/);
    // The next apply goes on, and the first snapshot is still the way back.
    const again = await tryApply(host, [one, two]);
    assert.not(verbs(again).includes('snapshot'));
    assert.ok(again.applied.report.ok, web(again).text);
    assert.not.match(stateOf(host), /phoenix-before|owed/);
  });

  test('a guest without a way back stays as the failure left it', async () => {
    const { host, one } = await made();
    const two = rollbackEstate('2', { ...V2, rollback: 'off' });
    const tried = await tryApply(host, [one, two], { fails });
    assert.not(web(tried).rollback);
    assert.ok(has(host, BROKEN));
    assert.equal(verbs(tried), ['set', 'exec']);
  });
});

describe('what an apply that went through leaves', (test) => {
  test('no snapshot, and one that was left is deleted by the next apply', async () => {
    const { host, one, two } = await made();
    const death = { at: 6, when: 'before' } as const;
    const cut = await tryApply(host, [one, two], { death });
    assert.equal(verbs(cut), ['set', 'snapshot', 'set', 'exec', 'set']);
    assert.match(stateOf(host), /\[phoenix-before\]/);
    const { plan } = await planOf(host, [one, two]);
    assert.equal(
      plan.items[0]?.changes.map(({ note }) => note),
      ['what an earlier apply left is deleted'],
    );
    assert.equal(plan.items[0]?.cover, [{ is: 'covered' }]);
    const after = await tryApply(host, [one, two], { run: 'second', fails });
    assert.ok(after.applied.report.ok, web(after).text);
    assert.not.match(stateOf(host), /phoenix-before|owed/);
    assert.equal((await planOf(host, [one, two])).plan.items, []);
  });

  test("somebody else's snapshot of that name stands in the way, and stays", async () => {
    const { host, one, two } = await made();
    simulate({ host, node: 'pve1', argv: ['pct', 'snapshot', '101', 'phoenix-before'] });
    const tried = await tryApply(host, [one, two], { fails });
    const item = tried.applied.live.plan.items[0];
    assert.equal(item?.rollback, { is: 'none', why: "somebody else's snapshot is called phoenix-before" });
    assert.match(stateOf(host), /\[phoenix-before\]/);
    assert.ok(has(host, BROKEN));
  });

  test('an old snapshot is no way back: nobody knows what was written since', async () => {
    const { host, one, two } = await made();
    await tryApply(host, [one, two], { death: { at: 4, when: 'before' } });
    assert.match(stateOf(host), /\[phoenix-before\]/);
    const path = confPath('pve1', 101);
    const old = (host.read(path) ?? '').replace(/^snaptime: .*$/m, `snaptime: ${host.now() / 1000 - 90_000}`);
    host.write(path, old);
    const again = await tryApply(host, [one, two], { run: 'second' });
    assert.equal(verbs(again).slice(0, 3), ['delsnapshot', 'set', 'snapshot']);
    assert.ok(again.applied.report.ok, web(again).text);
  });
});
