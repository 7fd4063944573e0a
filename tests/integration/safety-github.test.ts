/** What a pull request, a push or a run may try in order to get more done than somebody saw, by the built action. */
import * as assert from 'uvu/assert';
import { openPull, synchronizePull } from '../../src/github/loopback/pull-requests.ts';
import { describe } from '../support/describe.ts';
import { ANN, failure } from '../support/github/fake.ts';
import { type Files, run, SMALL_ESTATE, withWorld, type World } from '../support/world.ts';

const net = (n: number) => ({ bridge: 'vmbr0', ip: `10.0.0.${n}/24`, gw: '10.0.0.1' });
const CACHE = { vmid: 103, memory: 256, net0: net(103) };
const settings = (more: object = {}) => ({ name: 'lab', nodes: { pve1: { pve: '9.2' } }, ...more });

async function merged(world: World, branch: string, files: Files) {
  const pull = await world.propose(branch, files);
  const plan = await world.plan(pull);
  return { pull, plan, push: await world.merge(pull) };
}

const conf = (world: World, vmid: number) => world.conf(vmid) ?? '';
const nowhere = async (workspace: string) => {
  await run(['git', 'remote', 'set-url', 'origin', 'file:///nowhere'], workspace);
};

describe('safety on GitHub', (test) => {
  test('where nobody says where the branch is, nothing is applied', () =>
    withWorld(async (world) => {
      const { push } = await merged(world, 'gone', { 'lxc/web.json': null });
      world.github.failNext({ method: 'GET', path: /git\/ref\/heads/, answer: failure(404, 'Not Found') });
      const before = conf(world, 102);
      const done = await world.push(push, { prepare: nowhere, depth: 0 });
      assert.is(done.exitCode, 1);
      assert.match(done.stdout + done.stderr, 'nobody says where the branch main is');
      assert.is(conf(world, 102), before);
    }));

  test('a plan that was shown for another branch is no review of this one', () =>
    withWorld(async (world) => {
      const { state } = world.github;
      // On `next` the guest is gone already: the plan of the pull request shows nothing of it.
      await world.repository.commit('next', { 'configs/lxc/web.json': null }, { from: 'main' });
      await world.repository.commit(
        'turn',
        { 'configs/lxc/cache.json': JSON.stringify({ ...CACHE, memory: 512 }) },
        { from: 'next' },
      );
      const pull = await openPull(state, { head: 'turn', base: 'next', title: 'Memory', author: ANN });
      const plan = await world.plan(pull);
      assert.is(plan.outputs['retire'], '0', plan.stdout + plan.stderr);
      const turned = { ...pull, base: 'main' };
      state.pulls.set(pull.number, turned);
      await synchronizePull(state, turned);
      const done = await world.push(await world.merge(turned));
      assert.not.match(conf(world, 102), 'phoenix-retired');
      assert.match(done.summary, 'no plan was shown for');
      assert.match(conf(world, 103), 'memory: 512');
    }));

  test('the plan of one environment is no review of another one', () =>
    withWorld(
      async (world) => {
        const node = `sim:${world.node}`;
        const apply = ['apply', '--yes', '--node', node, '--env'];
        assert.is((await world.cli([...apply, 'prod'])).exit, 0);
        const pull = await world.propose('gone', {
          'lxc/web.json': null,
          'environments/prod/lxc/web.json': null,
        });
        const plan = await world.plan(pull, 'opened', { inputs: { environment: 'test' } });
        assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
        const push = await world.merge(pull);
        const done = await world.push(push, { inputs: { environment: 'prod' } });
        assert.not.match(conf(world, 202), 'phoenix-retired');
        assert.match(done.summary, 'no plan was shown');
      },
      {
        ...SMALL_ESTATE,
        'environments/prod/lxc/web.json': { vmid: 202 },
        'environments/prod/lxc/db.json': { vmid: 201 },
        'environments/prod/lxc/cache.json': { vmid: 203 },
        'environments/test/lxc/cache.json': { vmid: 303 },
      },
    ));

  test('a change that mends a broken branch is compared with what stood before it broke', () =>
    withWorld(
      async (world) => {
        const broken = await world.commit({ 'phoenix.json': '{ "name": ' });
        assert.is((await world.push(broken)).exitCode, 1);
        const { pull, plan, push } = await merged(world, 'mend', {
          'phoenix.json': settings({ policies: { retire: 0 } }),
          'lxc/web.json': null,
        });
        assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
        assert.is(plan.outputs['retire'], '1');
        assert.is(plan.outputs['create'], '0');
        assert.match(world.comments(pull)[0] ?? '', 'lxc/web');
        await world.push(push, { inputs: { 'allow-destroy': 'true' } });
        assert.match(conf(world, 102), 'hostname: web');
      },
      { ...SMALL_ESTATE, 'phoenix.json': settings({ policies: { retire: '7d' } }) },
    ));

  test('a change that lets go of retirement retires all the same', () =>
    withWorld(async (world) => {
      const { push } = await merged(world, 'loose', {
        'phoenix.json': settings({ policies: { retire: 0 } }),
        'lxc/web.json': null,
      });
      const done = await world.push(push, { inputs: { 'allow-destroy': 'true' } });
      assert.is(done.exitCode, 0, done.stdout + done.stderr);
      assert.match(conf(world, 102), 'phoenix-retired');
    }));

  test('a push whose past is hidden is held to no policy, so it is refused', () =>
    withWorld(async (world) => {
      const { push } = await merged(world, 'gone', { 'lxc/web.json': null });
      const hidden = await world.repository.commit('hidden', { note: 'rewritten' });
      world.github.failNext(
        ...Array.from({ length: 9 }, () => ({
          method: 'GET',
          path: /git\/(?:commits|trees)\//,
          answer: failure(404, 'Not Found'),
        })),
      );
      const done = await world.push({ ...push, before: hidden }, { prepare: nowhere });
      assert.is(done.exitCode, 1);
      assert.match(done.stdout + done.stderr, 'cannot be read');
      assert.not.match(conf(world, 102), 'phoenix-retired');
    }));

  test('a file that gets another VMID retires the old guest, and the run goes on', () =>
    withWorld(async (world) => {
      const { plan, push } = await merged(world, 'moved', { 'lxc/cache.json': { ...CACHE, vmid: 113 } });
      assert.equal([plan.outputs['create'], plan.outputs['retire']], ['1', '1']);
      const done = await world.push(push);
      assert.is(done.exitCode, 0, done.stdout + done.stderr);
      assert.match(conf(world, 103), 'phoenix-retired');
    }));
});
