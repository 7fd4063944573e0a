/**
 * What happens beside an apply: the apply of another estate on the same cluster, a guest that somebody starts before it is
 * destroyed, a cluster that loses its quorum, and a disk that fills up, each at every moment that an apply knows.
 */
import * as assert from 'uvu/assert';
import type { ApplyReport } from '../../src/apply/report.ts';
import { makeLivePlan } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { PhoenixError } from '../../src/errors.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster } from '../../src/node/port.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { setQuorum } from '../../src/simulator/power.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyOn, applyTo, hostFor, runPlanned } from '../support/in-process-apply.ts';
import { watched } from '../support/law-cluster.ts';
import { commitOf, guest, historyOf, places, SETTINGS } from '../support/three-nodes.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const quick = () => ({ clock: virtualClock() });

const outcomes = ({ resources }: ApplyReport): Record<string, string> =>
  Object.fromEntries(resources.map(({ address, outcome }) => [address, outcome]));

describe('applies of two estates on one cluster at once', (test) => {
  const ofB = { ...SETTINGS, name: 'other' };

  test('do not hinder each other', async () => {
    const a = commitOf('a', { 'lxc/one.json': guest(101, 'pve1'), 'lxc/two.json': guest(102, 'pve2') });
    const b = commitOf('b', { 'lxc/one.json': guest(201, 'pve1'), 'lxc/two.json': guest(202, 'pve2') }, ofB);
    const host = hostFor(a);
    const both = await Promise.all([applyTo(host, a, quick()), applyTo(host, b, quick())]);
    for (const { report } of both) assert.ok(report.ok, JSON.stringify(outcomes(report)));
    assert.equal(places(host, 'pve1', 'pve2'), { pve1: [101, 201], pve2: [102, 202] });
    assert.equal(host.list('/etc/pve/priv/lock'), []);
  });

  test('that want the same VMID: one gets it, and the other leaves it alone', async () => {
    const a = commitOf('a', { 'lxc/one.json': guest(101, 'pve1') });
    const b = commitOf('b', { 'lxc/other.json': guest(101, 'pve1') }, ofB);
    const host = hostFor(a);
    const both = await Promise.all([applyTo(host, a, quick()), applyTo(host, b, quick())]);
    assert.is(both.filter(({ report }) => report.ok).length, 1);
    const conf = host.read('/etc/pve/nodes/pve1/lxc/101.conf') ?? '';
    assert.match(conf, both[0]?.report.ok ? /hostname: one/ : /hostname: other/);
    const loser = both[0]?.report.ok ? b : a;
    const { report } = await applyTo(host, loser, quick());
    assert.not.ok(Object.values(outcomes(report)).includes('applied'), JSON.stringify(outcomes(report)));
    assert.is(host.read('/etc/pve/nodes/pve1/lxc/101.conf'), conf);
  });
});

describe('a retired guest that somebody starts while it is purged', (test) => {
  const policies = { policies: { retire: 0, retires: { max: 10 } } };
  const first = commitOf('a', { 'lxc/one.json': guest(101, 'pve1', { state: 'running' }) }, { ...SETTINGS });
  const retired = commitOf('b', {}, SETTINGS);
  const due = commitOf('c', {}, { ...SETTINGS, ...policies });

  const purge = (host: MemoryHost) =>
    makeLivePlan({
      kinds,
      head: due,
      parent: null,
      tip: due,
      history: historyOf(first, retired, due),
      cluster: inProcessCluster(host),
      confirmed: true,
      unshown: async () => [],
      purge: true,
    });

  const start = (host: MemoryHost) => {
    const { exit, stderr } = simulate({ host, node: 'pve1', argv: ['pct', 'start', '101'] });
    assert.is(exit, 0, stderr);
  };

  const isThere = (host: MemoryHost) => host.read('/etc/pve/nodes/pve1/lxc/101.conf') !== null;

  for (const [when, strikes] of [
    ['after the plan', null],
    ['after its protection was taken off', 'set'],
  ] as const) {
    test(`stays, and runs: ${when}`, async () => {
      const host = hostFor(first);
      await applyTo(host, first, quick());
      const history = historyOf(first, retired);
      assert.ok((await applyTo(host, retired, { ...quick(), history })).report.ok);
      const live = await purge(host);
      assert.ok(live.entries.some(({ item }) => item.action === 'destroy'));
      if (strikes === null) start(host);
      const cluster = watched(inProcessCluster(host), {
        after: (argv) => {
          if (argv[1] === strikes) start(host);
        },
      });
      const report = await runPlanned(cluster, due, live, quick());
      assert.ok(!report.ok);
      assert.ok(isThere(host), 'it is gone');
      assert.ok(host.read('/.sim/running/101') !== null, 'it was stopped');
    });
  }
});

/** Three guests one after the other, and one beside them. */
const NEXT = commitOf('b', {
  'lxc/one.json': guest(101, 'pve1', { state: 'running', memory: '1G', nesting: true }),
  'lxc/two.json': guest(102, 'pve1', {
    state: 'running',
    rootfs: { storage: 'nas', size: '9G' },
    mounts: { '/data': { storage: 'nas', size: '1G' } },
  }),
  'lxc/three.json': guest(103, 'pve1', { state: 'running', dependsOn: ['lxc/two'] }),
});
const FIRST = commitOf('a', {
  'lxc/one.json': guest(101, 'pve1', { state: 'running' }),
  'lxc/two.json': guest(102, 'pve1', { state: 'running' }),
});
const history = historyOf(FIRST, NEXT);

async function base(): Promise<MemoryHost> {
  const host = hostFor(FIRST);
  assert.ok((await applyTo(host, FIRST, { ...quick(), history })).report.ok);
  return host;
}

const LOCK = '/etc/pve/priv/lock/phoenix-lab';

const isCommand = (argv: readonly string[]) => argv[0] !== 'lxc-ls';

const confs = (host: MemoryHost): string =>
  [...host.files()]
    .flatMap(([path, text]) => (/^\/etc\/pve\/nodes\/.*\.conf$/.test(path) ? [`${path}\n${text}`] : []))
    .toSorted()
    .join('\n')
    .replaceAll(/hwaddr=[0-9A-F:]+|-disk-\d+/g, '');

async function commandsOf(host: MemoryHost, estate: Estate): Promise<number> {
  let count = 0;
  const cluster = watched(inProcessCluster(host), {
    before: (argv) => void (count += isCommand(argv) ? 1 : 0),
  });
  assert.ok((await applyOn(cluster, estate, { ...quick(), history, parallel: 1 })).report.ok);
  return count;
}

describe('a cluster that loses its quorum while an apply runs', (test) => {
  test('gets nothing more sent than what runs and what was stopped, and the next apply goes on', async () => {
    const from = await base();
    const end = from.fork();
    const commands = await commandsOf(end, NEXT);
    assert.ok(commands > 5, String(commands));
    const stopped: string[] = [];
    for (let at = 0; at < commands; at++) {
      const host = from.fork(at);
      let given = 0;
      let refused = 0;
      const cluster = watched(inProcessCluster(host), {
        before: (argv) => {
          if (!isCommand(argv)) return;
          if (given === at) setQuorum(host, false);
          given += 1;
        },
        after: (argv, { exit }) => void (refused += isCommand(argv) && exit !== 0 ? 1 : 0),
      });
      const { report } = await applyOn(cluster, NEXT, { ...quick(), history, parallel: 1 });
      // A command that would change nothing is done all the same, and the start of a container does not say why not.
      const told = report.ok || /quorum|startup for container/.test(JSON.stringify(report.resources));
      assert.ok(told, `${at}: ${JSON.stringify(report.resources)}`);
      if (!report.ok)
        stopped.push(
          ...report.resources.flatMap(({ text }) => (/quorum; the next/.test(text) ? [text] : [])),
        );
      // The command that met it, what was to take it back, and the start of a guest that was stopped for it.
      assert.ok(refused <= 3, `${at}: ${refused} commands were refused`);
      setQuorum(host, true);
      // Nobody could give it back; of a process that has ended it is taken over.
      for (const name of host.list(LOCK)) host.remove(`${LOCK}/${name}`);
      const again = await applyTo(host, NEXT, { ...quick(), history });
      assert.ok(again.report.ok, `${at}: ${JSON.stringify(again.report.resources)}`);
      assert.is(confs(host), confs(end), `${at}`);
    }
    // What does not depend on what met it is not sent into it either.
    assert.ok(stopped.length > 0);
  });
});

/** From its nth line on, the journal cannot be written. */
function withFullDisk(cluster: Cluster, n: number): { cluster: Cluster; lines: () => number } {
  let lines = 0;
  const full = () =>
    new PhoenixError('UNWRITABLE', 'the journal cannot be written on pve1: the disk is full');
  return {
    lines: () => lines,
    cluster: {
      ...cluster,
      node: (name) => {
        const port = cluster.node(name);
        return {
          ...port,
          journal: async (entry) => {
            lines += 1;
            if (lines >= n) throw full();
            await port.journal(entry);
          },
        };
      },
    },
  };
}

describe('a node whose disk gets full while an apply runs', (test) => {
  test('runs nothing that no journal tells of, and the next apply goes on when there is room', async () => {
    const from = await base();
    const end = from.fork();
    await commandsOf(end, NEXT);
    const counted = withFullDisk(inProcessCluster(from.fork()), Infinity);
    await applyOn(counted.cluster, NEXT, { ...quick(), history, parallel: 1 });
    for (let at = 1; at <= counted.lines(); at++) {
      const host = from.fork(at);
      const { cluster: full } = withFullDisk(inProcessCluster(host), at);
      let [begun, ran] = [0, 0];
      const cluster = watched(full, { before: (argv) => void (ran += isCommand(argv) ? 1 : 0) });
      const { report } = await applyOn(cluster, NEXT, { ...quick(), history, parallel: 1 });
      begun = (host.read('/var/lib/phoenix/journal/lab.jsonl') ?? '').split('"event":"begin"').length - 1;
      const before =
        (from.read('/var/lib/phoenix/journal/lab.jsonl') ?? '').split('"event":"begin"').length - 1;
      assert.is(ran, begun - before, `${at}: something ran that no journal tells of`);
      const failed = report.resources.filter(({ outcome }) => outcome === 'failed');
      for (const { text } of failed) assert.match(text, /the disk is full/, `${at}`);
      const again = await applyTo(host, NEXT, { ...quick(), history });
      assert.ok(again.report.ok, `${at}: ${JSON.stringify(again.report.resources)}`);
      assert.is(confs(host), confs(end), `${at}`);
    }
  });
});
