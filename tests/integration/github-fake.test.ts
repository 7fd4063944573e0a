/** The fake GitHub itself: it answers as GitHub describes, keeps the unwritten limits, and merges for real. */
import { Octokit } from '@octokit/rest';
import * as assert from 'uvu/assert';
import { pullRequestEvent, pushEvent } from '../../src/github/loopback/events.ts';
import { mergePull, type MergeMethod } from '../../src/github/loopback/merge.ts';
import { closePull, openPull, synchronizePull } from '../../src/github/loopback/pull-requests.ts';
import { describe } from '../support/describe.ts';
import { ANN, secondaryLimit } from '../support/github/fake.ts';
import { at, inWorld, opened, silent } from '../support/github/world.ts';

/** The status of a call that must fail, and what GitHub said. */
async function refusal(call: Promise<unknown>): Promise<{ status: number; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'status' in error) {
      return { status: Number(error.status), message: error.message };
    }
    throw error;
  }
  throw new Error('it was not refused');
}

describe('fake GitHub: who may do what', (test) => {
  test('tells a person who they are, and refuses an installation', () =>
    inWorld(async ({ as }) => {
      assert.is((await as('ann').rest.users.getAuthenticated()).data.login, 'ann');
      assert.is((await refusal(as('bot').rest.users.getAuthenticated())).status, 403);
    }));

  test('401 without a token or with a wrong one, 404 for another repository', () =>
    inWorld(async ({ github, as }) => {
      const nobody = new Octokit({ baseUrl: github.url, log: silent });
      assert.is((await refusal(nobody.rest.repos.get(at))).status, 401);
      assert.is((await refusal(as('stolen').rest.repos.get(at))).status, 401);
      assert.is((await refusal(as('bot').rest.repos.get({ ...at, repo: 'other' }))).status, 404);
      assert.is((await as('bot').rest.repos.get(at)).data.full_name, 'acme/lab');
    }));

  test("a fork's token reads comments and writes none", () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const { issues } = world.as('stranger').rest;
      const here = { ...at, issue_number: pull.number };
      assert.equal((await issues.listComments(here)).data, []);
      const refused = await refusal(issues.createComment({ ...here, body: 'hello' }));
      assert.is(refused.status, 403);
      assert.match(refused.message, 'Resource not accessible by integration');
    }));

  test('people make no check runs, and an app changes only its own', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const wish = { ...at, name: 'x', head_sha: pull.headSha };
      assert.is((await refusal(world.as('ann').rest.checks.create(wish))).status, 403);
      const made = await world.as('bot').rest.checks.create(wish);
      const change = { ...at, check_run_id: made.data.id, name: 'y' };
      assert.is((await refusal(world.as('robot').rest.checks.update(change))).status, 403);
    }));
});

describe('fake GitHub: unwritten limits', (test) => {
  test('a comment of 65,536 characters, and not one more', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const { issues } = world.as('bot').rest;
      const here = { ...at, issue_number: pull.number };
      // Characters, not UTF-16 units: each of these counts once.
      await issues.createComment({ ...here, body: '🔁'.repeat(65_536) });
      const refused = await refusal(issues.createComment({ ...here, body: 'x'.repeat(65_537) }));
      assert.is(refused.status, 422);
      assert.match(refused.message, 'body is too long (maximum is 65536 characters)');
      assert.is((await refusal(issues.createComment({ ...here, body: ' \n' }))).status, 422);
    }));

  test('50 annotations a request, added to those that stand', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const { checks } = world.as('bot').rest;
      const annotations = (count: number) =>
        Array.from({ length: count }, (_, i) => ({
          path: 'a.json',
          start_line: i + 1,
          end_line: i + 1,
          annotation_level: 'notice' as const,
          message: 'm',
        }));
      const output = (count: number) => ({ title: 't', summary: 's', annotations: annotations(count) });
      const wish = { ...at, name: 'x', head_sha: pull.headSha };
      assert.is((await refusal(checks.create({ ...wish, output: output(51) }))).status, 422);
      assert.match(world.github.takeProblems().join('\n'), 'must NOT have more than 50 items');
      const { data } = await checks.create({ ...wish, output: output(50) });
      const more = await checks.update({ ...at, check_run_id: data.id, output: output(7) });
      assert.is(more.data.output.annotations_count, 57);
    }));

  test('30 a page unless asked, 100 at most, with links to the others', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const bot = world.as('bot');
      const here = { ...at, issue_number: pull.number };
      for (let i = 1; i <= 101; i++) await bot.rest.issues.createComment({ ...here, body: `c${i}` });
      const first = await bot.rest.issues.listComments(here);
      assert.is(first.data.length, 30);
      assert.match(first.headers.link ?? '', 'page=4>; rel="last"');
      const large = await bot.rest.issues.listComments({ ...here, per_page: 1000 });
      assert.is(large.data.length, 100);
      const all = await bot.paginate(bot.rest.issues.listComments, { ...here, per_page: 100 });
      assert.is(all.at(-1)?.body, 'c101');
    }));

  test('faults come when asked for, and a request before Retry-After is over is a fault of the client', () =>
    inWorld(async ({ github, as }) => {
      github.failNext({ method: 'GET', path: /lab$/, answer: secondaryLimit(30, 429) });
      assert.is((await refusal(as('bot').rest.repos.get(at))).status, 429);
      github.failNext({ answer: 'drop' });
      assert.is((await refusal(as('bot').rest.repos.get(at))).status, 500);
      github.limit(30);
      assert.is((await refusal(as('bot').rest.repos.get(at))).status, 403);
      assert.is((await refusal(as('bot').rest.repos.get(at))).status, 403);
      assert.match(github.takeProblems().join('\n'), /before Retry-After was over/);
      assert.equal(
        github.log.map((entry) => entry.status),
        [429, 'dropped', 403, 403],
      );
    }));

  test('a request that GitHub does not describe fails the test that made it', () =>
    inWorld(async ({ github, as }) => {
      await refusal(as('bot').request('GET /repos/acme/lab/nothing'));
      await as('bot').request('GET /repos/acme/lab?colour=red');
      const problems = github.takeProblems();
      assert.match(problems.join('\n'), '/repos/acme/lab/nothing is no operation');
      assert.match(problems.join('\n'), '?colour: not in the description');
    }));
});

describe('fake GitHub: pull requests', (test) => {
  for (const method of ['merge', 'squash', 'rebase'] satisfies MergeMethod[]) {
    test(`${method}: main moves, and its commits lead back to the pull request`, () =>
      inWorld(async (world) => {
        const { repository, github } = world;
        const pull = await opened(world);
        await repository.commit('topic', { 'configs/lxc/db.json': '{"vmid":101}' });
        await synchronizePull(github.state, pull);
        const other = await repository.commit('main', { 'README.md': 'others work too' });
        const { before, after } = await mergePull(github.state, pull, method, ANN);
        assert.is(before, other);
        assert.is(await repository.id('main'), after);
        const files = await github.state.git.tree('main', true);
        assert.equal(
          files?.filter((entry) => entry.type === 'blob').map((entry) => entry.path),
          ['README.md', 'configs/lxc/db.json', 'configs/lxc/web.json', 'configs/phoenix.json'],
        );
        const landed = await github.state.git.list(`${before}..${after}`, '--first-parent');
        assert.is(landed.length, method === 'rebase' ? 2 : 1);
        const { repos, pulls } = world.as('bot').rest;
        for (const commit of landed) {
          const { data } = await repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: commit });
          assert.equal(
            data.map((found) => found.number),
            [pull.number],
          );
        }
        const { data } = await pulls.get({ ...at, pull_number: pull.number });
        assert.is(data.merged, true);
        assert.is(data.merge_commit_sha, after);
        assert.is(data.head.sha, await repository.id('topic'));
        const { data: none } = await repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: other });
        assert.equal(none, []);
      }));
  }

  test('a conflict has no merge commit, starts no run and cannot be merged', () =>
    inWorld(async (world) => {
      const { repository, github } = world;
      await repository.commit('topic', { 'README.md': 'mine' }, { from: 'main' });
      await repository.commit('main', { 'README.md': 'theirs' });
      const pull = await openPull(github.state, { head: 'topic', title: 'Clash' });
      assert.is(pull.mergeSha, null);
      assert.is(await pullRequestEvent(github.state, pull, 'opened'), null);
      const { data } = await world.as('bot').rest.pulls.get({ ...at, pull_number: pull.number });
      assert.is(data.mergeable, false);
      for (const method of ['merge', 'squash', 'rebase'] satisfies MergeMethod[]) {
        try {
          await mergePull(github.state, pull, method, ANN);
          assert.unreachable(`${method} merged a conflict`);
        } catch (error) {
          assert.match(String(error), `cannot be merged by ${method}`);
        }
      }
    }));

  test('lists by state, and closed ones by when they were closed', () =>
    inWorld(async (world) => {
      const { github } = world;
      const [one, two, three] = [
        await opened(world, 'a'),
        await opened(world, 'b'),
        await opened(world, 'c'),
      ];
      closePull(github.state, two);
      await mergePull(github.state, one, 'merge', ANN);
      const { pulls } = world.as('bot').rest;
      const numbers = async (wish: Parameters<typeof pulls.list>[0]) =>
        (await pulls.list(wish)).data.map((pull) => pull.number);
      assert.equal(await numbers(at), [three.number]);
      assert.equal(await numbers({ ...at, state: 'closed' }), [two.number, one.number]);
      const { data } = await pulls.listFiles({ ...at, pull_number: three.number });
      assert.equal(
        data.map((file) => [file.filename, file.status]),
        [['configs/lxc/web.json', 'added']],
      );
      const { data: commits } = await pulls.listCommits({ ...at, pull_number: three.number });
      assert.is(commits[0]?.sha, three.headSha);
    }));

  test('events carry the merge commit, the head before a push, and what was pushed', () =>
    inWorld(async (world) => {
      const { repository, github } = world;
      const pull = await opened(world);
      const first = await pullRequestEvent(github.state, pull, 'opened');
      assert.is(first?.sha, pull.mergeSha);
      assert.is(await repository.id(`refs/pull/${pull.number}/merge`), pull.mergeSha);
      await repository.commit('topic', { 'configs/lxc/db.json': '{}' });
      const before = await synchronizePull(github.state, pull);
      const second = await pullRequestEvent(github.state, pull, 'synchronize', { before });
      assert.is(second?.payload['before'], before);
      assert.is(second?.payload['after'], pull.headSha);
      const merged = await mergePull(github.state, pull, 'squash', ANN);
      const push = await pushEvent(github.state, { branch: 'main', ...merged }, ANN);
      assert.is(push.sha, merged.after);
      assert.is(push.payload['forced'], false);
      const closed = await pullRequestEvent(github.state, pull, 'closed');
      assert.is(closed?.ref, 'refs/heads/main');
    }));
});

describe('fake GitHub: git', (test) => {
  test('gives trees, files, commits and comparisons of the real repository', () =>
    inWorld(async (world) => {
      const { repository } = world;
      const pull = await opened(world);
      const { git, repos } = world.as('bot').rest;
      const flat = await git.getTree({ ...at, tree_sha: pull.headSha });
      assert.equal(
        flat.data.tree.map((entry) => [entry.path, entry.type]),
        [
          ['README.md', 'blob'],
          ['configs', 'tree'],
        ],
      );
      const deep = await git.getTree({ ...at, tree_sha: 'topic', recursive: '1' });
      assert.ok(deep.data.tree.some((entry) => entry.path === 'configs/lxc/web.json'));
      const file = deep.data.tree.find((entry) => entry.path === 'README.md')?.sha ?? '';
      const { data: blob } = await git.getBlob({ ...at, file_sha: file });
      assert.is(Buffer.from(blob.content, 'base64').toString(), 'hello');
      assert.is((await refusal(git.getTree({ ...at, tree_sha: 'f'.repeat(40) }))).status, 404);
      const { data: commit } = await repos.getCommit({ ...at, ref: pull.headSha });
      assert.is(commit.parents[0]?.sha, await repository.id('main'));
      const { data: compared } = await repos.compareCommitsWithBasehead({
        ...at,
        basehead: `main...${pull.headSha}`,
      });
      assert.is(compared.status, 'ahead');
      const { data: ref } = await git.getRef({ ...at, ref: 'heads/topic' });
      assert.is(ref.object.sha, pull.headSha);
      assert.is((await refusal(git.getRef({ ...at, ref: 'heads/none' }))).status, 404);
      assert.equal(
        compared.files?.map((entry) => entry.filename),
        ['configs/lxc/web.json'],
      );
    }));

  test('labels are added, listed and removed', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const { issues } = world.as('bot').rest;
      const here = { ...at, issue_number: pull.number };
      await issues.addLabels({ ...here, labels: ['phoenix', 'restart'] });
      const { data } = await issues.listLabelsOnIssue(here);
      assert.equal(
        data.map((label) => label.name),
        ['phoenix', 'restart'],
      );
      await issues.removeAllLabels(here);
      assert.equal((await issues.listLabelsOnIssue(here)).data, []);
    }));
});
