/** The check run that records a plan as shown, and the search for it when commits arrive on main. */
import * as assert from 'uvu/assert';
import { type PlanCheck, planCheckName, planShown, publishCheck } from '../../src/github/checks.ts';
import { mergePull, type MergeMethod } from '../../src/github/loopback/merge.ts';
import { synchronizePull } from '../../src/github/loopback/pull-requests.ts';
import type { Pull } from '../../src/github/loopback/state.ts';
import { collectReviewed } from '../../src/github/pulls.ts';
import { describe } from '../support/describe.ts';
import { ANN, failure } from '../support/github/fake.ts';
import { at, inWorld, opened, type World } from '../support/github/world.ts';

const NAME = planCheckName('lab', null);

/** Where the plan of a head is looked for. */
const of = (head: string) => ({ head, base: 'main', name: NAME });

function checkFor(head: string, more: Partial<PlanCheck> = {}): PlanCheck {
  return {
    name: NAME,
    head,
    base: 'main',
    conclusion: 'success',
    digest: 'a1b2c3d4',
    title: '2 of 18 resources change',
    summary: '### Plan',
    annotations: [],
    ...more,
  };
}

const annotations = (count: number): PlanCheck['annotations'] =>
  Array.from({ length: count }, (_, i) => ({
    path: 'configs/lxc/web.json',
    startLine: i + 1,
    startColumn: 3,
    endColumn: 9,
    level: i === 0 ? 'failure' : 'notice',
    title: `line ${i + 1}`,
    message: 'memory: 512M → 1G',
  }));

async function shown(world: World, pull: Pull, digest: string): Promise<void> {
  await publishCheck(await world.client(), checkFor(pull.headSha, { digest }));
}

describe('plan check', (test) => {
  test('is named after the estate and its environment', () => {
    assert.equal(
      [planCheckName('lab', null), planCheckName('lab', 'prod')],
      ['Phoenix plan (lab)', 'Phoenix plan (lab/prod)'],
    );
  });

  test('is published in one request, complete', () =>
    inWorld(async (world) => {
      const { headSha } = await opened(world);
      const result = await publishCheck(
        await world.client(),
        checkFor(headSha, { annotations: annotations(50) }),
      );
      assert.is(result.outcome, 'published');
      const [check, ...others] = world.github.state.checks.values();
      assert.equal(others, []);
      assert.equal(
        [check?.name, check?.headSha, check?.status, check?.conclusion, check?.externalId],
        [NAME, headSha, 'completed', 'success', 'a1b2c3d4 main'],
      );
      assert.equal(check?.annotations[0], {
        path: 'configs/lxc/web.json',
        start_line: 1,
        end_line: 1,
        start_column: 3,
        end_column: 9,
        annotation_level: 'failure',
        message: 'memory: 512M → 1G',
        title: 'line 1',
      });
      assert.is(world.github.log.length, 1);
    }));

  test('120 annotations go in three requests, and only the last completes it', () =>
    inWorld(async (world) => {
      const { headSha } = await opened(world);
      await publishCheck(await world.client(), checkFor(headSha, { annotations: annotations(120) }));
      const sent = world.github.log.map(({ method, body }) => {
        const { status, output } = body as { status: string; output: { annotations: unknown[] } };
        return [method, output.annotations.length, status];
      });
      assert.equal(sent, [
        ['POST', 50, 'in_progress'],
        ['PATCH', 50, 'in_progress'],
        ['PATCH', 20, 'completed'],
      ]);
      const [check] = world.github.state.checks.values();
      assert.equal(
        check?.annotations.map((annotation) => annotation['start_line']),
        Array.from({ length: 120 }, (_, i) => i + 1),
      );
    }));

  test('an annotation over several lines has no columns, and a huge message is shortened', () =>
    inWorld(async (world) => {
      const { headSha } = await opened(world);
      const [first] = annotations(1);
      if (!first) throw new Error('none');
      const long = { ...first, endLine: 4, message: '🔁'.repeat(60_000) };
      await publishCheck(await world.client(), checkFor(headSha, { annotations: [long] }));
      const stored = [...world.github.state.checks.values()][0]?.annotations[0];
      assert.equal(
        [stored?.['start_line'], stored?.['end_line'], stored?.['start_column']],
        [1, 4, undefined],
      );
      assert.ok(Buffer.byteLength(String(stored?.['message'])) < 64 * 1024);
    }));

  test('a summary over 65,535 bytes is refused before anything is sent', () =>
    inWorld(async (world) => {
      const { headSha } = await opened(world);
      const client = await world.client();
      const fits = checkFor(headSha, { summary: 'x'.repeat(65_535) });
      assert.is((await publishCheck(client, fits)).outcome, 'published');
      try {
        await publishCheck(client, checkFor(headSha, { summary: `${'ü'.repeat(32_767)}xx` }));
        assert.unreachable('it was sent');
      } catch (error) {
        assert.match(String(error), '65536 bytes');
      }
      assert.is(world.github.log.length, 1);
    }));

  test("a fork's token and a person's are no failure", () =>
    inWorld(async (world) => {
      const { headSha } = await opened(world);
      for (const token of ['stranger', 'ann']) {
        const result = await publishCheck(await world.client(token), checkFor(headSha));
        assert.is(result.outcome, 'read-only', token);
      }
      assert.is(world.github.state.checks.size, 0);
    }));
});

describe('plan shown', (test) => {
  test('is the newest finished check of our own app with a digest', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const client = await world.client();
      assert.is(await planShown(client, of(pull.headSha)), null);
      await shown(world, pull, 'first');
      await shown(world, pull, 'second');
      const found = await planShown(client, of(pull.headSha));
      assert.equal([found?.digest, found?.conclusion], ['second', 'success']);
      assert.is(await planShown(client, of(pull.baseSha)), null);
      for (const name of [planCheckName('prod', null), planCheckName('lab', 'prod')]) {
        assert.is(await planShown(client, { ...of(pull.headSha), name }), null);
      }
      assert.is(await planShown(client, { ...of(pull.headSha), base: 'release' }), null);
    }));

  test('is not what another app forged, what was cancelled, unfinished, or had no plan', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const make = (token: string, more: object) =>
        world.as(token).rest.checks.create({
          ...at,
          name: NAME,
          head_sha: pull.headSha,
          external_id: 'forged main',
          ...more,
        });
      await make('robot', { conclusion: 'success' });
      await make('bot', { conclusion: 'cancelled' });
      await make('bot', { conclusion: 'skipped' });
      await make('bot', { status: 'in_progress' });
      const client = await world.client();
      await publishCheck(client, checkFor(pull.headSha, { digest: null, conclusion: 'failure' }));
      assert.is(world.github.state.checks.size, 5);
      assert.is(await planShown(client, of(pull.headSha)), null);
    }));

  test('is found behind a hundred later checks', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      await shown(world, pull, 'early');
      const robot = world.as('robot');
      for (let i = 0; i < 120; i++) {
        await robot.rest.checks.create({ ...at, name: NAME, head_sha: pull.headSha, conclusion: 'success' });
      }
      assert.is((await planShown(await world.client(), of(pull.headSha)))?.digest, 'early');
    }));
});

const options = { branch: 'main', checkName: NAME };

describe('reviewed commits', (test) => {
  for (const method of ['merge', 'squash', 'rebase'] satisfies MergeMethod[]) {
    test(`${method}: every commit leads to the head and the plan that was shown for it`, () =>
      inWorld(async (world) => {
        const { repository, github } = world;
        const pull = await opened(world);
        await repository.commit('topic', { 'configs/lxc/db.json': '{}' });
        await synchronizePull(github.state, pull);
        await shown(world, pull, 'digest');
        const direct = await repository.commit('main', { 'README.md': 'pushed straight' });
        const { before, after } = await mergePull(github.state, pull, method, ANN);
        const landed = await github.state.git.list(`${before}..${after}`, '--first-parent', '--reverse');
        const client = await world.client();
        const found = await collectReviewed(client, [direct, ...landed], options);
        const reviewed = { pr: pull.number, head: pull.headSha, shown: 'digest' };
        assert.equal(found, [
          { commit: direct, pr: null, head: null, shown: null },
          ...landed.map((commit) => ({ commit, ...reviewed })),
        ]);
        assert.is(github.requests('GET', /check-runs$/).length, 1, 'one look for the head that all share');
      }));
  }

  test('two pull requests in one push, of which one was never planned', () =>
    inWorld(async (world) => {
      const { github } = world;
      const [one, two] = [await opened(world, 'one'), await opened(world, 'two')];
      await shown(world, one, 'plan of one');
      const first = await mergePull(github.state, one, 'squash', ANN);
      const second = await mergePull(github.state, two, 'squash', ANN);
      assert.equal(await collectReviewed(await world.client(), [first.after, second.after], options), [
        { commit: first.after, pr: one.number, head: one.headSha, shown: 'plan of one' },
        { commit: second.after, pr: two.number, head: two.headSha, shown: null },
      ]);
    }));

  test('a push after the plan was shown leaves the new head unshown', () =>
    inWorld(async (world) => {
      const { repository, github } = world;
      const pull = await opened(world);
      await shown(world, pull, 'old plan');
      await repository.commit('topic', { 'configs/lxc/sneaked-in.json': '{}' });
      await synchronizePull(github.state, pull);
      const { after } = await mergePull(github.state, pull, 'squash', ANN);
      const [found] = await collectReviewed(await world.client(), [after], options);
      assert.equal([found?.pr, found?.shown], [pull.number, null]);
    }));

  test('GitHub links a fresh merge late: the closed pull requests tell then', () =>
    inWorld(async (world) => {
      const { github } = world;
      const pull = await opened(world);
      await shown(world, pull, 'digest');
      const { after } = await mergePull(github.state, pull, 'squash', ANN);
      github.failNext({ path: /commits\/.*\/pulls$/, answer: { status: 200, headers: {}, body: [] } });
      const [found] = await collectReviewed(await world.client(), [after], options);
      assert.equal([found?.pr, found?.shown], [pull.number, 'digest']);
    }));

  test('an open pull request, and one merged into another branch, review nothing', () =>
    inWorld(async (world) => {
      const { repository, github } = world;
      const pull = await opened(world);
      await shown(world, pull, 'digest');
      const client = await world.client();
      const [open] = await collectReviewed(client, [pull.headSha], options);
      assert.is(open?.shown, null);
      const { after } = await mergePull(github.state, pull, 'squash', ANN);
      await repository.commit('release', {}, { from: after });
      const [other] = await collectReviewed(await world.client(), [after], { ...options, branch: 'release' });
      assert.equal(other, { commit: after, pr: null, head: null, shown: null });
    }));

  test('two pull requests that both claim a commit review nothing', () =>
    inWorld(async (world) => {
      const { github } = world;
      const [one, two] = [await opened(world, 'one'), await opened(world, 'two')];
      for (const pull of [one, two]) await shown(world, pull, 'digest');
      await mergePull(github.state, one, 'merge', ANN);
      await mergePull(github.state, two, 'merge', ANN);
      const claimed = one.headSha;
      if (two.state.is !== 'merged') throw new Error('not merged');
      two.state = { ...two.state, commits: [...two.state.commits, claimed] };
      const [found] = await collectReviewed(await world.client(), [claimed], options);
      assert.equal(found, { commit: claimed, pr: null, head: null, shown: null });
    }));

  test('a commit that GitHub does not know is reviewed by nobody; a GitHub that fails is an error', () =>
    inWorld(async (world) => {
      const client = await world.client();
      const unknown = 'f'.repeat(40);
      assert.equal(await collectReviewed(client, [unknown], options), [
        { commit: unknown, pr: null, head: null, shown: null },
      ]);
      world.github.failNext({ answer: failure(403, 'Resource not accessible by integration') });
      try {
        await collectReviewed(client, [unknown], options);
        assert.unreachable('nobody noticed');
      } catch (error) {
        assert.match(String(error), 'GitHub answered 403');
      }
    }));
});
