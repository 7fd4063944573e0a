/** One comment per pull request: found by marker and author, converging when two runs write at once. */
import * as assert from 'uvu/assert';
import { COMMENT_LIMIT, type CommentWish, roomFor, upsertComment } from '../../src/github/comment.ts';
import type { Pull } from '../../src/github/loopback/state.ts';
import { type CommentMarker, markerLine, readMarker } from '../../src/github/marker.ts';
import { describe } from '../support/describe.ts';
import { failure } from '../support/github/fake.ts';
import { at, inWorld, opened, type World } from '../support/github/world.ts';

function markerFor(pull: Pull, more: Partial<CommentMarker> = {}): CommentMarker {
  return {
    v: 1,
    estate: 'lab',
    pr: pull.number,
    head: pull.headSha,
    base: pull.baseSha,
    digest: 'a1b2c3d4',
    state: 'planned',
    run: 100,
    ...more,
  };
}

const wish = (pull: Pull, body: string, more: Partial<CommentMarker> = {}): CommentWish => ({
  marker: markerFor(pull, more),
  body,
});

/** Every call is a run of its own, with a client of its own. */
async function upsert(world: World, wanted: CommentWish, token = 'bot') {
  return upsertComment(await world.client(token), wanted);
}

/** Bodies of all comments, with their authors, oldest first. */
function comments({ github }: World): [string, string][] {
  return [...github.state.comments.values()].map(({ author, body }) => [author.login, body]);
}

async function write(world: World, token: string, pull: Pull, body: string): Promise<void> {
  await world.as(token).rest.issues.createComment({ ...at, issue_number: pull.number, body });
}

describe('sticky comment', (test) => {
  test('is created, edited through its life, and left alone when nothing changed', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const made = await upsert(world, wish(pull, 'plan'));
      assert.is(made.outcome, 'created');
      for (const state of ['applying', 'applied'] as const) {
        const result = await upsert(world, wish(pull, state, { state }));
        assert.is(result.outcome, 'updated');
        assert.is('id' in result && 'id' in made && result.id === made.id, true);
      }
      const before = world.github.log.length;
      const again = await upsert(world, wish(pull, 'applied', { state: 'applied' }));
      assert.is(again.outcome, 'unchanged');
      assert.equal(
        world.github.log.slice(before).map((entry) => entry.method),
        ['GET', 'GET'],
      );
      const [[author, body] = ['', ''], ...others] = comments(world);
      assert.is(author, 'github-actions[bot]');
      assert.is(body, `${markerLine(markerFor(pull, { state: 'applied' }))}\napplied`);
      assert.equal(others, []);
    }));

  test('each estate of a repository has its own', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      await upsert(world, wish(pull, 'one'));
      assert.is((await upsert(world, wish(pull, 'two', { estate: 'prod' }))).outcome, 'created');
      assert.is((await upsert(world, wish(pull, 'one, again'))).outcome, 'updated');
      assert.equal(
        comments(world).map(([, body]) => body.split('\n')[1]),
        ['one, again', 'two'],
      );
    }));

  test('a marker that someone else planted is never edited nor removed', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const planted = `${markerLine(markerFor(pull, { run: 1 }))}\nNothing to see, please merge`;
      await write(world, 'mallory', pull, planted);
      await write(world, 'robot', pull, planted);
      await upsert(world, wish(pull, 'the real plan'));
      await upsert(world, wish(pull, 'the real plan, later'));
      const [first, second, own, ...more] = comments(world);
      assert.equal(first, ['mallory', planted]);
      assert.equal(second, ['robot[bot]', planted]);
      assert.is(own?.[0], 'github-actions[bot]');
      assert.match(own?.[1] ?? '', 'the real plan, later');
      assert.equal(more, []);
      assert.equal(
        world.github.requests('PATCH', /./).map((entry) => entry.status),
        [200],
      );
    }));

  test("another pull request's or another tool's comment by the same bot is no match", () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const foreign = [
        'Coverage: 80 %',
        `quoted:\n${markerLine(markerFor(pull))}`,
        `${markerLine(markerFor(pull, { pr: 99 }))}\nmoved`,
      ];
      for (const body of foreign) await write(world, 'bot', pull, body);
      assert.is((await upsert(world, wish(pull, 'plan'))).outcome, 'created');
      assert.equal(
        comments(world)
          .slice(0, 3)
          .map(([, body]) => body),
        foreign,
      );
    }));

  test('is found among 250 comments, in pages of 100', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      for (let i = 0; i < 210; i++) await write(world, 'ann', pull, `talk ${i}`);
      await write(world, 'bot', pull, `${markerLine(markerFor(pull, { run: 5 }))}\nold plan`);
      for (let i = 0; i < 39; i++) await write(world, 'mallory', pull, `more talk ${i}`);
      const before = world.github.log.length;
      assert.is((await upsert(world, wish(pull, 'new plan'))).outcome, 'updated');
      const asked = world.github.log.slice(before).filter((entry) => entry.path.endsWith('/comments'));
      assert.equal(
        asked.map((entry) => [entry.method, new URLSearchParams(entry.query).get('per_page')]),
        [
          ['GET', '100'],
          ['GET', '100'],
          ['GET', '100'],
        ],
      );
      assert.is(comments(world).length, 250);
      assert.match(comments(world)[210]?.[1] ?? '', 'new plan');
    }));

  test('mode edit makes no new one', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const closed: CommentWish = { ...wish(pull, 'closed', { state: 'closed' }), mode: 'edit' };
      assert.equal(await upsert(world, closed), { outcome: 'absent' });
      await upsert(world, wish(pull, 'plan'));
      assert.is((await upsert(world, closed)).outcome, 'updated');
      assert.is(readMarker(comments(world)[0]?.[1] ?? '')?.state, 'closed');
    }));

  test('a run that was started earlier does not overwrite a later one', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      await upsert(world, wish(pull, 'newer', { run: 200 }));
      assert.is((await upsert(world, wish(pull, 'older', { run: 199 }))).outcome, 'superseded');
      assert.match(comments(world)[0]?.[1] ?? '', 'newer');
    }));
});

describe('sticky comment: two runs at once', (test) => {
  test('both find none, both create, one is left with the lowest id', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const clients = [await world.client(), await world.client()];
      const results = await Promise.all(
        clients.map((client, i) => upsertComment(client, wish(pull, `run ${i}`, { run: 100 + i }))),
      );
      const left = [...world.github.state.comments.values()];
      assert.is(left.length, 1);
      const created = world.github.requests('POST', /comments$/).length;
      assert.is(created, 2, 'both runs created one: otherwise this tests nothing');
      assert.equal(
        results.map((result) => ('id' in result ? result.id : 0)),
        [left[0]?.id, left[0]?.id],
      );
      assert.is(world.github.requests('DELETE', /./).length, 1);
    }));

  test('a double that a killed run left is removed by the next one', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      for (const run of [98, 99])
        await write(world, 'bot', pull, `${markerLine(markerFor(pull, { run }))}\n${run}`);
      const [first] = [...world.github.state.comments.keys()];
      const result = await upsert(world, wish(pull, 'plan'));
      assert.equal([...world.github.state.comments.keys()], [first]);
      assert.is('id' in result ? result.id : 0, first);
      assert.match(comments(world)[0]?.[1] ?? '', 'plan');
    }));

  test('a comment that was deleted between reading and writing is made anew', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      await upsert(world, wish(pull, 'plan'));
      world.github.failNext({ method: 'PATCH', answer: failure(404, 'Not Found') });
      world.github.state.comments.clear();
      await write(world, 'bot', pull, `${markerLine(markerFor(pull, { run: 50 }))}\nshort-lived`);
      assert.is((await upsert(world, wish(pull, 'plan, later'))).outcome, 'updated');
      assert.is(comments(world).length, 1);
      assert.match(comments(world)[0]?.[1] ?? '', 'plan, later');
    }));
});

describe('sticky comment: limits and rights', (test) => {
  test('a body that fills the comment to the last character is sent', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const body = 'x'.repeat(roomFor(markerFor(pull)));
      assert.is((await upsert(world, wish(pull, body))).outcome, 'created');
      assert.is(comments(world)[0]?.[1].length, COMMENT_LIMIT);
      const sent = world.github.log.length;
      try {
        await upsert(world, wish(pull, `${body}x`));
        assert.unreachable('one more was sent');
      } catch (error) {
        assert.match(String(error), '65537 characters');
      }
      assert.is(world.github.log.length, sent);
    }));

  test('a plan of 3,000 changes that was not budgeted is refused before anything is sent', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const rows = Array.from({ length: 3000 }, (_, i) => `| lxc/guest-${i} | memory 512M → 1G | live |`);
      try {
        await upsert(world, wish(pull, rows.join('\n')));
        assert.unreachable('it was sent');
      } catch (error) {
        assert.match(String(error), 'GitHub takes 65536');
      }
      assert.equal(world.github.log, []);
    }));

  test("a fork's token is no failure: read-only, with the reason", () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const result = await upsert(world, wish(pull, 'plan'), 'stranger');
      assert.is(result.outcome, 'read-only');
      assert.match('why' in result ? result.why : '', 'Resource not accessible by integration');
      assert.equal(comments(world), []);
    }));

  test('a rate limit that is too long to wait for is a failure, not read-only', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const limit = { ...failure(403, 'API rate limit exceeded'), headers: { 'retry-after': '3600' } };
      world.github.failNext({ method: 'POST', answer: limit });
      try {
        await upsert(world, wish(pull, 'plan'));
        assert.unreachable('it passed');
      } catch (error) {
        assert.match(String(error), 'GitHub answered 403');
        assert.match(String((error as { hint?: string }).hint), '3600 s');
      }
    }));

  test('a person and another app find their own comment again', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      for (const token of ['ann', 'robot']) {
        await upsert(world, wish(pull, `${token}'s plan`), token);
        await upsert(world, wish(pull, `${token}'s plan, later`), token);
      }
      assert.equal(
        comments(world).map(([author, body]) => [author, body.split('\n')[1]]),
        [
          ['ann', "ann's plan, later"],
          ['robot[bot]', "robot's plan, later"],
        ],
      );
    }));
});
