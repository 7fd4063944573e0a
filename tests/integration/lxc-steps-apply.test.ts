/** Files become guests on the simulated node: what was wanted is there, a second look finds nothing, no plan lied. */
import { fc } from '../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Resource } from '../../src/config/model.ts';
import { atMost, worst } from '../../src/kinds/effect.ts';
import { fieldName } from '../../src/kinds/guest/field-name.ts';
import { optionRow } from '../../src/kinds/lxc/options.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import { arbitraryPair } from '../support/arbitrary-spec.ts';
import { describe } from '../support/describe.ts';
import { comparable, guest, resource } from '../support/lxc-resource.ts';
import { WORLD_FILES } from '../support/spec-world.ts';
import { stepsWorld, type StepsWorld, type Turn, wordsOf, worldWithSources } from '../support/steps-world.ts';

const [FIRST, SECOND] = ['a'.repeat(40), 'b'.repeat(40)];

const SCALE = Number(process.env['PHOENIX_PROPERTY_SCALE'] ?? 1);

function assertHeld({ ran }: Turn): void {
  for (const { step, result, broken } of ran) {
    assert.equal(broken, [], `${wordsOf(step).join(' ')}: ${result?.exit} ${result?.stderr}`);
  }
}

async function assertThere(world: StepsWorld, want: Resource<LxcSpec>): Promise<void> {
  const seen = await world.observe(want);
  assert.is(seen.is, 'ours');
  if (seen.is !== 'ours') return;
  const found = new Map(seen.live.fields.map((one) => [one.path, one.value]));
  const idle = want.spec.state === 'stopped' && !want.spec.template;
  for (const { path, slot, key, value } of comparable(want.spec)) {
    // Software of a guest that is stopped waits until it runs.
    if (idle && slot.startsWith('feature:')) continue;
    // What Proxmox does not write down is its default.
    const absent = slot === 'unprivileged' ? '0' : optionRow(fieldName(slot, key)).default;
    assert.is(found.get(path) ?? absent, value, path);
  }
  const owed = (seen.mark?.owed ?? []).filter((path) => !idle || !path.startsWith('/features/'));
  assert.equal(owed, []);
}

describe('applying files to a simulated node', (test) => {
  test('any file, then any possible change of it', async () => {
    const root = await worldWithSources();
    await fc.assert(
      fc.asyncProperty(arbitraryPair, async ([before, after]) => {
        const world = root.fork();
        const [base, want] = [resource(before), resource(after)];
        assertHeld(await world.turn(base, { commit: FIRST }));
        await assertThere(world, base);
        assert.equal((await world.left(base)).changes, []);
        const turn = await world.turn(want, { commit: SECOND });
        if (turn.diff.changes.some(({ effect }) => effect === 'impossible')) return;
        assertHeld(turn);
        const planned = worst(turn.diff.changes.map(({ effect }) => effect));
        for (const { step } of turn.ran) {
          assert.ok(step.effect === 'config' || atMost(step.effect, planned), `${step.id} is ${step.effect}`);
        }
        await assertThere(world, want);
        assert.equal((await world.left(want)).changes, []);
      }),
      { numRuns: 40 * SCALE },
    );
  });

  test('a new parent of a mount, in a guest that is stopped: nothing is said to stop', async () => {
    const world = stepsWorld();
    const mounts = { '/data/deep': { bind: 'models' } };
    await world.apply(guest({ state: 'stopped', mounts }), { commit: FIRST });
    const want = guest({ state: 'stopped', mounts: { ...mounts, '/data': { bind: 'media' } } });
    const { ran } = await world.turn(want, { commit: SECOND });
    assert.equal(
      ran.map(({ step }) => step.effect),
      ['config'],
    );
    await assertThere(world, want);
  });

  test('a clone of a guest that the same apply makes', async () => {
    const base = resource(
      {
        ...WORLD_FILES['lxc/base.json'],
        cores: 2,
        onboot: true,
        protection: true,
        net0: { bridge: 'vmbr0', ip: '10.0.0.9/24' },
        net1: { bridge: 'vmbr1' },
        mounts: { '/data': { storage: 'local-zfs', size: 2 } },
        raw: { 'lxc.cap.drop': 'sys_time' },
      },
      { name: 'base' },
    );
    const want = resource({
      vmid: 950,
      clone: 'lxc/base',
      rootfs: { size: '6G', mountoptions: ['noatime'] },
      net0: { bridge: 'vmbr0', ip: '10.0.0.5/24' },
      mounts: {
        '/data': { storage: 'local-zfs', size: 3, backup: true },
        '/more': { storage: 'local-zfs', size: 1 },
      },
      nesting: true,
    });
    const world = stepsWorld({ others: new Map([['lxc/base', base]]) });
    // Both are planned from the same empty node, as one apply does it.
    const planned = world.fork();
    const steps = (await planned.turn(want, { until: 0 })).steps;
    await world.apply(base);
    await world.apply(want);
    await assertThere(world, want);
    assert.equal((await world.left(want)).changes, []);
    const run = world.commands.filter((argv) => argv.includes('950'));
    assert.equal(
      steps.filter((step) => step.do.verb === 'run').map((step) => wordsOf(step).slice(0, 3).join(' ')),
      run.map((argv) => argv.slice(0, 3).join(' ')),
    );
    const conf = world.conf();
    for (const gone of ['cores', 'onboot', 'protection', 'net1', 'lxc.cap.drop'])
      assert.not.match(conf, gone);
    assert.match(conf, /^mp0: \S+,mp=\/data,backup=1,size=3G$/m);
  });

  test('protection, growth and mounts of a running guest', async () => {
    const world = stepsWorld();
    await world.apply(guest({ protection: true }), { commit: FIRST });
    const want = guest({
      protection: true,
      rootfs: { storage: 'local-zfs', size: '8G', acl: true },
      mounts: { '/data': { storage: 'local-zfs', size: 2 }, '/data/in': { storage: 'local', size: 1 } },
    });
    await world.apply(want, { commit: SECOND });
    assert.match(world.conf(), /^protection: 1$/m);
    assert.match(world.conf(), /^rootfs: \S+,acl=1,size=8G$/m);
    assert.ok(world.running());
    assert.equal((await world.left(want)).changes, []);
  });

  test('a call that fails leaves nothing behind that keeps the guest from starting', async () => {
    for (const running of [true, false]) {
      const state = running ? {} : { state: 'stopped' as const };
      const world = stepsWorld();
      await world.apply(guest({ ...state, net0: { bridge: 'vmbr0' } }), { commit: FIRST });
      const before = world.conf();
      // The bridge went away after the plan was made: the declared ones say otherwise.
      const want = guest({ ...state, net0: { bridge: 'vmbr1' }, net1: { bridge: 'vmbr1' } });
      const facts = world.host.read('/.sim/nodes/pve1.json') ?? '';
      world.host.write('/.sim/nodes/pve1.json', facts.replace(/,?\s*"vmbr1":\s*\{[^}]*\}/, ''));
      const turn = await world.turn(want, { commit: SECOND });
      if (running) assert.ok(turn.ran.some(({ broken }) => broken.length > 0));
      const text = world.conf();
      assert.not.match(text, /pve:pending/, String(running));
      if (running) assert.is(text, before);
    }
  });
});
