/**
 * Markers as weapons: whoever may edit the Notes of a guest writes into its marker what he likes. It must lead to
 * nothing but reports, and never to a guest that is not his.
 */
import * as assert from 'uvu/assert';
import type { History } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { planFromGit } from '../../src/plan/build.ts';
import { confPath } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const [FIRST, SECOND, THIRD] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
const NODE = 'pve1';

function estate(revision: string, guests: Readonly<Record<string, object>>): Estate {
  const files = new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { [NODE]: {} } })]]);
  for (const [name, guest] of Object.entries(guests)) {
    const whole = { ostemplate: ARCHIVE, rootfs: { storage: 'local', size: '4G' }, ...guest };
    files.set(`lxc/${name}.json`, JSON.stringify(whole));
  }
  const made = estateOf(files, { revision });
  assert.equal(made.findings, []);
  return made;
}

const conf = (host: MemoryHost, vmid: number) => host.read(confPath(NODE, vmid)) ?? '';

/** What a person with rights on one guest does to its Notes. */
function setNotes(host: MemoryHost, vmid: number, text: string): void {
  const { exit, stderr } = pct(host, 'set', String(vmid), '--description', text);
  assert.is(exit, 0, stderr);
}

function pct(host: MemoryHost, ...args: string[]) {
  return simulate({ host, node: NODE, argv: ['pct', ...args], runtime: null });
}

function planted(vmid: number, more: object = {}): string {
  const mark = {
    v: 1,
    estate: 'lab',
    env: null,
    address: 'lxc/web',
    vmid,
    commit: FIRST,
    config: 'c',
    phoenix: '0',
  };
  return `<!-- phoenix ${JSON.stringify({ ...mark, ...more })} -->`;
}

interface World {
  readonly host: MemoryHost;
  /** Every command but questions. */
  readonly commands: string[];
  apply(next: Estate, history?: History): ReturnType<typeof applyOn>;
}

async function worldOf(first: Estate): Promise<World> {
  const host = hostFor(first);
  const commands: string[] = [];
  const onRun = (_: string, argv: readonly string[]) => {
    if (argv[0] !== 'lxc-ls') commands.push(argv.join(' '));
  };
  const apply: World['apply'] = (next, history) =>
    applyOn(inProcessCluster(host, { onRun }), next, {
      clock: virtualClock(host.now()),
      ...(history ? { history } : {}),
    });
  const { report } = await apply(first);
  assert.ok(report.ok, JSON.stringify(report.resources));
  commands.length = 0;
  return { host, commands, apply };
}

const WEB = { vmid: 101, memory: 512 };
const DB = { vmid: 102, memory: 512 };
const one = estate(FIRST, { web: WEB, db: DB });

describe('safety: markers', (test) => {
  test('what a retirement overwrote is never an argument of pct but 0 and 1', async () => {
    const world = await worldOf(one);
    const was = { '/onboot': '--mp0=/etc,mp=/host', '/protection': null };
    setNotes(world.host, 101, planted(101, { retired: '2026-01-01T00:00:00.000Z', was }));
    const two = estate(SECOND, { web: { ...WEB, memory: 1024 }, db: DB });
    await world.apply(two, historyOf(one, two));
    assert.equal(
      world.commands.filter((command) => command.includes('/host')),
      [],
    );
    assert.not.match(conf(world.host, 101), '/host');
  });

  for (const [what, more] of Object.entries({
    'an option for git': { commit: '--upload-pack=/bin/sh' },
    'a range for git': { commit: 'HEAD~1' },
    'no commit at all': { commit: '' },
    'an address that is none': { address: '../x\n\u001b[2J' },
    'debts that are no paths': { owed: ['memory', '~', '/~2', '/raw/x', '/net0', '//', '/constructor'] },
    'a retirement at no time': { retired: 'yesterday' },
    'an unknown key': { __proto__: 1, extra: true },
  })) {
    test(`${what} in one marker stops nobody else's change`, async () => {
      const world = await worldOf(one);
      setNotes(world.host, 101, planted(101, more));
      const two = estate(SECOND, { web: WEB, db: { ...DB, memory: 1024 } });
      const { report } = await world.apply(two, historyOf(one, two));
      assert.match(conf(world.host, 102), 'memory: 1024');
      assert.is(report.resources.find(({ address }) => address === 'lxc/db')?.outcome, 'applied');
      assert.match(conf(world.host, 101), 'memory: 512');
    });
  }
});

const outcomes = ({ report }: Awaited<ReturnType<World['apply']>>) =>
  Object.fromEntries(report.resources.map(({ address, outcome }) => [address, outcome]));

describe('safety: two guests of one name', (test) => {
  test('a file with another VMID makes the new guest and retires the old one', async () => {
    const world = await worldOf(one);
    const two = estate(SECOND, { web: { ...WEB, vmid: 201 }, db: DB });
    const done = await world.apply(two, historyOf(one, two));
    assert.equal(outcomes(done), { 'lxc/web': 'applied', 'lxc/web@101': 'applied' });
    assert.match(conf(world.host, 101), 'phoenix-retired');
    assert.match(conf(world.host, 201), 'hostname: web');
    const three = { ...one, tree: { ...one.tree, revision: THIRD } };
    const back = await world.apply(three, historyOf(one, two, three));
    assert.equal(outcomes(back), { 'lxc/web': 'applied', 'lxc/web@201': 'applied' });
    assert.not.match(conf(world.host, 101), 'phoenix-retired');
  });

  test('the plan of the pull request names both', () => {
    const two = estate(SECOND, { web: { ...WEB, vmid: 201 }, db: DB });
    const { plan } = planFromGit({ kinds, head: two, base: one });
    assert.equal(
      plan.items.map(({ address, action, id }) => `${action} ${address} ${id}`),
      ['retire lxc/web@101 vmid:101', 'create lxc/web vmid:201'],
    );
  });

  test('a guest that calls itself like one of ours is not mixed up with it', async () => {
    const world = await worldOf(one);
    pct(
      world.host,
      'create',
      '666',
      ARCHIVE,
      '--hostname',
      'theirs',
      '--rootfs',
      'local:1',
      '--unprivileged',
      '1',
    );
    setNotes(world.host, 666, planted(666, { address: 'lxc/db' }));
    pct(world.host, 'start', '666');
    const two = estate(SECOND, { web: WEB, db: { ...DB, memory: 1024 } });
    const theirs = conf(world.host, 666);
    const done = await world.apply(two, historyOf(one, two));
    assert.is(outcomes(done)['lxc/db'], 'applied');
    assert.match(conf(world.host, 102), 'memory: 1024');
    assert.is(conf(world.host, 666), theirs);
  });

  test('two removed guests of one name are told apart by their VMIDs', async () => {
    const world = await worldOf(one);
    pct(
      world.host,
      'create',
      '100',
      ARCHIVE,
      '--hostname',
      'theirs',
      '--rootfs',
      'local:1',
      '--unprivileged',
      '1',
    );
    setNotes(world.host, 100, planted(100, { address: 'lxc/db@102' }));
    const two = estate(SECOND, { web: WEB });
    const theirs = conf(world.host, 100);
    const done = await world.apply(two, historyOf(one, two));
    assert.equal(outcomes(done), { 'lxc/db@100': 'drift', 'lxc/db@102': 'applied' });
    assert.match(conf(world.host, 102), 'phoenix-retired');
    assert.is(conf(world.host, 100), theirs);
  });
});
