/** A guest that somebody else made becomes ours, and as its file says; nothing restarts for it, and nothing of it is lost. */
import * as assert from 'uvu/assert';
import { type LivePlan, makeLivePlan } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { estateOf, hostFor, runLive } from '../support/in-process-apply.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';

const TEMPLATE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const MADE = {
  vmid: 150,
  ostemplate: TEMPLATE,
  rootfs: { storage: 'local', size: '4G' },
  hostname: 'theirs',
};
const { ostemplate: _, ...ADOPTED } = { ...MADE, adopt: true };

function estate(commit: string, guest: object | null): Estate {
  const files = new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })]]);
  if (guest) files.set('lxc/mine.json', JSON.stringify(guest));
  const made = estateOf(files, { revision: commitOf(commit) });
  assert.equal(made.findings, []);
  return made;
}

const pct = (host: MemoryHost, ...argv: string[]) => {
  const result = simulate({ host, node: 'pve1', argv: ['pct', ...argv] });
  assert.is(result.exit, 0, result.stderr);
  return result.stdout;
};

const conf = (host: MemoryHost) => host.read('/etc/pve/nodes/pve1/lxc/150.conf') ?? '';

/** A node with a guest that nobody asked Phoenix for. */
function strange({ running = true }: { readonly running?: boolean } = {}): MemoryHost {
  const host = hostFor(estate('1', MADE));
  pct(host, 'create', '150', TEMPLATE, '--hostname', 'theirs', '--rootfs', 'local:4', '--onboot', '1');
  if (running) pct(host, 'start', '150');
  return host;
}

interface Asking {
  readonly asked?: ReadonlySet<string>;
  readonly unshown?: readonly string[];
}

/** The plan of a push, or of an operator who names a guest. */
function live(
  host: MemoryHost,
  estates: readonly Estate[],
  { asked, unshown = [] }: Asking = {},
): Promise<LivePlan> {
  const head = estates.at(-1) as Estate;
  return makeLivePlan({
    kinds,
    head,
    parent: estates.at(-2) ?? null,
    tip: head,
    history: historyOf(...estates),
    cluster: inProcessCluster(host),
    confirmed: asked !== undefined,
    unshown: async () => unshown,
    ...(asked ? { asked } : {}),
  });
}

const told = ({ plan }: LivePlan) =>
  plan.items.flatMap(({ changes, cover }) =>
    changes.map(({ path }, i) => {
      const one = cover?.[i];
      return `${path} ${!one || one.is === 'covered' ? 'done' : `${one.is}: ${one.why}`}`;
    }),
  );

const WRITTEN = 'held: adopting restarts nothing; it is written, and takes effect after the next restart';
const NAMED = 'held: adopting restarts nothing; it waits until it is applied by name';

describe('safety: adoption', (test) => {
  const empty = estate('1', null);

  for (const [what, before] of [
    ['a new file', empty],
    ['a file that would have made the guest', estate('1', MADE)],
  ] as const) {
    test(`${what}: what differs is done by the push that adopts, and nothing is left`, async () => {
      const host = strange();
      const next = estate('2', { ...ADOPTED, memory: 1024, cores: 2 });
      const [item] = planFromGit({ kinds, head: next, base: before }).plan.items;
      assert.match(
        item?.notes.join() ?? '',
        'adopts 150: what differs from its file is known after a live plan',
      );
      assert.is(item?.effect, 'live', 'the worst that an adoption does');
      const plan = await live(host, [before, next]);
      assert.equal(told(plan), ['/adopt done', '/cores done', '/memory done']);
      const { report } = await runLive(host, next, plan);
      assert.equal(
        report.resources.map(({ text, downMs }) => [text, downMs]),
        [['adopted; cores 2, memory 1024, running', 0]],
      );
      assert.match(conf(host), /^memory: 1024$/m);
      assert.match(conf(host), /^onboot: 1$/m, 'what its file does not name survives');
      assert.equal((await live(host, [before, next])).entries, []);
    });
  }

  test('what needs a restart is written, and there is nothing left when somebody has restarted it', async () => {
    const host = strange();
    const estates = [empty, estate('2', { ...ADOPTED, memory: 1024, nesting: true })];
    const plan = await live(host, estates);
    assert.equal(told(plan), ['/adopt done', '/memory done', `/nesting ${WRITTEN}`]);
    await runLive(host, estates[1] as Estate, plan);
    const [item] = told(await live(host, estates));
    assert.is(item, '/nesting held: it is written already, and takes effect after the next restart');
    pct(host, 'reboot', '150');
    assert.equal((await live(host, estates)).entries, []);
  });

  test('a later push does not restart it for what its adoption left', async () => {
    const host = strange();
    const second = estate('2', { ...ADOPTED, hostname: 'mine', nesting: true });
    await runLive(host, second, await live(host, [empty, second]));
    const third = estate('3', { ...ADOPTED, hostname: 'mine', nesting: true, cores: 2 });
    const { report } = await runLive(host, third, await live(host, [empty, second, third]));
    assert.equal(
      report.resources.map(({ downMs }) => downMs),
      [0],
    );
    assert.match(conf(host), '[pve:pending]');
  });

  test('what stops it waits for its name; then it is done', async () => {
    const host = strange();
    const estates = [empty, estate('2', { ...ADOPTED, memory: 1024, state: 'stopped' })];
    const head = estates[1] as Estate;
    const plan = await live(host, estates);
    assert.equal(told(plan), ['/adopt done', '/memory done', `/state ${NAMED}`]);
    await runLive(host, head, plan);
    assert.match(told(await live(host, estates)).join(), /^\/state held: /);
    await runLive(host, head, await live(host, estates, { asked: new Set(['lxc/mine']) }));
    assert.match(pct(host, 'status', '150'), 'stopped');
    const { report } = await runLive(host, head, await live(host, estates));
    assert.ok(report.ok);
    assert.equal((await live(host, estates)).entries, []);
  });

  test('named by somebody, it is restarted as it is adopted', async () => {
    const host = strange();
    const estates = [empty, estate('2', { ...ADOPTED, hostname: 'mine', nesting: true })];
    const { report } = await runLive(
      host,
      estates[1] as Estate,
      await live(host, estates, { asked: new Set(['lxc/mine']) }),
    );
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.not.match(conf(host), '[pve:pending]');
    assert.match(conf(host), /^features: nesting=1$/m);
    assert.equal((await live(host, estates)).entries, []);
  });

  test('one that is stopped is started, as its file says', async () => {
    const host = strange({ running: false });
    const estates = [empty, estate('2', { ...ADOPTED, nesting: true })];
    await runLive(host, estates[1] as Estate, await live(host, estates));
    assert.match(pct(host, 'status', '150'), 'running');
    assert.equal((await live(host, estates)).entries, []);
  });

  test('an adoption that nobody was shown does nothing', async () => {
    const host = strange();
    const before = conf(host);
    const estates = [empty, estate('2', { ...ADOPTED, memory: 1024 })];
    const plan = await live(host, estates, { unshown: ['direct push 2222222'] });
    assert.match(told(plan).join(), /^\/adopt held: no plan was shown for direct push 2222222/);
    await runLive(host, estates[1] as Estate, plan);
    assert.is(conf(host), before);
  });

  test('a disk that would have to shrink is told; all else is done', async () => {
    const host = strange();
    const estates = [
      empty,
      estate('2', { ...ADOPTED, memory: 1024, rootfs: { storage: 'local', size: '2G' } }),
    ];
    const plan = await live(host, estates);
    assert.match(told(plan).join(), /\/memory done,\/rootfs\/size held: .*shrink/);
    const { report } = await runLive(host, estates[1] as Estate, plan);
    assert.ok(report.ok);
    assert.match(conf(host), /^memory: 1024$/m);
  });
});
