/** The plan of a change and its apply hold back the same things for the same reasons, and what is held back is not done. */
import * as assert from 'uvu/assert';
import { makeLivePlan, type LivePlan } from '../../src/commands/live-plan.ts';
import { isWritten } from '../../src/commands/judge-item.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster } from '../../src/node/port.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { Cover, PlanItem } from '../../src/plan/plan.ts';
import { NOWHERE } from '../../src/plan/render/links.ts';
import { renderComment } from '../../src/plan/render/markdown.ts';
import { renderTerminal } from '../../src/plan/render/terminal.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { runLive } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { appliedHost, smallEstate } from '../support/small-estate.ts';

/** With a memory of its own, so that it can change. */
function estate(commit: string, guests: Readonly<Record<string, object>>, settings: object = {}): Estate {
  const sized = Object.entries(guests).map(([name, guest]) => [name, { memory: 512, ...guest }]);
  return smallEstate(commit, Object.fromEntries(sized) as Record<string, object>, settings);
}

const GUESTS = { web: { vmid: 101 }, db: { vmid: 102 }, runner: { vmid: 103 } };

interface Asking {
  readonly asked?: ReadonlySet<string>;
  readonly allowDestroy?: boolean;
}

/** Only nodes that phoenix.json names are looked at. */
function namedNodes(host: MemoryHost, { settings }: Estate): Cluster {
  const cluster = inProcessCluster(host);
  return {
    ...cluster,
    snapshot: async (options) => {
      const snapshot = await cluster.snapshot(options);
      const nodes = [...snapshot.nodes].filter(([name]) => Object.hasOwn(settings.nodes, name));
      return { ...snapshot, nodes: new Map(nodes) };
    },
  };
}

const live = (host: MemoryHost, estates: readonly Estate[], asking: Asking = {}): Promise<LivePlan> => {
  const [parent, head] = [estates.at(-2) ?? null, estates.at(-1) as Estate];
  return makeLivePlan({
    kinds,
    head,
    parent,
    tip: head,
    history: historyOf(...estates),
    cluster: namedNodes(host, head),
    confirmed: asking.asked !== undefined,
    unshown: async () => [],
    ...asking,
  });
};

const COVERED: Cover = { is: 'covered' };

/** What is said of each change. */
const told = (items: readonly PlanItem[]) =>
  items.map((item) => [
    item.address,
    ...item.changes.map(({ path }, i) => {
      const cover = item.cover?.[i] ?? COVERED;
      return `${path} ${cover.is === 'covered' ? 'done' : `${cover.is}: ${cover.why}`}`;
    }),
  ]);

const pct = (host: MemoryHost, ...argv: string[]) => {
  const result = simulate({ host, node: 'pve1', argv: ['pct', ...argv] });
  assert.is(result.exit, 0, result.stderr);
  return result.stdout;
};

const conf = (host: MemoryHost, vmid: number) => host.read(`/etc/pve/nodes/pve1/lxc/${vmid}.conf`) ?? '';
const runs = (host: MemoryHost, vmid: number) => pct(host, 'status', String(vmid)).includes('running');

const NESTED = { nesting: true, memory: 1024 };
const MANUAL = { policies: { restarts: { when: 'manual' } } };
const runner = { runner: 'lxc/runner' };
const changed = (...names: readonly (keyof typeof GUESTS)[]) =>
  Object.fromEntries(
    Object.entries(GUESTS).map(([name, guest]) => [
      name,
      names.some((one) => one === name) ? { ...guest, ...NESTED } : guest,
    ]),
  );

describe('safety: the plan of a change holds what its apply holds', (test) => {
  const cases: readonly [
    what: string,
    settings: object,
    after: Readonly<Record<string, object>>,
    why: RegExp,
  ][] = [
    ['manual restarts', MANUAL, changed('web', 'db'), /restarts are manual; it is written/],
    [
      'manual restarts, a guest that is made anew',
      MANUAL,
      { ...GUESTS, web: { vmid: 101, generation: 2 } },
      /by name/,
    ],
    [
      'manual restarts, a guest that is stopped',
      MANUAL,
      { ...GUESTS, web: { vmid: 101, state: 'stopped' } },
      /by name/,
    ],
    [
      'too many restarts',
      { policies: { restarts: { max: 1 } } },
      changed('web', 'db'),
      /restart 2 of at most 1/,
    ],
    [
      'too many removals',
      { policies: { retires: { max: 0 } } },
      { db: GUESTS.db, runner: GUESTS.runner },
      /retire 1 of at most 0/,
    ],
    ['the guest that runs the jobs', runner, changed('runner'), /runs this job/],
    [
      'the removal of the guest that runs the jobs',
      runner,
      { web: GUESTS.web, db: GUESTS.db },
      /runs this job/,
    ],
    [
      'destroying at once',
      { policies: { retire: 0 } },
      { db: GUESTS.db, runner: GUESTS.runner },
      /needs --allow-destroy/,
    ],
  ];
  for (const [what, settings, after, why] of cases) {
    test(what, async () => {
      const [before, next] = [estate('1', GUESTS, settings), estate('2', after, settings)];
      const host = await appliedHost(before);
      const shown = planFromGit({ kinds, head: next, base: before }).plan;
      const { plan, entries } = await live(host, [before, next]);
      assert.match(JSON.stringify(told(shown.items)), why);
      assert.equal(told(plan.items), told(shown.items));
      assert.equal(plan.policies, shown.policies);
      assert.match(renderTerminal(shown, { color: false, columns: 120, root: 'configs' }), why);
      const done = shown.items.filter(({ cover }) => cover === undefined || cover.some(isWritten));
      assert.equal(
        entries.filter(({ hold }) => !hold).map(({ item }) => item.address),
        done.map(({ address }) => address),
      );
    });
  }

  test('what holds nothing back adds nothing to a plan', () => {
    const [before, next] = [estate('1', GUESTS), estate('2', changed('web'))];
    const { plan } = planFromGit({ kinds, head: next, base: before });
    assert.equal(
      plan.items.map(({ cover }) => cover),
      [undefined],
    );
  });

  test('a destruction that is on hold names in its comment what it would destroy', () => {
    const settings = { policies: { retire: 0 } };
    const before = estate(
      '1',
      { ...GUESTS, web: { ...GUESTS.web, rootfs: { storage: 'local', size: '7G' } } },
      settings,
    );
    const { plan } = planFromGit({ kinds, head: estate('2', { db: GUESTS.db }, settings), base: before });
    const comment = renderComment(plan, NOWHERE);
    assert.match(comment, 'rootfs 7G on local destroyed');
    assert.match(comment, 'a policy holds all of it: nothing is applied until it allows that');
  });

  test('where destroying at once is allowed, the plan says that it is done', () => {
    const settings = { policies: { retire: 0 } };
    const [before, next] = [
      estate('1', GUESTS, settings),
      estate('2', { db: GUESTS.db, runner: GUESTS.runner }, settings),
    ];
    const { plan } = planFromGit({ kinds, head: next, base: before, allowDestroy: true });
    assert.equal(
      plan.items.map(({ action, cover }) => [action, cover]),
      [['destroy', undefined]],
    );
  });

  const lost: readonly [what: string, before: object, after: object, why: RegExp][] = [
    ['another estate', {}, { name: 'home' }, /another estate: it is foreign/],
    ['no node any more', { nodes: { pve1: {}, pve2: {} } }, { nodes: { pve2: {} } }, /pve1 is named no more/],
  ];
  for (const [what, one, two, why] of lost) {
    test(`${what}: nothing is done to the guests that were there, and the plan does not say so`, async () => {
      const on = (node: string) => ({ node });
      const before = estate(
        '1',
        { web: { ...GUESTS.web, ...on('pve1') }, db: { ...GUESTS.db, ...on('pve1') } },
        one,
      );
      const host = await appliedHost(before);
      const files = 'nodes' in two ? {} : { web: { ...GUESTS.web, ...on('pve1'), memory: 1024 } };
      const next = estate('2', files, two);
      const { plan } = planFromGit({ kinds, head: next, base: before });
      assert.is(plan.items.length, 2);
      for (const [, ...verdicts] of told(plan.items))
        for (const verdict of verdicts) assert.match(verdict, why);
      const { entries } = await live(host, [before, next]);
      assert.equal(
        entries.filter(({ hold }) => !hold).map(({ item }) => item.address),
        [],
      );
    });
  }
});

describe('safety: manual restarts', (test) => {
  const [before, next] = [estate('1', GUESTS, MANUAL), estate('2', changed('web', 'db'), MANUAL)];
  const both = [before, next];

  async function merged(): Promise<MemoryHost> {
    const host = await appliedHost(before);
    const { report } = await runLive(host, next, await live(host, both));
    assert.ok(report.ok);
    assert.equal(
      report.resources.map(({ text, downMs }) => [text, downMs]),
      [
        ['memory 1024; nesting 1 from its next restart on', 0],
        ['memory 1024; nesting 1 from its next restart on', 0],
      ],
    );
    return host;
  }

  test('what is live is done at once; what needs a restart is written, told, and not done again', async () => {
    const host = await merged();
    assert.match(conf(host, 101), /^memory: 1024$[^]*\[pve:pending\]\nfeatures: nesting=1/m);
    const { entries } = await live(host, both);
    assert.equal(
      entries.map(({ item, hold }) => [item.address, hold?.is, hold?.why]),
      ['db', 'web'].map((name) => [
        `lxc/${name}`,
        'held',
        'restarts are manual; it is written already, and takes effect after the next restart',
      ]),
    );
  });

  test('somebody restarts it: it is as git wants it, and its marker owes nothing', async () => {
    const host = await merged();
    for (const vmid of ['101', '102']) pct(host, 'reboot', vmid);
    const { report } = await runLive(host, next, await live(host, both));
    assert.equal(
      report.resources.map(({ outcome, downMs }) => [outcome, downMs]),
      [
        ['applied', 0],
        ['applied', 0],
      ],
    );
    assert.not.match(conf(host, 101), 'owed');
    assert.equal((await live(host, both)).entries, []);
  });

  test('somebody stops it: the next apply starts it, as that is the other half of the restart', async () => {
    const host = await merged();
    pct(host, 'stop', '101');
    pct(host, 'stop', '103');
    const { report } = await runLive(host, next, await live(host, both));
    assert.ok(report.ok);
    assert.equal(
      [101, 103].map((vmid) => runs(host, vmid)),
      [true, false],
      'nothing of 103 was to be restarted',
    );
    assert.match(conf(host, 101), /^features: nesting=1$/m);
  });

  test('named by somebody, it is restarted, and no other is', async () => {
    const host = await merged();
    const { report } = await runLive(host, next, await live(host, both, { asked: new Set(['lxc/web']) }));
    assert.equal(
      report.resources.map(({ address, outcome, text }) => [address, outcome, text]),
      [['lxc/web', 'applied', 'restarted; nesting 1']],
    );
    assert.match(conf(host, 102), '[pve:pending]');
    assert.not.match(conf(host, 101), '[pve:pending]');
  });

  test('taken back before anybody restarted it: what was written is taken back', async () => {
    const host = await merged();
    const back = estate('3', GUESTS, MANUAL);
    const { report } = await runLive(host, back, await live(host, [...both, back]));
    assert.ok(report.ok);
    assert.not.match(conf(host, 101), 'nesting');
    assert.equal((await live(host, [...both, back])).entries, []);
  });

  test('another feature waits, and then all of them are to go: no restart brings them back', async () => {
    const host = await merged();
    pct(host, 'reboot', '101');
    const more = { ...changed('web', 'db'), web: { ...GUESTS.web, ...NESTED, keyctl: true } };
    const [third, back] = [estate('3', more, MANUAL), estate('4', GUESTS, MANUAL)];
    await runLive(host, third, await live(host, [...both, third]));
    assert.match(conf(host, 101), /^features: nesting=1$[^]*^features: keyctl=1,nesting=1$/m);
    const all = [...both, third, back];
    const { report } = await runLive(host, back, await live(host, all));
    assert.ok(report.ok, JSON.stringify(report.resources));
    pct(host, 'reboot', '101');
    assert.not.match(conf(host, 101), 'features');
  });
});

describe('safety: limits', (test) => {
  test('drift does not use up a limit, nor does what is not named', async () => {
    const limit = { policies: { restarts: { max: 1 } } };
    const [before, next] = [estate('1', changed('db'), limit), estate('2', changed('db', 'web'), limit)];
    const host = await appliedHost(before);
    pct(host, 'set', '102', '--features', 'nesting=0');
    pct(host, 'reboot', '102');
    const { plan } = await live(host, [before, next]);
    assert.equal(told(plan.items), [
      ['lxc/db', '/nesting drift: changed on the node, not in git'],
      ['lxc/web', '/memory done', '/nesting done'],
    ]);
    assert.ok(plan.policies.some(({ text, ok }) => ok && text === 'restart 1 of at most 1'));
    const all = estate('3', changed('db', 'web', 'runner'), limit);
    const named = await live(host, [before, next, all], { asked: new Set(['lxc/web']) });
    assert.equal(told(named.plan.items), [['lxc/web', '/memory done', '/nesting done']]);
  });
});
