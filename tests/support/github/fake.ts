/**
 * GitHub for tests: the one on loopback, whose requests and answers are both held against GitHub's own description, with a
 * log, tokens of several people, and faults on demand. A request or answer that breaks the description fails `close()`.
 */
import type { Incoming, Outgoing } from '../../../src/github/loopback/route.ts';
import { startLoopback } from '../../../src/github/loopback/server.ts';
import { type Account, actionsToken, type Caller, type State } from '../../../src/github/loopback/state.ts';
import { requestProblems, responseProblems } from './contract.ts';

export const ANN: Account = { id: 7, login: 'ann', type: 'User' };
export const MALLORY: Account = { id: 8, login: 'mallory', type: 'User' };

const writer = { contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write' } as const;
const reader = { contents: 'read', issues: 'read', pull_requests: 'read', checks: 'read' } as const;

/** Who the tokens of a fake belong to. */
const TOKENS = {
  /** `github.token` with the permissions that the plan workflow asks for. */
  bot: actionsToken({ contents: 'read', issues: 'write', pull_requests: 'write', checks: 'write' }),
  /** `github.token` of a run for a fork's pull request. */
  stranger: actionsToken(reader),
  /** People with write access, and an app other than Actions. */
  ann: { account: ANN, app: null, permissions: writer },
  mallory: { account: MALLORY, app: null, permissions: writer },
  robot: { account: { id: 9, login: 'robot[bot]', type: 'Bot' }, app: 'robot', permissions: writer },
} as const satisfies Record<string, Caller>;

interface Logged {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly token: string | null;
  readonly body: unknown;
  readonly status: number | 'dropped';
}

/** A fault for the next request that matches; it is used up by it. */
interface Fault {
  readonly method?: string;
  readonly path?: RegExp;
  readonly answer: Outgoing | 'drop';
}

export interface FakeGithub {
  readonly url: string;
  readonly state: State;
  /** Every request in order, with the status of its answer. */
  readonly log: readonly Logged[];
  /** The requests of a method whose path matches. */
  requests(method: string, path: RegExp): Logged[];
  failNext(...faults: readonly Fault[]): void;
  /** From now on 403 with Retry-After until that time is over; a request before that breaks the contract. */
  limit(retryAfterSeconds: number): void;
  /** What broke the description so far; taken away, so that `close()` no longer fails for it. */
  takeProblems(): string[];
  /** Stops it. Throws when a request or an answer was not as GitHub describes it. */
  close(): Promise<void>;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** The answer of GitHub to too many requests in a short time. */
export function secondaryLimit(retryAfterSeconds: number, status: 403 | 429 = 403): Outgoing {
  return {
    status,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: {
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      documentation_url: DOCUMENTATION,
    },
  };
}

export const failure = (status: number, message: string): Outgoing => ({
  status,
  headers: {},
  body: { message, documentation_url: DOCUMENTATION },
});

export interface FakeOptions {
  readonly folder: string;
  readonly isPrivate?: boolean;
  readonly callers?: Readonly<Record<string, Caller>>;
}

export async function startFake(options: FakeOptions): Promise<FakeGithub> {
  const log: Logged[] = [];
  const problems: string[] = [];
  const faults: Fault[] = [];
  let limitedUntil = 0;
  let retryAfter = 0;

  const keep = (request: Incoming, status: Logged['status']): void => {
    const { method, path, query, token, body } = request;
    log.push({ method, path, query: query.toString(), token, body, status });
  };
  const fault = (request: Incoming): Outgoing | 'drop' | null => {
    const at = faults.findIndex(
      ({ method, path }) =>
        (method === undefined || method === request.method) &&
        (path === undefined || path.test(request.path)),
    );
    return at < 0 ? null : (faults.splice(at, 1)[0]?.answer ?? null);
  };
  const limited = (request: Incoming): Outgoing | null => {
    if (retryAfter === 0) return null;
    if (limitedUntil === 0) {
      limitedUntil = Date.now() + retryAfter * 1000;
      return secondaryLimit(retryAfter);
    }
    const left = Math.ceil((limitedUntil - Date.now()) / 1000);
    if (left <= 0) {
      retryAfter = limitedUntil = 0;
      return null;
    }
    problems.push(`${request.method} ${request.path} came ${left} s before Retry-After was over`);
    return secondaryLimit(left);
  };

  const loopback = await startLoopback({
    folder: options.folder,
    isPrivate: options.isPrivate ?? true,
    callers: options.callers ?? TOKENS,
    intercept: (request) => {
      problems.push(...requestProblems(request).map((p) => `${request.method} ${request.path}: ${p}`));
      const given = fault(request) ?? limited(request);
      if (given === 'drop') keep(request, 'dropped');
      return given;
    },
    review: (request, response) => {
      keep(request, response.status);
      const wrong = responseProblems(request, response);
      problems.push(...wrong.map((p) => `answer to ${request.method} ${request.path}: ${p}`));
      if (response.status === 500 && response.headers['x-fault'] === undefined) {
        problems.push(`${request.method} ${request.path}: ${JSON.stringify(response.body)}`);
      }
      return wrong.length > 0 ? failure(500, wrong.join('; ')) : response;
    },
  });

  return {
    url: loopback.url,
    state: loopback.state,
    log,
    requests: (method, path) => log.filter((entry) => entry.method === method && path.test(entry.path)),
    failNext: (...next) => void faults.push(...next),
    limit: (seconds) => {
      retryAfter = seconds;
      limitedUntil = 0;
    },
    takeProblems: () => problems.splice(0),
    close: async () => {
      await loopback.close();
      if (problems.length > 0) throw new Error(`not as GitHub describes it:\n${problems.join('\n')}`);
    },
  };
}

/** A server error that was asked for; any other 500 is a bug of the fake. */
export const serverError = (status: 500 | 502 | 503 = 502): Outgoing => ({
  ...failure(status, 'Server Error'),
  headers: { 'x-fault': 'asked' },
});
