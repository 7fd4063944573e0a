/** A rebuild that dies at any command, or whose command is killed inside: the next apply finishes what was begun of it. */
import * as assert from 'uvu/assert';
import { type LivePlanInput, makeLivePlan } from '../../src/commands/live-plan.ts';
import { moves } from '../../src/commands/rebuild.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster } from '../../src/node/port.ts';
import { readFaults, setFaults } from '../../src/simulator/faults.ts';
import { confPath } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor, runPlanned } from '../support/in-process-apply.ts';
import { type Death, mortal } from '../support/law-cluster.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

function estate(commit: string, timezone: string): Estate {
  const files = {
    'phoenix.json': {
      name: 'lab',
      nodes: { pve1: { storages: { tank: { type: 'zfspool' } } } },
      layers: { vmids: [9000, 9009] },
    },
    'layer/base.json': { ostemplate: ARCHIVE, rootfs: { storage: 'tank', size: '4G' }, timezone },
    'lxc/one.json': { vmid: 101, clone: 'layer/base', memory: 512 },
    'lxc/off.json': { vmid: 102, clone: 'layer/base', state: 'stopped' },
  };
  const made = estateOf(
    new Map(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)])),
    {
      revision: commitOf(commit),
    },
  );
  assert.equal(made.findings, []);
  return made;
}

const [old, next, reverted] = [estate('1', 'UTC'), estate('2', 'Europe/Vienna'), estate('3', 'UTC')];
const NAMED = new Set(['lxc/one', 'lxc/off']);

/** Both guests on the first content of the layer; the second is built. */
async function prepared(): Promise<MemoryHost> {
  const host = hostFor(old);
  for (const [head, history] of [
    [old, historyOf(old)],
    [next, historyOf(old, next)],
  ] as const) {
    const { report } = await applyOn(inProcessCluster(host), head, { history, clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources));
  }
  return host;
}

async function rebuild(cluster: Cluster, host: MemoryHost): Promise<void> {
  const input: LivePlanInput = {
    kinds,
    head: next,
    parent: null,
    tip: next,
    history: historyOf(old, next),
    cluster,
    confirmed: true,
    unshown: async () => [],
    asked: NAMED,
    rebuild: NAMED,
  };
  const live = moves(await makeLivePlan(input), [...NAMED]);
  await runPlanned(cluster, next, live, { run: 'rebuild', parallel: 1, clock: virtualClock(host.now()) });
}

interface After {
  readonly given: number;
  readonly unwell: string;
}

async function apply(host: MemoryHost, run: string, head: Estate = next): Promise<After> {
  const { cluster, given } = mortal(inProcessCluster(host), null);
  const options = {
    history: historyOf(old, next, reverted),
    parallel: 1,
    clock: virtualClock(host.now()),
    run,
  };
  const { report } = await applyOn(cluster, head, options);
  const unwell = report.resources.filter(({ outcome }) => !['applied', 'unchanged'].includes(outcome));
  return {
    given: given(),
    unwell: unwell.map(({ address, outcome, text }) => `${address} ${outcome}: ${text}`).join('; '),
  };
}

/** Of a guest: on which content, running or not, and what is unfinished. */
function stateOf(host: MemoryHost, vmid: number): string {
  const text = decodeURIComponent(host.read(confPath('pve1', vmid)) ?? '');
  const runs = simulate({ host, node: 'pve1', argv: ['pct', 'status', String(vmid)] }).stdout.trim();
  const layer = /"layer":"([^"]*)"/.exec(text)?.[1] ?? 'no layer';
  const left = [/^lock: /m.test(text) && 'locked', text.includes('"owed"') && 'owes'].filter(Boolean);
  return [layer, runs, ...left].join(', ');
}

const stamp = (text: string) => text.replace(/,.*/s, '');

describe('a rebuild that dies', (test) => {
  let fresh: MemoryHost;
  let before: readonly string[] = [];
  let after: readonly string[] = [];
  let commands = 0;

  test.before(async () => {
    fresh = await prepared();
    before = [101, 102].map((vmid) => stateOf(fresh, vmid));
    const host = fresh.fork(1);
    const { cluster, given } = mortal(inProcessCluster(host), null);
    await rebuild(cluster, host);
    commands = given();
    after = [101, 102].map((vmid) => stateOf(host, vmid));
    assert.is.not(stamp(before[0] ?? ''), stamp(after[0] ?? ''));
    assert.is(
      before.map(stamp).join(),
      Array(2)
        .fill(stamp(before[0] ?? ''))
        .join(),
    );
    assert.match(after.join('; '), /status: running; .*status: stopped$/);
  });

  /** As before, as if nobody had asked; or made anew. Nothing in between. */
  function holds(host: MemoryHost, what: string): void {
    for (const [at, vmid] of [101, 102].entries()) {
      const state = stateOf(host, vmid);
      assert.ok([before[at], after[at]].includes(state), `${what}: ${vmid} is ${state}`);
    }
  }

  test('at any command, is finished by the next apply', async () => {
    for (let at = 1; at <= commands; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const what = `dead ${when} command ${at}`;
        const host = fresh.fork(at);
        const death: Death = { at, when };
        await rebuild(mortal(inProcessCluster(host), death).cluster, host);
        const begun = [101, 102].map((vmid) => stateOf(host, vmid));
        assert.is((await apply(host, 'second')).unwell, '', what);
        assert.is((await apply(host, 'third')).given, 0, what);
        holds(host, what);
        const now = [101, 102].map((vmid) => stateOf(host, vmid));
        for (const [i, state] of begun.entries())
          if (state !== before[i]) assert.is(now[i], after[i], `${what}: what was begun is not finished`);
      }
    }
  });

  test('and is let be when its layer is what the guest stands on again', async () => {
    const host = fresh.fork(1);
    setFaults(host, [{ command: 'pct shutdown', at: 'end', do: { kind: 'kill' } }]);
    await rebuild(mortal(inProcessCluster(host), { when: 'killed' }).cluster, host);
    assert.match(stateOf(host, 101), /status: stopped, owes$/);
    assert.is((await apply(host, 'second', reverted)).unwell, '');
    assert.equal(
      [101, 102].map((vmid) => stateOf(host, vmid)),
      before,
    );
    assert.is((await apply(host, 'third', reverted)).given, 0);
  });

  for (const at of [
    'stop:signalled',
    'stop:stopped',
    'set:written',
    'destroy:freed',
    'destroy:emptied',
    'clone:target-locked',
    'clone:copied',
    'start:running',
  ]) {
    test(`inside of a command, at ${at}, is finished by the next ones`, async () => {
      for (let skipped = 0; ; skipped += 1) {
        const host = fresh.fork(skipped + 1);
        setFaults(host, [{ command: '*', at, after: skipped, do: { kind: 'kill' } }]);
        await rebuild(mortal(inProcessCluster(host), { when: 'killed' }).cluster, host);
        if (readFaults(host).length > 0) {
          assert.ok(skipped > 0, `${at} never came`);
          return;
        }
        const what = `killed at ${at}, ${skipped} before it`;
        let last = await apply(host, 'second');
        for (const run of ['third', 'fourth']) if (last.given > 0) last = await apply(host, run);
        assert.equal(last, { given: 0, unwell: '' }, what);
        holds(host, what);
      }
    });
  }
});
