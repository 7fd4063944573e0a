/**
 * Markers as weapons: whoever may edit the Notes of a guest writes into its marker what he likes. It must lead to
 * nothing but reports, and never to a guest that is not his.
 */
import * as assert from 'uvu/assert';
import type { History } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { confPath } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const [FIRST, SECOND] = ['a'.repeat(40), 'b'.repeat(40)];
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
