/**
 * An apply with a way back that dies at any command, or whose command is killed inside: the next apply ends where an
 * undisturbed one does, be that the new state or the old one, and no snapshot of ours is left.
 */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { readFaults, setFaults } from '../../src/simulator/faults.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { hostFor } from '../support/in-process-apply.ts';
import { planOf, rollbackEstate, stateOf, type Tried, tryApply } from '../support/rollback-world.ts';

const CHECK = { up: { exec: ['true'], within: '20s' } };
const DATA = { '/data': { storage: 'tank', size: '1G' } };

interface Scenario {
  readonly name: string;
  readonly first: object;
  readonly next: object;
  /** Of the upgrade. */
  readonly fails?: () => boolean;
  readonly healthy?: () => boolean;
  /** A guest that is down by then stays so, as git asks, and its software waits: there is nothing that could fail. */
  readonly mayWait?: true;
}

const V1 = { memory: 512, features: { plain: {} }, health: CHECK };
const V2 = { memory: 600, tags: ['x'], features: { plain: { port: 81 } }, health: CHECK };
const BROKEN = { fails: () => true };

const SCENARIOS: readonly Scenario[] = [
  { name: 'an upgrade', first: V1, next: V2 },
  { name: 'an upgrade that fails', first: V1, next: V2, ...BROKEN },
  { name: 'an upgrade with a restart', first: V1, next: { ...V2, nesting: true } },
  { name: 'one with a restart that fails', first: V1, next: { ...V2, nesting: true }, ...BROKEN },
  { name: 'one that is not healthy', first: V1, next: V2, healthy: () => false },
  { name: 'a start that fails', first: { ...V1, state: 'stopped' }, next: V2, ...BROKEN },
  { name: 'a stop that fails', first: V1, next: { ...V2, state: 'stopped' }, ...BROKEN, mayWait: true },
  {
    name: 'one that loses data',
    first: { ...V1, mounts: DATA },
    next: { ...V2, mounts: DATA, rollback: 'lose-data' },
    ...BROKEN,
  },
];

interface World {
  readonly host: MemoryHost;
  readonly estates: readonly [Estate, Estate];
}

async function worldOf({ first, next }: Scenario): Promise<World> {
  const estates = [rollbackEstate('1', first), rollbackEstate('2', next)] as const;
  const host = hostFor(estates[1]);
  const { applied } = await tryApply(host, [estates[0]]);
  assert.ok(applied.report.ok, JSON.stringify(applied.report.resources));
  return { host, estates };
}

/** What is owed and what was tried are told by the marker, as far as the apply that was cut off got. */
const ending = (host: MemoryHost) =>
  stateOf(host)
    .replace(/,"undone"%3A"[^"]*"/, '')
    .replace(/,"owed"%3A\[[^\]]*\]/, '');

const told = ({ applied, commands }: Tried) =>
  [...commands.map((line) => line.slice(0, 60)), ...applied.report.resources.map(({ text }) => text)].join(
    '\n',
  );

/** Applies until nothing more is to be done, or what is left to do fails as it did undisturbed. */
async function assertEnds(world: World, scenario: Scenario, whole: Tried, end: string, what: string) {
  const { fails, healthy } = scenario;
  const answers = { ...(fails && { fails }), ...(healthy && { healthy }) };
  const again = await tryApply(world.host, world.estates, { ...answers, run: 'second' });
  assert.not.match(stateOf(world.host), /phoenix-before|^lock: /m, what);
  if (scenario.mayWait && again.applied.report.ok) return;
  assert.is(ending(world.host), end, `${what}\n${told(again)}`);
  if (!whole.applied.report.ok) return;
  assert.ok(again.applied.report.ok, `${what}\n${told(again)}`);
  assert.equal((await planOf(world.host, world.estates)).plan.items, [], what);
}

const POINTS: readonly string[] = (
  'begin end set:written snapshot:prepared snapshot:taken rollback:prepared rollback:volume delsnapshot:volume ' +
  'start:activated start:running stop:signalled stop:stopped'
).split(' ');

for (const scenario of SCENARIOS) {
  describe(`${scenario.name}, when Phoenix dies`, (test) => {
    const answers = {
      ...(scenario.fails && { fails: scenario.fails }),
      ...(scenario.healthy && { healthy: scenario.healthy }),
    };
    const undisturbed = async () => {
      const world = await worldOf(scenario);
      const whole = await tryApply(world.host, world.estates, answers);
      return { whole, end: ending(world.host) };
    };

    test('at any command', async () => {
      const { whole, end } = await undisturbed();
      assert.is(whole.applied.report.ok, answers.fails === undefined && answers.healthy === undefined);
      for (let at = 1; at <= whole.given; at += 1) {
        for (const when of ['before', 'after'] as const) {
          const world = await worldOf(scenario);
          const cut = await tryApply(world.host, world.estates, { ...answers, death: { at, when } });
          await assertEnds(world, scenario, whole, end, `dead ${when} command ${at}\n${told(cut)}`);
        }
      }
    });

    for (const [who, death] of [
      ['with the command that runs, anywhere in it', { when: 'killed' }],
      ['not, but a command of it is killed', null],
    ] as const) {
      test(who, async () => {
        const { whole, end } = await undisturbed();
        for (const at of POINTS) {
          for (let after = 0; ; after += 1) {
            const world = await worldOf(scenario);
            setFaults(world.host, [{ command: '*', with: '101', at, after, do: { kind: 'kill' } }]);
            const cut = await tryApply(world.host, world.estates, { ...answers, death });
            const struck = readFaults(world.host).length === 0;
            setFaults(world.host, []);
            if (!struck) break;
            await assertEnds(
              world,
              scenario,
              whole,
              end,
              `killed at ${at}, ${after} before it\n${told(cut)}`,
            );
          }
        }
      });
    }
  });
}

describe('a rollback that was killed, when its recovery is killed, too', (test) => {
  const scenario = { name: '', first: V1, next: V2, ...BROKEN };

  for (const point of ['rollback:prepared', 'rollback:volume']) {
    test(`${point}: it is finished all the same, before anything else`, async () => {
      const whole = await worldOf(scenario);
      await tryApply(whole.host, whole.estates, BROKEN);
      const end = ending(whole.host);
      for (const at of [1, 2, 3, 4]) {
        for (const when of ['before', 'after'] as const) {
          const { host, estates } = await worldOf(scenario);
          setFaults(host, [{ command: 'pct rollback', at: point, do: { kind: 'kill' } }]);
          await tryApply(host, estates, { ...BROKEN, death: { when: 'killed' } });
          const second = await tryApply(host, estates, { ...BROKEN, death: { at, when }, run: 'second' });
          const third = await tryApply(host, estates, { ...BROKEN, run: 'third' });
          const what = `dead ${when} command ${at}\n${told(second)}\nthird:\n${told(third)}`;
          assert.is(ending(host), end, what);
          const isFinished = second.commands.some((line) => line.startsWith('pct rollback'));
          const goes = third.commands.findIndex((line) => line.startsWith('pct rollback'));
          const runs = third.commands.findIndex((line) => line.startsWith('pct exec'));
          assert.ok(isFinished || goes < runs, what);
        }
      }
    });
  }

  test('is not begun again where somebody has started the guest since', async () => {
    const { host, estates } = await worldOf(scenario);
    setFaults(host, [{ command: 'pct rollback', at: 'rollback:volume', do: { kind: 'kill' } }]);
    await tryApply(host, estates, { ...BROKEN, death: { when: 'killed' } });
    simulate({ host, node: 'pve1', argv: ['pct', 'unlock', '101'] });
    simulate({ host, node: 'pve1', argv: ['pct', 'start', '101'] });
    const again = await tryApply(host, estates, { run: 'second' });
    assert.not.match(again.commands.join('\n'), /^pct rollback/m);
    assert.ok(again.applied.report.ok, told(again));
  });
});
