/** Clusters of which a part fails: the rest goes on, what failed is said, and the next apply brings the same end. */
import * as assert from 'uvu/assert';
import type { ApplyReport } from '../../src/apply/report.ts';
import { onlyOn, waitsForOthers } from '../../src/commands/only-on.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { runningGuests } from '../../src/simulator/guests.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { failNode, recoverNode, setQuorum } from '../../src/simulator/power.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyTo, hostFor, livePlanOf, runPlanned } from '../support/in-process-apply.ts';
import { commitOf, guest, historyOf, places } from '../support/three-nodes.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const outcomes = ({ resources }: ApplyReport): Record<string, string> =>
  Object.fromEntries(resources.map(({ address, outcome }) => [address, outcome]));

const quick = () => ({ clock: virtualClock() });

const three = commitOf('a', {
  'lxc/one.json': guest(101, 'pve1'),
  'lxc/two.json': guest(102, 'pve2'),
  'lxc/three.json': guest(103, 'pve3', { dependsOn: ['lxc/two'] }),
});

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => `${String(error)} / ${(error as { hint?: string }).hint}`,
  );

describe('a node that goes down', (test) => {
  test('in the middle of an apply takes only its steps and what needs them with it', async () => {
    const host = hostFor(three);
    const onRun = (node: string, argv: readonly string[]) => {
      if (node === 'pve2' && argv[1] === 'create') failNode(host, 'pve2');
    };
    const { report } = await applyTo(host, three, { ...quick(), onRun });
    assert.equal(outcomes(report), { 'lxc/one': 'applied', 'lxc/three': 'skipped', 'lxc/two': 'failed' });
    recoverNode(host, 'pve2');
    const again = await applyTo(host, three, quick());
    assert.ok(again.report.ok, JSON.stringify(outcomes(again.report)));
    assert.equal(places(host, 'pve1', 'pve2', 'pve3'), { pve1: [101], pve2: [102], pve3: [103] });
    assert.equal(runningGuests(host), [101, 102, 103]);
    assert.equal((await livePlanOf(three, inProcessCluster(host))).plan.items, []);
  });

  test('and is the first one of the estate leaves the lock and the files to the others', async () => {
    const host = hostFor(three);
    await applyTo(host, three, quick());
    failNode(host, 'pve1');
    const changed = commitOf('b', {
      'lxc/one.json': guest(101, 'pve1', { memory: '1G' }),
      'lxc/two.json': guest(102, 'pve2', { memory: '1G' }),
      'lxc/three.json': guest(103, 'pve3'),
    });
    const history = historyOf(three, changed);
    const { report, live } = await applyTo(host, changed, { ...quick(), history });
    assert.equal(outcomes(report)['lxc/two'], 'applied');
    const one = live.plan.items.find(({ address }) => address === 'lxc/one');
    assert.is(one?.seen, 'unknown');
    assert.match(one?.notes.join() ?? '', /pve1 cannot be reached: the simulated node pve1 is down/);
    recoverNode(host, 'pve1');
    simulate({ host, node: 'pve1', argv: ['pct', 'start', '101'] });
    const again = await applyTo(host, changed, { ...quick(), history });
    assert.equal(outcomes(again.report)['lxc/one'], 'applied');
    assert.equal(
      (await livePlanOf(changed, inProcessCluster(host), { history })).plan.items.map(({ action }) => action),
      [],
    );
  });

  test('while it has the guests of nobody else is no reason to stop', async () => {
    const host = hostFor(three);
    failNode(host, 'pve3');
    const { report } = await applyTo(host, three, quick());
    assert.equal(outcomes(report)['lxc/one'], 'applied');
    assert.equal(outcomes(report)['lxc/two'], 'applied');
    assert.not.equal(outcomes(report)['lxc/three'], 'applied');
  });
});

describe('a cluster without quorum', (test) => {
  test('is planned for, and nothing of it is changed', async () => {
    const host = hostFor(three);
    failNode(host, 'pve2');
    failNode(host, 'pve3');
    setQuorum(host, false);
    const cluster = inProcessCluster(host);
    const said = await failure(cluster.lock('lab', 'the test'));
    assert.match(said, /the cluster has no quorum: pve2, pve3 are away, so nothing can be changed/);
    assert.match(said, /plans and status work meanwhile/);
    const { plan } = await livePlanOf(three, cluster);
    assert.ok(plan.items.length > 0);
    assert.match(await failure(applyTo(host, three, quick())), /no quorum/);
    assert.equal(places(host, 'pve1'), { pve1: [] });
  });
});

describe('a guest that shall be on another node', (test) => {
  const before = commitOf('a', { 'lxc/web.json': guest(101, 'pve1') });
  const after = commitOf('b', { 'lxc/web.json': guest(101, 'pve2') });
  const history = historyOf(before, after);

  test('is moved', async () => {
    const host = hostFor(before);
    await applyTo(host, before, { ...quick(), history });
    const { report, live } = await applyTo(host, after, { ...quick(), history });
    assert.equal(
      live.plan.items.map(({ action }) => action),
      ['migrate'],
    );
    assert.ok(report.ok);
    assert.equal(places(host, 'pve1', 'pve2'), { pve1: [], pve2: [101] });
    assert.equal(runningGuests(host), [101]);
    assert.equal((await livePlanOf(after, inProcessCluster(host), { history })).plan.items, []);
  });

  for (const at of ['begin', 'migrate:locked', 'migrate:copying']) {
    test(`stays, whole, where Proxmox refuses it (${at}), and goes when it does no more`, async () => {
      const local = { rootfs: { storage: 'local-zfs', size: '8G' } };
      const [here, there] = [
        commitOf('a', { 'lxc/web.json': guest(101, 'pve1', local) }),
        commitOf('b', { 'lxc/web.json': guest(101, 'pve2', local) }),
      ];
      const options = () => ({ ...quick(), history: historyOf(here, there) });
      const host = hostFor(here);
      await applyTo(host, here, options());
      setFaults(host, [{ command: 'pct migrate', at, do: { kind: 'fail', message: 'no route to pve2' } }]);
      const { report } = await applyTo(host, there, options());
      assert.equal(outcomes(report), { 'lxc/web': 'failed' });
      assert.match(JSON.stringify(report.resources), /no route to pve2/);
      assert.equal(places(host, 'pve1', 'pve2'), { pve1: [101], pve2: [] });
      assert.equal(runningGuests(host), [101]);
      assert.not.match(host.read('/etc/pve/nodes/pve1/lxc/101.conf') ?? '', /^lock:/m);
      assert.ok((await applyTo(host, there, options())).report.ok);
      assert.equal(places(host, 'pve1', 'pve2'), { pve1: [], pve2: [101] });
      assert.equal(
        (await livePlanOf(there, inProcessCluster(host), { history: historyOf(here, there) })).plan.items,
        [],
      );
    });
  }

  test('is not asked for where that node is down', async () => {
    const host = hostFor(before);
    await applyTo(host, before, { ...quick(), history });
    failNode(host, 'pve2');
    const { live } = await applyTo(host, after, { ...quick(), history });
    const [change] = live.plan.items.flatMap(({ changes }) => changes);
    assert.is(change?.effect, 'impossible');
    assert.match(change?.note ?? '', /pve2 cannot be reached/);
    assert.equal(places(host, 'pve1', 'pve2'), { pve1: [101], pve2: [] });
  });
});

describe('a guest of HA', (test) => {
  const files = (node: string, more: object = {}) => ({
    'lxc/db.json': guest(101, node, more),
    'ha/db.json': { guest: 'lxc/db', max_restart: 2 },
    'ha-rule/home.json': { type: 'node-affinity', resources: ['ha/db'], nodes: { pve1: 2, pve3: 1 } },
  });
  const before = commitOf('a', files('pve1'));
  const ran = (argvs: readonly (readonly string[])[]) => argvs.map((argv) => argv.slice(0, 3).join(' '));

  test('is started, stopped and moved by its manager, which is waited for', async () => {
    const moved = commitOf('b', files('pve3'));
    const stopped = commitOf('c', files('pve3', { state: 'stopped' }));
    const gone = commitOf('d', { 'lxc/db.json': guest(101, 'pve3', { state: 'stopped' }) });
    const history = historyOf(before, moved, stopped, gone);
    const host = hostFor(before);
    const argvs: (readonly string[])[] = [];
    const onRun = (_: string, argv: readonly string[]) => void argvs.push(argv);
    const options = () => ({ ...quick(), history, onRun });
    assert.ok((await applyTo(host, before, options())).report.ok);
    for (const [estate, command] of [
      [moved, 'ha-manager crm-command migrate'],
      [stopped, 'ha-manager set ct:101'],
      [gone, 'ha-manager remove ct:101'],
    ] as const) {
      const { report } = await applyTo(host, estate, options());
      assert.ok(report.ok, JSON.stringify(report.resources));
      assert.ok(ran(argvs).includes(command), command);
      assert.equal((await livePlanOf(estate, inProcessCluster(host), { history })).plan.items, []);
    }
    assert.not.ok(ran(argvs).some((line) => /^pct (?:stop|shutdown|migrate)/.test(line)));
    assert.equal(places(host, 'pve1', 'pve3'), { pve1: [], pve3: [101] });
    assert.equal(runningGuests(host), []);
    assert.is(host.read('/etc/pve/ha/resources.cfg')?.trim(), '');
    assert.is(host.read('/etc/pve/ha/rules.cfg')?.trim(), '');
  });

  test('that HA moved by itself is followed, and nothing is moved back', async () => {
    const host = hostFor(before);
    const history = historyOf(before);
    await applyTo(host, before, { ...quick(), history });
    failNode(host, 'pve1');
    const cluster = inProcessCluster(host);
    for (let round = 0; round < 3; round += 1) await cluster.snapshot();
    assert.equal(places(host, 'pve1', 'pve3'), { pve1: [], pve3: [101] });
    assert.equal(runningGuests(host), [101]);
    recoverNode(host, 'pve1');
    const { plan } = await livePlanOf(before, cluster, { history });
    assert.match(
      plan.items.flatMap(({ notes }) => notes).join(),
      /it is on pve3, the file says pve1: followed, not moved/,
    );
    assert.equal(
      plan.items.flatMap(({ changes }) => changes),
      [],
    );
  });

  test('that somebody else has put under HA is told, and not touched', async () => {
    const host = hostFor(before);
    const history = historyOf(before);
    const bare = commitOf('a', { 'lxc/db.json': guest(101, 'pve1') });
    await applyTo(host, bare, { ...quick(), history });
    host.write('/etc/pve/ha/resources.cfg', 'ct: 101\n\tstate started\n\tmax_restart 9\n');
    const { report, live } = await applyTo(host, before, { ...quick(), history });
    assert.match(live.plan.items.flatMap(({ notes }) => notes).join(), /made by somebody else/);
    assert.match(host.read('/etc/pve/ha/resources.cfg') ?? '', /max_restart 9/);
    assert.not.equal(outcomes(report)['ha/db'], 'applied');
  });
});

describe('a lock that somebody else holds', (test) => {
  test('of a guest is waited for by its steps alone, and the next apply finishes them', async () => {
    const changed = commitOf('b', {
      'lxc/one.json': guest(101, 'pve1', { memory: '1G' }),
      'lxc/two.json': guest(102, 'pve2', { memory: '1G' }),
      'lxc/three.json': guest(103, 'pve3', { memory: '1G' }),
    });
    const history = historyOf(three, changed);
    const host = hostFor(three);
    await applyTo(host, three, { ...quick(), history });
    const free = host.hold('/run/lock/lxc/pve-config-102.lock');
    const { report } = await applyTo(host, changed, { ...quick(), history });
    assert.equal(outcomes(report), { 'lxc/one': 'applied', 'lxc/three': 'applied', 'lxc/two': 'failed' });
    free();
    const again = await applyTo(host, changed, { ...quick(), history });
    assert.equal(outcomes(again.report), { 'lxc/two': 'applied' });
    assert.equal((await livePlanOf(changed, inProcessCluster(host), { history })).plan.items, []);
  });

  test('of the estate goes from one who waits to the next, in the order in which they came', async () => {
    const host = hostFor(three);
    const cluster = inProcessCluster(host);
    const order: string[] = [];
    const held = await cluster.lock('lab', 'first');
    const take = async (who: string) => {
      const lock = await inProcessCluster(host).lock('lab', who, 60_000);
      order.push(who);
      await lock.release();
    };
    const waiting: Promise<void>[] = [];
    for (const who of ['second', 'third', 'fourth']) {
      waiting.push(take(who));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.match(await failure(cluster.lock('lab', 'late')), /is awaited by second, who came first/);
    await held.release();
    await Promise.all(waiting);
    assert.equal(order, ['second', 'third', 'fourth']);
    assert.equal(host.list('/etc/pve/priv/lock'), []);
  });
});

describe('an apply of one node', (test) => {
  test('leaves the rest to others, holds what needs it, and finishes when that is made', async () => {
    const host = hostFor(three);
    const cluster = inProcessCluster(host);
    const turn = async (node: string) => {
      const { live, left } = onlyOn(await livePlanOf(three, cluster), node);
      return { report: await runPlanned(cluster, three, live, { clock: virtualClock() }), left };
    };
    const first = await turn('pve3');
    assert.ok(waitsForOthers(first.report));
    assert.equal(
      [...first.left],
      [
        ['lxc/one', 'pve1'],
        ['lxc/two', 'pve2'],
      ],
    );
    const why = JSON.stringify(first.report.resources);
    assert.match(why, /lxc\/two is not made: left to the apply on pve2/);
    assert.equal(places(host, 'pve1', 'pve2', 'pve3'), { pve1: [], pve2: [], pve3: [] });
    for (const node of ['pve1', 'pve2', 'pve3']) {
      const { report } = await turn(node);
      assert.ok(report.ok && !waitsForOthers(report), node);
    }
    assert.equal(places(host, 'pve1', 'pve2', 'pve3'), { pve1: [101], pve2: [102], pve3: [103] });
    assert.equal((await livePlanOf(three, cluster)).plan.items, []);
  });

  test('that sees no other node does not make what needs a guest of one', async () => {
    const host = hostFor(three);
    failNode(host, 'pve2');
    const { report } = await applyTo(host, three, quick());
    assert.equal(outcomes(report)['lxc/three'], 'skipped');
    assert.match(
      JSON.stringify(report.resources),
      /lxc\/two is not made yet: the node pve2 cannot be reached/,
    );
  });
});
