/** The ways of a guest besides create and change, run on the simulated node: each ends where it should, and again finds nothing. */
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../src/config/settings.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { describe } from '../support/describe.ts';
import { guest, resource, settingsWith } from '../support/lxc-resource.ts';
import { stepsWorld, worldWithSources } from '../support/steps-world.ts';

const [FIRST, SECOND, THIRD] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];

describe('retirement', (test) => {
  const backup = { storage: 'local', mode: 'stop' };
  const settings = settingsWith({ policies: { backup } });

  test('a guest retires, comes back unchanged, retires again and is purged', async () => {
    const world = stepsWorld({ settings });
    const want = guest({ tags: ['web'], net0: { bridge: 'vmbr0' } });
    await world.apply(want, { commit: FIRST });
    world.pct('set', '950', '--onboot', '1');
    const before = world.conf();
    await world.apply(null, { commit: SECOND });
    assert.match(world.conf(), /^onboot: 0$/m);
    assert.match(world.conf(), /^protection: 1$/m);
    assert.match(world.conf(), /^tags: phoenix;phoenix-retired;web$/m);
    assert.not.ok(world.running());
    assert.ok([...world.host.files().keys()].some((path) => /vzdump-lxc-950/.test(path)));
    assert.is((await world.left(null)).action, 'no-op');

    await world.apply(want, { commit: THIRD });
    assert.ok(world.running());
    assert.is(
      world.conf().replaceAll('c'.repeat(40), 'a'.repeat(40)).replace('c-ccccccc', 'c-aaaaaaa'),
      before,
    );
    assert.equal((await world.left(want)).changes, []);

    await world.apply(null, { commit: SECOND });
    const later = new Date(world.host.now() + 8 * 86_400_000).toISOString();
    await world.apply(null, { commit: SECOND, action: 'destroy', now: later });
    assert.is(world.conf(), '');
    assert.is(
      [...world.host.files().keys()].filter((path) => /^\/\.sim\/volumes\/[^/]+\/950\//.test(path)).length,
      0,
    );
  });

  test('a purge before its time is refused by its guard', async () => {
    const world = stepsWorld();
    await world.apply(guest({ state: 'stopped' }), { commit: FIRST });
    await world.apply(null, { commit: SECOND });
    const { ran } = await world.turn(null, { commit: SECOND, action: 'destroy' });
    assert.match(ran.at(-1)?.broken.join() ?? '', /it was retired at/);
    assert.match(world.conf(), /^rootfs:/m);
  });

  test('a retirement is finished after a kill at any of its steps', async () => {
    const root = stepsWorld({ settings });
    await root.apply(guest(), { commit: FIRST });
    const count = (await root.fork().turn(null, { commit: SECOND })).steps.length;
    assert.is(count, 3);
    for (let until = 0; until <= count; until += 1) {
      const world = root.fork();
      await world.turn(null, { commit: SECOND, until });
      await world.apply(null, { commit: SECOND });
      assert.match(world.conf(), /^tags: phoenix;phoenix-retired$/m);
      assert.not.ok(world.running());
    }
  });

  test('a backup that was killed leaves no lock behind', async () => {
    const world = stepsWorld({ settings });
    await world.apply(guest(), { commit: FIRST });
    setFaults(world.host, [{ command: 'vzdump', at: 'vzdump:archiving', do: { kind: 'kill' } }]);
    await world.turn(null, { commit: SECOND });
    setFaults(world.host, []);
    assert.match(world.conf(), /^lock: backup$/m);
    await world.apply(null, { commit: SECOND });
    assert.match(world.conf(), /^tags: phoenix;phoenix-retired$/m);
    assert.not.match(world.conf(), /^lock:|vzdump\]/m);
  });
});

describe('replacement', (test) => {
  test('a higher generation makes the guest anew, also after a kill at any step', async () => {
    const root = stepsWorld();
    await root.apply(guest({ protection: true, net0: { bridge: 'vmbr0' } }), { commit: FIRST });
    const want = guest({ protection: true, net0: { bridge: 'vmbr0' }, generation: 2, unprivileged: false });
    const clean = root.fork();
    const { steps, diff } = await clean.apply(want, { commit: SECOND });
    assert.is(diff.action, 'replace');
    assert.not.match(clean.conf(), /^unprivileged/m);
    assert.equal((await clean.left(want)).changes, []);
    for (let until = 0; until < steps.length; until += 1) {
      const world = root.fork();
      await world.turn(want, { commit: SECOND, until });
      await world.apply(want, { commit: SECOND });
      assert.is(world.conf(), clean.conf(), `cut off after ${until}`);
      assert.is(world.running(), true);
    }
  });
});

describe('migration', (test) => {
  const settings = settingsSchema.parse({
    name: 'world',
    nodes: { pve1: { bridges: ['vmbr0'] }, pve2: { bridges: ['vmbr0'] } },
  });
  const on = (node: string, input = {}) =>
    guest(
      { node, rootfs: { storage: 'local', size: '4G' }, net0: { bridge: 'vmbr0' }, ...input },
      { settings },
    );

  for (const state of ['running', 'stopped'] as const) {
    test(`a ${state} guest moves, and a kill at any step is finished`, async () => {
      const root = stepsWorld({ settings });
      await root.apply(on('pve1', { state }), { commit: FIRST, settings });
      const want = on('pve2', { state, cores: 2 });
      const { steps } = await root.fork().turn(want, { commit: SECOND, settings });
      for (let until = 0; until <= steps.length; until += 1) {
        const world = root.fork();
        await world.turn(want, { commit: SECOND, settings, until });
        await world.apply(want, { commit: SECOND, settings });
        assert.is(world.conf(950, 'pve1'), '');
        assert.match(world.conf(950, 'pve2'), /^cores: 2$/m);
        assert.is(world.running(), state === 'running');
        assert.equal((await world.left(want)).changes, []);
      }
    });
  }
});

describe('other ways', (test) => {
  test('a guest becomes a template and is cloned', async () => {
    const world = await worldWithSources();
    assert.match(world.conf(900), /^template: 1$/m);
    const want = resource({
      vmid: 950,
      clone: { from: 'lxc/base', full: true, storage: 'local-lvm' },
      nesting: true,
    });
    await world.apply(want, { commit: FIRST });
    assert.match(world.conf(), /^rootfs: local-lvm:/m);
    const linked = resource({ vmid: 951, clone: 'lxc/base', nesting: true }, { name: 'linked' });
    await world.apply(linked, { commit: FIRST });
    assert.match(world.conf(951), /^rootfs: local-zfs:basevol-900-disk-0\/subvol-951-disk-0,/m);
  });

  test('pools, snapshots and adoption', async () => {
    const world = stepsWorld();
    await world.apply(guest({ pool: 'lab', snapshots: { one: {} } }), { commit: FIRST });
    assert.match(world.host.read('/etc/pve/user.cfg') ?? '', /pool:lab::950:/);
    const want = guest({ snapshots: { two: { description: 'x' } } });
    await world.apply(want, { commit: SECOND });
    assert.not.match(world.host.read('/etc/pve/user.cfg') ?? '', /950/);
    assert.match(world.conf(), /^\[two\]$/m);
    assert.not.match(world.conf(), /^\[one\]$/m);
    assert.equal((await world.left(want)).changes, []);

    const byHand = stepsWorld();
    const made =
      'create 950 local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst --hostname subject --rootfs local-zfs:4 ' +
      '--description mine --tags a --memory 700';
    byHand.pct(...made.split(' '));
    const { ran } = await byHand.apply(guest({ adopt: true, state: 'stopped' }), { commit: FIRST });
    assert.is(ran.length, 1);
    assert.match(byHand.conf(), /^#mine\n#<!-- phoenix /);
    assert.match(byHand.conf(), /^tags: a;phoenix$/m);
    assert.match(byHand.conf(), /^memory: 700$/m);
  });
});
