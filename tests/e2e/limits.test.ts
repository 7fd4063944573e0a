/** GitHub's limits and bad days, met by the built action: length, annotations, rate limits, shallow clones. */
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { secondaryLimit, serverError } from '../support/github/fake.ts';
import { syntheticEstate } from '../support/synthetic-estate.ts';
import { createWorld, type Files, SMALL_ESTATE, type World } from '../support/world.ts';

async function withWorld(files: Files, story: (world: World) => Promise<void>): Promise<void> {
  const world = await createWorld(files);
  try {
    await story(world);
  } finally {
    await world.close();
  }
}

const CACHE = { vmid: 103, memory: 1024, net0: { bridge: 'vmbr0', ip: '10.0.0.103/24', gw: '10.0.0.1' } };
const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;

describe('limits', (test) => {
  test('a plan of 3,000 changes: the comment fits, retires and restarts come first, no block is cut', () =>
    withWorld(Object.fromEntries(syntheticEstate({ guests: 3000 })), async (world) => {
      const gone = Object.fromEntries([7, 8, 9].map((i) => [`lxc/guest-0000${i}.json`, null]));
      const pull = await world.propose('everything', {
        ...gone,
        'base/lxc.json': { onboot: false, nesting: true, nameserver: '10.0.0.1' },
        'profiles/web.json': { tags: ['web'], swap: 0, keyctl: true },
      });
      const plan = await world.plan(pull);
      assert.is(plan.exitCode, 0, plan.stdout.slice(-2000) + plan.stderr);
      const [comment = ''] = world.comments(pull);
      assert.ok(comment.length <= 65_536, `${comment.length} characters`);
      assert.is(count(comment, /<details/g), count(comment, /<\/details>/g));
      assert.is(count(comment, /^```/gm) % 2, 0);
      const at = (icon: string) => comment.indexOf(`| ${icon} |`);
      assert.ok(at('🗑️') > 0 && at('🗑️') < at('🔁'), 'retires before restarts');
      assert.ok(at('📝') === -1 || at('🔁') < at('📝'), 'restarts before what nobody notices');
      assert.is(count(comment, /\| 🗑️ \|/g), 3);
      assert.ok(plan.summary.length > comment.length, 'the summary has more');
      const annotations =
        world.github.requests('POST', /check-runs$/).length +
        world.github.requests('PATCH', /check-runs/).length;
      const [check] = [...world.github.state.checks.values()];
      assert.ok((check?.annotations.length ?? 0) <= annotations * 50);
      assert.is(check?.status, 'completed');
    }));

  test('a secondary rate limit is waited for as long as GitHub says', () =>
    withWorld(SMALL_ESTATE, async (world) => {
      const pull = await world.propose('grow', { 'lxc/cache.json': CACHE });
      world.github.limit(1);
      world.github.failNext({ method: 'POST', path: /comments$/, answer: secondaryLimit(1) });
      const plan = await world.plan(pull);
      assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
      assert.is(world.comments(pull).length, 1);
      assert.match(plan.stdout, 'as it asks');
    }));

  test('a GitHub that fails for a moment is asked again', () =>
    withWorld(SMALL_ESTATE, async (world) => {
      const pull = await world.propose('grow', { 'lxc/cache.json': CACHE });
      world.github.failNext({ method: 'GET', path: /comments$/, answer: serverError(502) });
      const plan = await world.plan(pull);
      assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
      assert.is(world.comments(pull).length, 1);
    }));

  test('a clone of one commit: the base is fetched; without a remote it is read through the API', () =>
    withWorld(SMALL_ESTATE, async (world) => {
      const pull = await world.propose('grow', { 'lxc/cache.json': CACHE });
      const fetched = await world.plan(pull, 'opened', { depth: 1 });
      assert.is(fetched.exitCode, 0, fetched.stdout + fetched.stderr);
      const { run } = await import('../support/world.ts');
      const through = await world.plan(pull, 'synchronize', {
        depth: 1,
        prepare: async (workspace) => {
          await run(['git', 'remote', 'set-url', 'origin', 'file:///nowhere'], workspace);
        },
      });
      assert.is(through.exitCode, 0, through.stdout + through.stderr);
      assert.is(through.outputs['digest'], fetched.outputs['digest']);
      assert.ok(world.github.requests('GET', /git\/trees/).length > 0, 'the API was asked for the tree');
    }));

  test('drift is reported by the nightly run, which changes nothing', () =>
    withWorld(SMALL_ESTATE, async (world) => {
      const first = await world.cli(['apply', '--yes', '--node', `sim:${world.node}`]);
      assert.is(first.exit, 0, first.stdout + first.stderr);
      world.pct('set', '103', '--memory', '300');
      const before = world.conf(103);
      const night = await world.drift();
      assert.is(night.exitCode, 0, night.stdout + night.stderr);
      assert.is(night.outputs['changed'], 'true');
      assert.match(night.summary, 'lxc/cache');
      assert.is(world.conf(103), before);
    }));
});
