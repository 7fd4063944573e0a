/** The life of a pull request, told with the built action as a process of a given Node. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { MergeMethod } from '../../src/github/loopback/merge.ts';
import { describe, type Test } from './describe.ts';
import { MALLORY } from './github/fake.ts';
import { runOf } from './sarif-schema.ts';
import { SMALL_ESTATE, withWorld, type World } from './world.ts';

const CACHE = {
  vmid: 103,
  memory: 1024,
  net0: { bridge: 'vmbr0', ip: '10.0.0.103/24', gw: '10.0.0.1' },
};

/** Declares the stories; `program` is the Node that runs the action, null where there is none of that version. */
export function tellPullRequestStories(title: string, program: string | null): void {
  describe(title, (test) => {
    if (program === null) {
      test.skip('there is no such Node here', () => {});
      return;
    }
    declare(test, program);
  });
}

function declare(test: Test, program: string): void {
  const inWorld = (story: (world: World) => Promise<void>) => withWorld(story, SMALL_ESTATE, program);

  test('plan, merge, apply, and nothing is left to do', () =>
    inWorld(async (world) => {
      const pull = await world.propose('more-memory', { 'lxc/cache.json': CACHE, 'lxc/web.json': null });
      const plan = await world.plan(pull);
      assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
      assert.is(plan.outputs['changed'], 'true');
      assert.is(plan.outputs['retire'], '1');
      assert.is(plan.outputs['update'], '1');
      assert.equal(JSON.parse(plan.outputs['nodes'] ?? ''), ['pve1']);
      const [comment = ''] = world.comments(pull);
      assert.match(comment, 'lxc/web');
      assert.match(comment, '256 → **1024**');
      assert.ok(plan.summary.includes('lxc/web'), 'the summary has the plan');

      const done = await world.push(await world.merge(pull));
      assert.is(done.exitCode, 0, done.stdout + done.stderr);
      assert.match(world.conf(103) ?? '', 'memory: 1024');
      assert.match(world.conf(102) ?? '', 'phoenix-retired');
      assert.is(world.comments(pull).length, 1);
      assert.match(world.comments(pull)[0] ?? '', '"state":"applied"');

      const again = await world.cli(['plan', '--live', '--node', `sim:${world.node}`, '--detailed-exitcode']);
      assert.is(again.exit, 0, again.stdout + again.stderr);
    }));

  for (const method of ['merge', 'squash', 'rebase'] satisfies MergeMethod[]) {
    test(`${method}: the apply finds the plan that was shown`, () =>
      inWorld(async (world) => {
        const pull = await world.propose('restart', {
          'lxc/db.json': {
            vmid: 101,
            memory: 2048,
            cores: 4,
            keyctl: true,
            net0: { bridge: 'vmbr0', ip: '10.0.0.101/24', gw: '10.0.0.1' },
          },
        });
        await world.plan(pull);
        const done = await world.push(await world.merge(pull, method));
        assert.is(done.exitCode, 0, done.stdout + done.stderr);
        assert.match(world.conf(101) ?? '', 'features: keyctl=1,nesting=1');
        assert.not.match(world.conf(101) ?? '', 'pve:pending');
      }));
  }

  test('new commits: the same comment shows the new plan', () =>
    inWorld(async (world) => {
      const pull = await world.propose('grow', { 'lxc/cache.json': CACHE });
      await world.plan(pull);
      await world.amend(pull, { 'lxc/cache.json': { ...CACHE, memory: 2048 } });
      await world.plan(pull, 'synchronize');
      assert.is(world.comments(pull).length, 1);
      assert.match(world.comments(pull)[0] ?? '', '256 → **2048**');
    }));

  test('closed without a merge: the comment says so, and nothing is applied', () =>
    inWorld(async (world) => {
      const pull = await world.propose('no', { 'lxc/cache.json': CACHE });
      await world.plan(pull);
      pull.state = { is: 'closed', at: world.github.state.now() };
      const closed = await world.plan(pull, 'closed');
      assert.is(closed.exitCode, 0, closed.stdout + closed.stderr);
      assert.match(world.comments(pull)[0] ?? '', '"state":"closed"');
      assert.match(world.conf(103) ?? '', 'memory: 256');
    }));

  test("two pull requests in one push: each comment has its own, others' merges are not shown", () =>
    inWorld(async (world) => {
      const one = await world.propose('one', { 'lxc/cache.json': CACHE });
      const two = await world.propose('two', {
        'lxc/web.json': {
          vmid: 102,
          memory: 768,
          dependsOn: ['lxc/db'],
          net0: { bridge: 'vmbr0', ip: '10.0.0.102/24', gw: '10.0.0.1' },
        },
      });
      await world.plan(one);
      await world.plan(two);
      const { before } = await world.merge(one);
      const { after } = await world.merge(two);
      const done = await world.push({ before, after });
      assert.is(done.exitCode, 0, done.stdout + done.stderr);
      assert.match(world.comments(one)[0] ?? '', 'lxc/cache');
      assert.not.match(world.comments(one)[0] ?? '', 'lxc/web');
      assert.match(world.comments(two)[0] ?? '', 'lxc/web');
      assert.not.match(world.comments(two)[0] ?? '', 'lxc/cache');
      assert.match(world.conf(102) ?? '', 'memory: 768');
      assert.match(world.conf(103) ?? '', 'memory: 1024');
    }));

  test("a plan is of the merge: what others merged meanwhile is not this pull request's change", () =>
    inWorld(async (world) => {
      const one = await world.propose('one', { 'lxc/cache.json': CACHE });
      await world.commit({
        'lxc/web.json': {
          vmid: 102,
          memory: 4096,
          dependsOn: ['lxc/db'],
          net0: { bridge: 'vmbr0', ip: '10.0.0.102/24', gw: '10.0.0.1' },
        },
      });
      await world.amend(one, { 'lxc/cache.json': { ...CACHE, memory: 1536 } });
      await world.plan(one, 'synchronize');
      assert.not.match(world.comments(one)[0] ?? '', '4096');
    }));

  test("a fork's token only reads: no comment, no failure, the summary has the plan", () =>
    inWorld(async (world) => {
      const { state } = world.github;
      await world.repository.commit(
        'refs/forks/mallory/patch',
        { 'configs/lxc/cache.json': JSON.stringify(CACHE) },
        { from: 'main' },
      );
      const { openPull } = await import('../../src/github/loopback/pull-requests.ts');
      const fork = { id: 99, owner: 'mallory', repo: state.repository.repo };
      const pull = await openPull(state, { head: 'patch', title: 'From a fork', author: MALLORY, fork });
      const plan = await world.plan(pull, 'opened', { token: 'stranger', hosted: 'github-hosted' });
      assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
      assert.is(world.comments(pull).length, 0);
      assert.match(plan.summary, 'lxc/cache');
      const refused = await world.plan(pull, 'opened', { token: 'stranger', hosted: 'self-hosted' });
      assert.is(refused.exitCode, 1);
      assert.match(refused.stdout, 'fork');
    }));

  test('a comment planted by someone else with our marker is left alone', () =>
    inWorld(async (world) => {
      const pull = await world.propose('planted', { 'lxc/cache.json': CACHE });
      const first = await world.plan(pull);
      assert.is(first.exitCode, 0);
      const [ours] = [...world.github.state.comments.values()];
      assert.ok(ours);
      const planted = {
        ...ours,
        id: 1,
        author: MALLORY,
        app: null,
        body: ours.body.replace('Phoenix plan', 'Evil plan'),
      };
      world.github.state.comments.delete(ours.id);
      world.github.state.comments.set(1, planted);
      await world.plan(pull, 'synchronize');
      assert.match(world.github.state.comments.get(1)?.body ?? '', 'Evil plan');
      assert.is(world.comments(pull).filter((body) => body.includes('Phoenix plan')).length, 1);
    }));

  test('files with errors: comment, check and annotations name file and line; exit 1', () =>
    inWorld(async (world) => {
      const pull = await world.propose('broken', {
        'lxc/cache.json': '{\n  "vmid": 103,\n  "memroy": 512\n}\n',
      });
      const plan = await world.plan(pull);
      assert.is(plan.exitCode, 1);
      assert.match(world.comments(pull)[0] ?? '', 'memroy');
      const [check] = [...world.github.state.checks.values()];
      assert.is(check?.conclusion, 'failure');
      assert.is(check?.externalId ?? null, null);
      assert.is(check?.annotations[0]?.['path'], 'configs/lxc/cache.json');
      assert.is(check?.annotations[0]?.['start_line'], 3);
    }));

  test('what rules find: alerts for code scanning, a word on both lines, and what is suppressed with its reason', () =>
    inWorld(async (world) => {
      const net0 = { bridge: 'vmbr0', ip: 'dhcp', hwaddr: 'BC:24:11:00:00:01' };
      const suppress = { PHX621: 'NFS needs it, ::error::or so' };
      const folder = mkdtempSync(join(tmpdir(), 'phoenix-job-'));
      try {
        const pull = await world.propose('rules', {
          'phoenix.json': { ...(SMALL_ESTATE['phoenix.json'] as object), rules: { PHX511: 'warning' } },
          'lxc/cache.json': { ...CACHE, net0 },
          'lxc/nas.json': { vmid: 104, unprivileged: false, nesting: false, suppress, net0 },
        });
        const plan = await world.plan(pull, 'opened', { folder });
        // The base says that it is an error, and a pull request does not loosen that.
        assert.is(plan.exitCode, 1, plan.stdout + plan.stderr);
        const sarif = readFileSync(plan.outputs['sarif'] ?? '', 'utf8');
        const { results, automationDetails } = runOf(sarif);
        assert.is(automationDetails.id, 'phoenix/lab/');
        assert.equal(
          results.map(({ ruleId, level, locations: [{ physicalLocation }] }) => [
            ruleId,
            level,
            physicalLocation.artifactLocation.uri,
          ]),
          [
            ['PHX511', 'error', 'configs/lxc/nas.json'],
            ['PHX953', 'warning', 'configs/phoenix.json'],
          ],
        );
        const [comment = ''] = world.comments(pull);
        assert.match(comment, 'PHX511');
        assert.match(comment, '1 finding suppressed, with the reason');
        assert.match(comment, 'NFS needs it');
        assert.not.match(plan.stdout, /^::error::or so/m);
        const [check] = [...world.github.state.checks.values()];
        assert.equal(
          check?.annotations.map((one) => [one['path'], one['annotation_level'], one['title']]),
          [
            ['configs/lxc/nas.json', 'failure', 'PHX511'],
            ['configs/phoenix.json', 'warning', 'PHX953'],
            ['configs/lxc/cache.json', 'notice', 'PHX511'],
          ],
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }));
}
