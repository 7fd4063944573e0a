/**
 * Every crash is safe: an apply of one guest is cut off after each of its steps, and inside of its commands. The next
 * run ends where an undisturbed one does, with nothing made twice.
 */
import { fc } from '../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Resource } from '../../src/config/model.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { arbitraryPair } from '../support/arbitrary-spec.ts';
import { describe } from '../support/describe.ts';
import type { LxcInput } from '../../src/kinds/lxc/schema.ts';
import { guest, resource } from '../support/lxc-resource.ts';
import { stepsWorld, type StepsWorld, type Turn, wordsOf, worldWithSources } from '../support/steps-world.ts';

const [FIRST, SECOND] = ['a'.repeat(40), 'b'.repeat(40)];
const SCALE = Number(process.env['PHOENIX_PROPERTY_SCALE'] ?? 1);

/** Moments at which a kill leaves something different behind. */
const MOMENTS = (
  'begin end create:locked create:allocated create:unpacked create:written clone:source-locked clone:target-locked ' +
  'clone:planned clone:copied clone:unlocked set:allocated set:checked set:written resize:grown snapshot:prepared ' +
  'snapshot:taken delsnapshot:volume start:activated start:running stop:signalled stop:stopped template:base ' +
  'destroy:freed destroy:emptied'
).split(' ');

const unusedOf = (world: StepsWorld) =>
  [...world.conf().matchAll(/^unused\d+: (?:.*[/:])?(.*)$/gm)].map(([, name]) => name ?? '');

/** Volumes of the guest; those that a killed allocation left stand as unused, where people see them. */
function volumes(world: StepsWorld): number {
  const unused = unusedOf(world);
  return [...world.host.files().keys()].filter(
    (path) =>
      /^\/\.sim\/volumes\/[^/]+\/950\//.test(path) && !unused.some((name) => path.includes(`/${name}.json`)),
  ).length;
}

/** What must be the same. A marker may name the earlier commit where a run was cut off before its very last call. */
function ending(world: StepsWorld): string {
  const conf = world
    .conf()
    .replace(/"commit"%3A"\w+","config"%3A"[-\w]+"/, 'COMMIT')
    .replaceAll(/^snaptime: .*$/gm, 'snaptime')
    .replaceAll(/^unused\d+: .*\n/gm, '')
    .replaceAll(/disk-\d+/g, 'disk');
  return [conf, `running: ${world.running()}`, `volumes: ${volumes(world)}`].join('\n');
}

function story(turn: Turn): string {
  return turn.ran
    .map(({ step, result, broken }) => `${wordsOf(step).join(' ')}\n   ${result?.exit} ${broken.join('; ')}`)
    .join('\n');
}

async function assertRecovers(
  world: StepsWorld,
  want: Resource<LxcSpec>,
  commit: string,
  expected: string,
  cut: Turn,
): Promise<Turn> {
  const again = await world.turn(want, { commit });
  const told = `cut off:\n${story(cut)}\nagain:\n${story(again)}`;
  for (const { broken } of again.ran) assert.equal(broken, [], told);
  assert.equal((await world.left(want)).changes, [], told);
  assert.is(ending(world), expected, told);
  return again;
}

/** A restart that was due is made by one of the two runs, however little of it shows in the conf file. */
function assertRestarted(clean: Turn, turns: readonly Turn[]): void {
  const isRestart = (id: string) => /:(?:restart|start)$/.test(id);
  if (!clean.steps.some(({ id }) => isRestart(id))) return;
  const done = turns.some(({ ran }) =>
    ran.some(({ step, broken }) => isRestart(step.id) && broken.length === 0),
  );
  assert.ok(done, turns.map(story).join('\nagain:\n'));
}

/** Cuts the apply off after each of its steps. */
async function cutEverywhere(
  start: StepsWorld,
  want: Resource<LxcSpec>,
  commit: string,
): Promise<StepsWorld> {
  const clean = start.fork();
  const whole = await clean.apply(want, { commit });
  for (let until = 0; until < whole.steps.length; until += 1) {
    const world = start.fork();
    const cut = await world.turn(want, { commit, until });
    assertRestarted(whole, [cut, await assertRecovers(world, want, commit, ending(clean), cut)]);
  }
  return clean;
}

/** Kills the command that comes to this moment, counting from the first. */
async function killAt(
  start: StepsWorld,
  want: Resource<LxcSpec>,
  commit: string,
  at: string,
  after: number,
  expected: string,
): Promise<boolean> {
  const world = start.fork();
  setFaults(world.host, [{ command: '*', with: '950', at, after, do: { kind: 'kill' } }]);
  const cut = await world.turn(want, { commit });
  setFaults(world.host, []);
  const struck = cut.ran.some(({ broken }) => broken.length > 0);
  if (struck) await assertRecovers(world, want, commit, expected, cut);
  return struck;
}

const RICH: Partial<LxcInput> = {
  protection: true,
  net0: { bridge: 'vmbr0', ip: '10.0.0.5/24' },
  mounts: { '/data': { storage: 'local-zfs', size: 2 } },
  raw: { 'lxc.cap.drop': 'sys_time' },
  nesting: true,
  snapshots: { cold: {} },
};

/** A guest that owns data volumes is never replaced. */
const RICH_STATELESS: Partial<LxcInput> = { ...RICH, mounts: {}, snapshots: {} };

const CHANGED: Partial<LxcInput> = {
  ...RICH,
  hostname: 'renamed',
  memory: 1024,
  rootfs: { storage: 'local-zfs', size: '6G', acl: true },
  net0: { bridge: 'vmbr1', ip: '10.0.0.6/24', mtu: 1400 },
  net1: { bridge: 'vmbr0' },
  mounts: { '/data': { storage: 'local-zfs', size: 3 }, '/more': { storage: 'local-lvm', size: 1 } },
  devices: { '/dev/null': {} },
  raw: { 'lxc.cap.drop': ['sys_time', 'sys_boot'] },
  env: { A: '1', B: '2' },
  snapshots: {},
  keyctl: true,
};

describe('an apply that is cut off', (test) => {
  test('after any step of a create, of an update of a running guest, and of a stopped one', async () => {
    const made = await cutEverywhere(stepsWorld(), guest(RICH), FIRST);
    await cutEverywhere(made, guest(CHANGED), SECOND);
    const stopped = await cutEverywhere(stepsWorld(), guest({ ...RICH, state: 'stopped' }), FIRST);
    await cutEverywhere(stopped, guest(CHANGED), SECOND);
  });

  test('after any step of a clone and of a change of it', async () => {
    const root = await worldWithSources();
    const clone = { vmid: 950, clone: 'lxc/base', net0: RICH.net0, nesting: true, memory: 600 };
    const made = await cutEverywhere(root, resource(clone), FIRST);
    await cutEverywhere(made, resource({ ...clone, rootfs: { size: '9G' }, hostname: 'x' }), SECOND);
  });

  test('while a mount gets a parent: it is started again', async () => {
    const before = guest({ mounts: { '/data/in': { storage: 'local-zfs', size: 1 } } });
    const after = guest({
      mounts: { '/data/in': { storage: 'local-zfs', size: 1 }, '/data': { storage: 'local-zfs', size: 1 } },
    });
    const made = await cutEverywhere(stepsWorld(), before, FIRST);
    await cutEverywhere(made, after, SECOND);
  });

  test('while a volume is taken off, and a hookscript, and while the volume comes back', async () => {
    const mounts = { '/data': { storage: 'local-zfs', size: 1 } } as const;
    const [before, after] = [
      guest({ mounts, hookscript: 'local:snippets/hook.sh' }),
      guest({ cmode: 'shell' }),
    ];
    const made = await cutEverywhere(stepsWorld(), before, FIRST);
    const taken = await cutEverywhere(made, after, SECOND);
    assert.match(taken.conf(), /"detached"%3A\{"mount%3A\/data"%3A"local-zfs%3Asubvol-950-disk-1 1G"\}/);
    const back = await cutEverywhere(taken, before, FIRST);
    assert.match(back.conf(), /^mp0: local-zfs:subvol-950-disk-1,/m);
    assert.not.match(back.conf(), /detached|unused/);
  });

  const net = { bridge: 'vmbr0', ip: '10.0.0.5/24' } as const;
  const LATE: readonly (readonly [string, Partial<LxcInput>])[] = [
    ['a host name', { hostname: 'other' }],
    ['an MTU', { net0: { ...net, mtu: 1400 } }],
    ['raw lines', { raw: { 'lxc.cap.drop': 'sys_time' } }],
    ['several variables', { env: { A: '1', B: '2' } }],
  ];
  for (const [name, change] of LATE) {
    test(`${name}: nothing but the marker remembers that a restart is due`, async () => {
      const start = stepsWorld();
      await start.apply(guest({ net0: net }), { commit: FIRST });
      const steps = (await start.fork().apply(guest({ net0: net, ...change }), { commit: SECOND })).steps;
      assert.ok(steps.some(({ id }) => id.endsWith(':restart')));
      await cutEverywhere(start, guest({ net0: net, ...change }), SECOND);
    });
  }

  test('any file and any change, after any step and in any command', async () => {
    const root = await worldWithSources();
    await fc.assert(
      fc.asyncProperty(arbitraryPair, fc.constantFrom(...MOMENTS), fc.nat(3), async ([a, b], at, after) => {
        let start = root.fork();
        for (const [input, commit] of [
          [a, FIRST],
          [b, SECOND],
        ] as const) {
          const want = resource(input);
          if ((await start.left(want)).changes.some(({ effect }) => effect === 'impossible')) return;
          const clean = await cutEverywhere(start, want, commit);
          await killAt(start, want, commit, at, after, ending(clean));
          start = clean;
        }
      }),
      { numRuns: 8 * SCALE },
    );
  });
});

describe('a command that is killed', (test) => {
  /** Which command, when, and what the next run does about it first. */
  const CASES: readonly (readonly [at: string, first: RegExp])[] = [
    ['create:locked', /^pct unlock 950$/],
    ['create:allocated', /^pct unlock 950$/],
    ['create:unpacked', /^pct unlock 950$/],
    ['create:written', /^pct unmount 950$/],
    ['snapshot:prepared', /^pct unlock 950$/],
    ['snapshot:taken', /^pct unlock 950$/],
    ['start:running', /^pct set 950 --description /],
  ];
  for (const [at, first] of CASES) {
    test(at, async () => {
      const want = guest(RICH);
      const clean = stepsWorld();
      await clean.apply(want, { commit: FIRST });
      const world = stepsWorld();
      setFaults(world.host, [{ command: '*', at, do: { kind: 'kill' } }]);
      const cut = await world.turn(want, { commit: FIRST });
      setFaults(world.host, []);
      assert.ok(cut.ran.at(-1)?.broken.includes('killed'), story(cut));
      const begun = world.commands.length;
      await assertRecovers(world, want, FIRST, ending(clean), cut);
      assert.match(world.commands[begun]?.join(' ') ?? '', first);
    });
  }

  for (const at of [
    'clone:source-locked',
    'clone:target-locked',
    'clone:planned',
    'clone:copied',
    'clone:unlocked',
  ]) {
    test(`${at}: neither the clone nor its source stays locked`, async () => {
      const root = await worldWithSources();
      const want = resource({ vmid: 950, clone: 'lxc/base', nesting: true });
      const clean = root.fork();
      await clean.apply(want, { commit: FIRST });
      assert.ok(await killAt(root, want, FIRST, at, 0, ending(clean)), 'it was not killed');
      const world = root.fork();
      setFaults(world.host, [{ command: 'pct clone', at, do: { kind: 'kill' } }]);
      await world.turn(want, { commit: FIRST });
      setFaults(world.host, []);
      await world.turn(want, { commit: FIRST });
      assert.not.match(world.conf(900), /^lock:/m);
      assert.not.match(world.conf(950), /^lock:/m);
    });
  }

  for (const at of ['destroy:freed', 'destroy:emptied', 'create:locked', 'create:allocated']) {
    test(`${at} of a replacement`, async () => {
      const root = stepsWorld();
      await root.apply(guest(RICH_STATELESS), { commit: FIRST });
      const want = guest({ ...RICH_STATELESS, generation: 2 });
      const clean = root.fork();
      await clean.apply(want, { commit: SECOND });
      assert.ok(await killAt(root, want, SECOND, at, 0, ending(clean)), 'it was not killed');
    });
  }

  test('destroy:emptied of a recovery', async () => {
    const world = stepsWorld();
    const want = guest(RICH);
    const clean = world.fork();
    await clean.apply(want, { commit: FIRST });
    setFaults(world.host, [
      { command: 'pct create', at: 'create:unpacked', do: { kind: 'kill' } },
      { command: 'pct destroy', at: 'destroy:emptied', do: { kind: 'kill' } },
    ]);
    await world.turn(want, { commit: FIRST });
    const cut = await world.turn(want, { commit: FIRST });
    setFaults(world.host, []);
    assert.ok(cut.ran.at(-1)?.broken.includes('killed'), story(cut));
    await assertRecovers(world, want, FIRST, ending(clean), cut);
  });

  test('set:allocated: the volume that nobody wrote down is seen again', async () => {
    const world = stepsWorld();
    await world.apply(guest(), { commit: FIRST });
    const want = guest({ mounts: { '/data': { storage: 'local-zfs', size: 1 } } });
    setFaults(world.host, [{ command: 'pct set', at: 'set:allocated', do: { kind: 'kill' } }]);
    await world.turn(want, { commit: SECOND });
    setFaults(world.host, []);
    await world.apply(want, { commit: SECOND });
    assert.is(unusedOf(world).length, 1);
    assert.equal((await world.left(want)).changes, []);
  });

  test('resize:grown: the size that nobody wrote down is read from the storage', async () => {
    const world = stepsWorld();
    await world.apply(guest(), { commit: FIRST });
    const want = guest({ rootfs: { storage: 'local-zfs', size: '9G' } });
    setFaults(world.host, [{ command: 'pct resize', at: 'resize:grown', do: { kind: 'kill' } }]);
    await world.turn(want, { commit: SECOND });
    setFaults(world.host, []);
    await world.apply(want, { commit: SECOND });
    assert.match(world.conf(), /^rootfs: .*size=9G$/m);
  });
});
