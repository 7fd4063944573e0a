/** The runner's variables and payloads, as far as Phoenix reads them. */
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import { runnerEnvironment } from '../../../src/github/environment.ts';
import { parseEvent } from '../../../src/github/event.ts';
import { describe } from '../../support/describe.ts';

const sha = (letter: string): string => letter.repeat(40);

const variables = {
  GITHUB_REPOSITORY: 'acme/lab',
  GITHUB_SHA: sha('a'),
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: '/tmp/event.json',
  GITHUB_RUN_ID: '123',
  GITHUB_RUN_ATTEMPT: '2',
  RUNNER_ENVIRONMENT: 'github-hosted',
};

function usage(act: () => unknown): PhoenixError {
  try {
    act();
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'USAGE') return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('runner environment', (test) => {
  test('reads what a runner sets, with the defaults of github.com', () => {
    const read = runnerEnvironment(variables);
    assert.equal(read.repository, { owner: 'acme', repo: 'lab' });
    assert.is(read.apiUrl, 'https://api.github.com');
    assert.is(read.runUrl, 'https://github.com/acme/lab/actions/runs/123');
    assert.equal([read.runId, read.runAttempt, read.hosted], [123, 2, 'github-hosted']);
    assert.is(read.summaryPath, null);
  });

  test('follows GitHub Enterprise', () => {
    const read = runnerEnvironment({
      ...variables,
      GITHUB_API_URL: 'https://ghe.example/api/v3/',
      GITHUB_SERVER_URL: 'https://ghe.example/',
    });
    assert.is(read.apiUrl, 'https://ghe.example/api/v3');
    assert.is(read.runUrl, 'https://ghe.example/acme/lab/actions/runs/123');
  });

  test('a runner that does not say where it runs counts as self-hosted', () => {
    assert.is(runnerEnvironment({ ...variables, RUNNER_ENVIRONMENT: undefined }).hosted, 'self-hosted');
  });

  for (const name of ['GITHUB_REPOSITORY', 'GITHUB_SHA', 'GITHUB_EVENT_NAME', 'GITHUB_EVENT_PATH']) {
    test(`says that ${name} is missing`, () => {
      const error = usage(() => runnerEnvironment({ ...variables, [name]: '' }));
      assert.match(error.message, `${name} is not set`);
      assert.ok(error.hint);
    });
  }

  for (const [name, value] of [
    ['GITHUB_REPOSITORY', 'acme'],
    ['GITHUB_REPOSITORY', 'acme/lab/x'],
    ['GITHUB_SHA', 'main'],
    ['GITHUB_SHA', '--upload-pack=x'],
  ] as const) {
    test(`refuses ${name}=${value}`, () => {
      assert.match(usage(() => runnerEnvironment({ ...variables, [name]: value })).message, name);
    });
  }
});

const repository = { id: 1, private: true, default_branch: 'main', full_name: 'acme/lab' };
const pull = (more: object = {}) => ({
  action: 'opened',
  number: 42,
  repository,
  pull_request: {
    state: 'open',
    merged: false,
    merge_commit_sha: sha('0').replace('0', 'd'),
    head: { sha: sha('b'), ref: 'topic', repo: { id: 1 } },
    base: { sha: sha('c'), ref: 'main', repo: { id: 1 } },
    ...more,
  },
});
const parse = (eventName: string, payload: unknown) => parseEvent({ eventName, sha: sha('a') }, payload);

describe('pull_request event', (test) => {
  const read = (more: object = {}) => {
    const event = parse('pull_request', pull(more));
    if (event.name !== 'pull_request') throw new Error(event.name);
    return event;
  };

  test('an open one merges to GITHUB_SHA, not to what the payload still says', () => {
    const event = read();
    assert.is(event.mergeSha, sha('a'));
    assert.equal([event.number, event.head.sha, event.base.ref], [42, sha('b'), 'main']);
    assert.equal([event.isFork, event.isPublic, event.isMerged], [false, false, false]);
  });

  test('a merged one names the commit on the base branch', () => {
    const event = read({ state: 'closed', merged: true, merge_commit_sha: sha('e') });
    assert.equal([event.isMerged, event.mergeSha], [true, sha('e')]);
  });

  test('one closed without a merge has no merge commit', () => {
    assert.is(read({ state: 'closed', merged: false, merge_commit_sha: sha('e') }).mergeSha, null);
  });

  test('another repository, or one that is gone, is a fork', () => {
    const head = { sha: sha('b'), ref: 'topic' };
    assert.is(read({ head: { ...head, repo: { id: 2 } } }).isFork, true);
    assert.is(read({ head: { ...head, repo: null } }).isFork, true);
    const base = { sha: sha('c'), ref: 'main', repo: null };
    assert.is(read({ head: { ...head, repo: null }, base }).isFork, true);
  });

  test('a payload without a commit is refused, and says which field', () => {
    const error = usage(() => read({ head: { ref: 'topic', sha: 'HEAD', repo: { id: 1 } } }));
    assert.match(error.message, 'pull_request.head.sha');
  });
});

describe('other events', (test) => {
  const push = { before: sha('b'), after: sha('a'), ref: 'refs/heads/release/1', forced: false, repository };

  test('a push names branch, before and after', () => {
    const event = parse('push', push);
    assert.equal(event, {
      name: 'push',
      before: sha('b'),
      after: sha('a'),
      ref: 'refs/heads/release/1',
      branch: 'release/1',
      isForced: false,
      isPublic: false,
      defaultBranch: 'main',
    });
  });

  test('a new branch has no before, a deleted one no after, a tag no branch', () => {
    const made = parse('push', { ...push, before: sha('0') });
    const gone = parse('push', { ...push, after: sha('0') });
    const tag = parse('push', { ...push, ref: 'refs/tags/v1' });
    if (made.name !== 'push' || gone.name !== 'push' || tag.name !== 'push') throw new Error('no push');
    assert.equal([made.before, gone.after, tag.branch], [null, null, null]);
  });

  test('a repository that does not say whether it is private is refused or counts as public', () => {
    usage(() => parse('push', { ...push, repository: {} }));
    assert.is(parse('schedule', {}).isPublic, true);
    assert.is(parse('workflow_dispatch', { repository }).isPublic, false);
  });

  test('a workflow_run tells whose run it was', () => {
    const event = parse('workflow_run', {
      action: 'completed',
      repository,
      workflow_run: {
        id: 9,
        event: 'pull_request',
        conclusion: 'success',
        head_sha: sha('f'),
        head_repository: { id: 77 },
        path: '.github/workflows/plan.yml',
      },
    });
    if (event.name !== 'workflow_run') throw new Error(event.name);
    assert.equal(
      [event.run.id, event.run.headSha, event.run.headRepositoryId, event.run.path],
      [9, sha('f'), 77, '.github/workflows/plan.yml'],
    );
  });

  test('pull_request_target is refused with the reason', () => {
    assert.match(usage(() => parse('pull_request_target', pull())).hint ?? '', 'strangers');
    assert.match(usage(() => parse('star', {})).message, '"star"');
  });
});
