/** The client waits as GitHub asks, tries again within bounds, and words every refusal with what to do about it. */
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { type FailureKind, failureKind } from '../../src/github/failure.ts';
import { hide } from '../../src/secrets/masking.ts';
import { describe } from '../support/describe.ts';
import { failure, secondaryLimit, serverError } from '../support/github/fake.ts';
import { at, inWorld, opened, silent } from '../support/github/world.ts';

async function refusal(call: Promise<unknown>): Promise<PhoenixError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'GITHUB') return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('GitHub client: patience', (test) => {
  for (const status of [403, 429] as const) {
    test(`waits out a secondary rate limit (${status}), says so, and asks once more`, () =>
      inWorld(async ({ github, client }) => {
        const waits: string[] = [];
        const { octokit } = await client('bot', waits);
        github.failNext({ answer: secondaryLimit(1, status) });
        await octokit.rest.repos.get(at);
        assert.equal(
          github.log.map((entry) => entry.status),
          [status, 200],
        );
        assert.equal(waits, ['GitHub: too many requests in a short time; waiting 1 s as it asks']);
      }));
  }

  test('sends nothing before Retry-After is over', () =>
    inWorld(async ({ github, client }) => {
      const { octokit } = await client();
      // From now on the fake counts every request that comes too early as a breach, which fails this test.
      github.limit(2);
      await octokit.rest.repos.get(at);
      assert.equal(
        github.log.map((entry) => entry.status),
        [403, 200],
      );
    }));

  test('gives up after three waits', () =>
    inWorld(async ({ github, client }) => {
      const { octokit } = await client();
      github.failNext(...Array.from({ length: 9 }, () => ({ answer: secondaryLimit(1) })));
      const error = await refusal(octokit.rest.repos.get(at));
      assert.is(github.log.length, 4);
      assert.is(failureKind(error), 'rate-limited');
    }));

  test('does not wait for an hour: it says when to come back', () =>
    inWorld(async ({ github, client }) => {
      const { octokit } = await client();
      github.failNext({ answer: secondaryLimit(3600) });
      assert.match((await refusal(octokit.rest.repos.get(at))).hint ?? '', 'GitHub asks to wait 3600 s');
      const reset = 2_000_000_000;
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
      github.failNext({ answer: { ...failure(403, 'API rate limit exceeded'), headers } });
      assert.match((await refusal(octokit.rest.repos.get(at))).hint ?? '', '2033-05-18T03:33:20.000Z');
      assert.is(github.log.length, 2);
    }));

  test('tries again after a server error and a broken connection', () =>
    inWorld(async ({ github, client }) => {
      const { octokit } = await client();
      github.failNext({ answer: serverError(502) });
      await octokit.rest.repos.get(at);
      github.failNext({ answer: 'drop' });
      await octokit.rest.repos.get(at);
      assert.equal(
        github.log.map((entry) => entry.status),
        [502, 200, 'dropped', 200],
      );
    }));
});

describe('GitHub client: refusals', (test) => {
  test('names the version of the API and the program', () =>
    inWorld(async ({ github, client }) => {
      const seen: (string | undefined)[] = [];
      const { octokit } = await client();
      octokit.hook.after('request', (_, options) => {
        seen.push(options.headers['user-agent'], String(options.headers['x-github-api-version']));
      });
      await octokit.rest.repos.get(at);
      assert.match(seen[0] ?? '', /^phoenix\/0\.0\.0 /);
      assert.is(seen[1], '2022-11-28');
      assert.is(github.log.length, 1);
    }));

  const cases: [number, string, FailureKind, string][] = [
    [401, 'Bad credentials', 'unauthorized', 'github.token'],
    [403, 'Resource not accessible by integration', 'forbidden', 'contents: read'],
    [404, 'Not Found', 'not-found', 'does not exist'],
    [422, 'Validation Failed', 'invalid', 'report this'],
  ];
  for (const [status, message, kind, hint] of cases) {
    test(`${status} is asked once and is explained`, () =>
      inWorld(async ({ github, client }) => {
        const { octokit } = await client();
        github.failNext({ answer: failure(status, message) });
        const error = await refusal(octokit.rest.repos.get(at));
        assert.is(github.log.length, 1);
        assert.is(error.message, `GitHub answered ${status} to GET /repos/acme/lab: ${message}`);
        assert.match(error.hint ?? '', hint);
        assert.is(failureKind(error), kind);
      }));
  }

  test('takes the permission from what GitHub says it needs', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const { octokit } = await world.client('stranger');
      const wish = { ...at, name: 'x', head_sha: pull.headSha };
      assert.match(
        (await refusal(octokit.rest.checks.create(wish))).hint ?? '',
        'permissions: checks: write',
      );
    }));

  test('shows the reasons of a 422, and never the token', () =>
    inWorld(async (world) => {
      const pull = await opened(world);
      const { octokit } = await world.client();
      const wish = { ...at, issue_number: pull.number, body: 'x'.repeat(70_000) };
      const error = await refusal(octokit.rest.issues.createComment(wish));
      assert.match(error.message, 'body is too long (maximum is 65536 characters)');
      assert.not.match(JSON.stringify(error.cause), /"token bot"/);
      assert.ok(error.message.length < 400);
    }));

  test('a server that is not there is named as such', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { explainFailure } = await import('../../src/github/failure.ts');
    const { Octokit } = await import('@octokit/rest');
    const octokit = new Octokit({ baseUrl: `http://127.0.0.1:${port}`, log: silent });
    const error = await octokit.rest.repos.get(at).catch(explainFailure);
    assert.instance(error, PhoenixError);
    assert.match(String(error), 'GitHub cannot be reached for GET /repos/acme/lab');
    assert.is(failureKind(error), 'unavailable');
  });
});

describe('GitHub client: secrets', (test) => {
  test('takes out of what it sends what nobody may see', () =>
    inWorld(async (world) => {
      hide('correct "horse" battery');
      const { number } = await opened(world);
      const { octokit } = await world.client();
      const body = 'It said:\n\n```\ncorrect "horse" battery\n```';
      await octokit.rest.issues.createComment({ ...at, issue_number: number, body });
      const [sent] = world.github.requests('POST', /comments$/);
      assert.equal(sent?.body, { body: 'It said:\n\n```\n***\n```' });
    }));
});

describe('GitHub client: proxy', (test) => {
  test('goes through the proxy that the runner names', () =>
    inWorld(async ({ github, client }) => {
      const tunnels: string[] = [];
      const target = new URL(github.url);
      const proxy = createServer().on('connect', (request, socket) => {
        tunnels.push(request.url ?? '');
        // Names are the proxy's to resolve: this one knows the fake only.
        const upstream = connect(Number(target.port), target.hostname, () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          upstream.pipe(socket).pipe(upstream);
        });
        for (const end of [upstream, socket]) end.on('error', () => end.destroy());
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const { http_proxy, GITHUB_API_URL } = process.env;
      process.env['http_proxy'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      process.env['GITHUB_API_URL'] = `http://github.test:${target.port}`;
      try {
        const { openClient } = await import('../../src/github/client.ts');
        const { octokit } = await openClient({
          token: 'bot',
          apiUrl: `http://github.test:${target.port}`,
          repository: at,
          version: '0.0.0',
        });
        await octokit.rest.repos.get(at);
        assert.equal(tunnels, [`github.test:${target.port}`]);
      } finally {
        Object.assign(process.env, { http_proxy: http_proxy ?? '', GITHUB_API_URL: GITHUB_API_URL ?? '' });
        proxy.close();
        proxy.closeAllConnections();
      }
      assert.is((await (await client()).octokit.rest.repos.get(at)).status, 200);
    }));
});
