/** What goes wrong between a merge and the node, each by the built action or command line on a simulated node. */
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { type Files, SMALL_ESTATE, withWorld, type World } from '../support/world.ts';

const net = (n: number) => ({ bridge: 'vmbr0', ip: `10.0.0.${n}/24`, gw: '10.0.0.1' });
const cache = (part: object = {}) => ({ vmid: 103, memory: 256, net0: net(103), ...part });
const web = (part: object = {}) => ({
  vmid: 102,
  memory: 512,
  dependsOn: ['lxc/db'],
  net0: net(102),
  ...part,
});

/** A reviewed and merged change, not yet applied. */
async function merged(world: World, branch: string, files: Files) {
  const pull = await world.propose(branch, files);
  const plan = await world.plan(pull);
  assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
  return { pull, push: await world.merge(pull) };
}

async function applyPush(world: World, push: { before: string; after: string }) {
  const done = await world.push(push);
  assert.is(done.exitCode, 0, done.stdout + done.stderr);
  return done;
}

const conf = (world: World, vmid: number) => world.conf(vmid) ?? '';
const running = (world: World, vmid: number) =>
  world.pct('status', String(vmid)).stdout.trim() === 'status: running';

async function nothingLeft(world: World): Promise<void> {
  const plan = await world.cli(['plan', '--live', '--node', `sim:${world.node}`, '--detailed-exitcode']);
  assert.is(plan.exit, 0, plan.stdout + plan.stderr);
}

describe('stories: lost and repeated runs', (test) => {
  test('push 1 dies before its retire; push 2 finishes it', () =>
    withWorld(async (world) => {
      const one = await merged(world, 'one', {
        'lxc/web.json': null,
        'lxc/cache.json': cache({ memory: 512 }),
      });
      const kill = new AbortController();
      const dead = await world.push(one.push, {
        kill: kill.signal,
        onOutput: (text) => {
          if (/lxc\/web.*…/.test(text)) kill.abort();
        },
      });
      assert.is(dead.exitCode, null);
      const two = await merged(world, 'two', { 'lxc/db.json': { vmid: 101, memory: 3072, net0: net(101) } });
      await applyPush(world, two.push);
      assert.match(conf(world, 102), 'phoenix-retired');
      assert.is(running(world, 102), false);
      assert.match(conf(world, 103), 'memory: 512');
      assert.match(conf(world, 101), 'memory: 3072');
      await nothingLeft(world);
    }));

  test('a run cancelled in the queue is made up for by the next', () =>
    withWorld(async (world) => {
      await merged(world, 'lost', { 'lxc/cache.json': cache({ memory: 512 }) });
      const two = await merged(world, 'next', { 'lxc/web.json': web({ memory: 1024 }) });
      await applyPush(world, two.push);
      assert.match(conf(world, 103), 'memory: 512');
      assert.match(conf(world, 102), 'memory: 1024');
      await nothingLeft(world);
    }));

  test('"re-run job" of an old push does nothing', () =>
    withWorld(async (world) => {
      const one = await merged(world, 'one', {
        'lxc/cache.json': cache({ memory: 512 }),
        'lxc/extra.json': { vmid: 104, memory: 128, net0: net(104) },
      });
      await applyPush(world, one.push);
      const two = await merged(world, 'two', {
        'lxc/cache.json': cache({ memory: 768 }),
        'lxc/extra.json': null,
      });
      await applyPush(world, two.push);
      const before = [101, 102, 103, 104].map((vmid) => world.conf(vmid));
      const again = await world.push(one.push, { attempt: 2 });
      assert.is(again.exitCode, 0, again.stdout + again.stderr);
      assert.equal(
        [101, 102, 103, 104].map((vmid) => world.conf(vmid)),
        before,
      );
    }));

  test('a direct push: what is live is applied, a restart and a new guest wait', () =>
    withWorld(async (world) => {
      const push = await world.commit({
        'lxc/cache.json': cache({ memory: 512, keyctl: true }),
        'lxc/extra.json': { vmid: 104, memory: 128, net0: net(104) },
      });
      const done = await world.push(push);
      assert.match(conf(world, 103), 'memory: 512');
      assert.not.match(conf(world, 103), 'keyctl');
      assert.is(world.conf(104), null);
      assert.match(done.summary, 'direct push');
    }));

  test('a reverted removal brings the guest back as it was', () =>
    withWorld(async (world) => {
      const before = conf(world, 102);
      const gone = await merged(world, 'gone', { 'lxc/web.json': null });
      await applyPush(world, gone.push);
      assert.match(conf(world, 102), 'protection: 1');
      const back = await merged(world, 'back', { 'lxc/web.json': web() });
      await applyPush(world, back.push);
      const plain = (text: string) => text.replace(/^#.*\n/gm, '');
      assert.is(plain(conf(world, 102)), plain(before));
      assert.is(running(world, 102), true);
      await nothingLeft(world);
    }));

  test('GitHub is down: the host applies by itself', () =>
    withWorld(async (world) => {
      await merged(world, 'offline', { 'lxc/cache.json': cache({ memory: 512 }), 'lxc/web.json': null });
      const done = await world.cli(['apply', '--yes', '--node', `sim:${world.node}`], {
        env: { GITHUB_API_URL: 'http://127.0.0.1:9' },
      });
      assert.is(done.exit, 0, done.stdout + done.stderr);
      assert.match(conf(world, 103), 'memory: 512');
      assert.match(conf(world, 102), 'phoenix-retired');
    }));
});

interface Drift {
  readonly name: string;
  /** What somebody does on the node between the plan and the apply. */
  readonly by: readonly (readonly string[])[];
  /** What must still be there afterwards. */
  readonly kept: RegExp;
}

const drifts: readonly Drift[] = [
  { name: 'config', by: [['set', '103', '--onboot', '0']], kept: /onboot: 0/ },
  { name: 'live', by: [['set', '103', '--swap', '64']], kept: /swap: 64/ },
  { name: 'restart', by: [['set', '103', '--features', 'nesting=1,fuse=1']], kept: /fuse=1/ },
  {
    name: 'a net by hand',
    by: [['set', '103', '--net1', 'name=eth1,bridge=vmbr0,hwaddr=BC:24:11:00:00:01']],
    kept: /net1: .*00:01/,
  },
];

describe('stories: drift between plan and apply', (test) => {
  for (const { name, by, kept } of drifts) {
    test(`${name}: the reviewed change runs, the drift stays and is told`, () =>
      withWorld(async (world) => {
        const { push } = await merged(world, 'memory', { 'lxc/cache.json': cache({ memory: 512 }) });
        for (const args of by) assert.is(world.pct(...args).exit, 0);
        await applyPush(world, push);
        assert.match(conf(world, 103), 'memory: 512');
        assert.match(conf(world, 103), kept);
      }));
  }

  test('the same field, changed by hand to something else: the reviewed end wins', () =>
    withWorld(async (world) => {
      const { push } = await merged(world, 'memory', { 'lxc/cache.json': cache({ memory: 512 }) });
      world.pct('set', '103', '--memory', '300');
      await applyPush(world, push);
      assert.match(conf(world, 103), 'memory: 512');
    }));

  test('a stopped guest is not started by a change of its memory', () =>
    withWorld(async (world) => {
      const { push } = await merged(world, 'memory', { 'lxc/cache.json': cache({ memory: 512 }) });
      world.pct('stop', '103');
      await applyPush(world, push);
      assert.is(running(world, 103), false);
      assert.match(conf(world, 103), 'memory: 512');
    }));

  test('a disk grown by hand beyond the reviewed size is left', () =>
    withWorld(async (world) => {
      const { push } = await merged(world, 'disk', {
        'lxc/cache.json': cache({ rootfs: { storage: 'local', size: '6G' } }),
      });
      world.pct('resize', '103', 'rootfs', '8G');
      await world.push(push);
      assert.match(conf(world, 103), 'size=8G');
    }));

  test('destroyed by hand: it is not made again without a review', () =>
    withWorld(async (world) => {
      world.pct('stop', '103');
      world.pct('destroy', '103');
      const { push } = await merged(world, 'other', { 'lxc/web.json': web({ memory: 1024 }) });
      await applyPush(world, push);
      assert.match(conf(world, 102), 'memory: 1024');
    }));
});

describe('stories: whose guest is it', (test) => {
  test('Notes wiped by hand: still ours, and the marker is written again', () =>
    withWorld(async (world) => {
      world.pct('set', '103', '--delete', 'description');
      const { push } = await merged(world, 'memory', { 'lxc/cache.json': cache({ memory: 512 }) });
      await applyPush(world, push);
      assert.match(conf(world, 103), 'memory: 512');
      assert.match(conf(world, 103), '<!-- phoenix');
      await nothingLeft(world);
    }));

  test('a clone made by hand is a copy: never touched', () =>
    withWorld(async (world) => {
      world.pct('stop', '103');
      assert.is(world.pct('clone', '103', '203').exit, 0);
      const before = world.conf(203);
      const { push } = await merged(world, 'adopted', {
        'lxc/stray.json': { vmid: 203, memory: 64, net0: net(203) },
      });
      await world.push(push);
      assert.is(world.conf(203), before);
    }));

  test('a rolled back guest is brought forward again', () =>
    withWorld(
      async (world) => {
        world.pct('stop', '103');
        assert.is(world.pct('snapshot', '103', 'before').exit, 0);
        world.pct('start', '103');
        const { push } = await merged(world, 'memory', {
          'lxc/cache.json': cache({ memory: 512, rootfs: { storage: 'local-zfs', size: '4G' } }),
        });
        await applyPush(world, push);
        assert.is(world.pct('rollback', '103', 'before').exit, 0);
        assert.match(conf(world, 103), 'memory: 256');
        const plan = await world.cli(['plan', '--live', '--node', `sim:${world.node}`]);
        assert.match(plan.stdout, 'lxc/cache');
      },
      { ...SMALL_ESTATE, 'lxc/cache.json': cache({ rootfs: { storage: 'local-zfs', size: '4G' } }) },
    ));

  test('a guest of somebody else with our VMID is foreign: never touched', () =>
    withWorld(async (world) => {
      const template = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
      assert.is(world.pct('create', '150', template, '--hostname', 'theirs', '--rootfs', 'local:1').exit, 0);
      const before = world.conf(150);
      const { push } = await merged(world, 'clash', {
        'lxc/mine.json': { vmid: 150, memory: 64, net0: net(150) },
      });
      const done = await world.push(push);
      assert.is(world.conf(150), before);
      assert.is(done.exitCode, 1, 'what was merged cannot be made, so the run fails');
      assert.match(done.summary, 'lxc/mine');
    }));
});
