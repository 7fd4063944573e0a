/**
 * The one way to GitHub's REST API. Octokit is loaded when the client is opened, never on start-up; rate limits are
 * waited for within bounds, and every error leaves as a PhoenixError with a hint.
 */
import type { Octokit } from '@octokit/rest';
import type { Repository } from './environment.ts';
import { masked } from '../secrets/masking.ts';
import { inSpan } from '../telemetry/current.ts';
import { explainFailure } from './failure.ts';

/** An open connection: Octokit for one token, and the repository that every call is about. */
export interface GithubClient {
  readonly octokit: Octokit;
  readonly repository: Repository;
  /** The app whose installation token this is, should it be one. */
  readonly app: string;
}

export interface ClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly repository: Repository;
  /** The slug of the app that made the token, where it is not `github.token` (actions/create-github-app-token). */
  readonly app?: string;
  /** Phoenix's version, for the User-Agent. */
  readonly version: string;
  /** Called before every wait and retry, with one line for the log. */
  readonly onWait?: (message: string) => void;
}

/** Longer waits than this fail at once: a job that sleeps for an hour helps nobody. */
const LONGEST_WAIT_SECONDS = 120;
const RATE_LIMIT_RETRIES = 3;
const SERVER_ERROR_RETRIES = 3;
const REQUEST_TIMEOUT_MS = 30_000;

/** GitHub Enterprise and github.com both answer to it; without it the newest version answers. */
const API_VERSION = '2022-11-28';

/** The app behind `github.token`. */
const ACTIONS_APP = 'github-actions';

type Fetch = typeof globalThis.fetch;

/** Node's own fetch knows no proxy (NODE_USE_ENV_PROXY came with 24): with one set, the Actions toolkit's fetch is taken. */
async function fetchFor(variables: Readonly<Record<string, string | undefined>>): Promise<Fetch> {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  if (!names.some((name) => variables[name])) return globalThis.fetch;
  const { defaults } = await import('@actions/github/lib/utils');
  return defaults.request?.fetch as Fetch;
}

/** Comments and checks hold what programs have printed. */
const withoutSecrets =
  (fetch: Fetch): Fetch =>
  (url, init) =>
    fetch(url, typeof init?.body === 'string' ? { ...init, body: masked(init.body) } : init);

/** A server that accepts and never answers must not hold the job until its time limit. */
const withTimeout =
  (fetch: Fetch): Fetch =>
  (url, init) => {
    const limit = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    return fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };

let opened = 0;

/** Opens the client. Nothing is sent until the first call. */
export async function openClient(options: ClientOptions): Promise<GithubClient> {
  const [{ Octokit }, { throttling }, { retry }, fetch] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-throttling'),
    import('@octokit/plugin-retry'),
    fetchFor(process.env),
  ]);
  const tell = options.onWait ?? (() => {});
  const wait = (why: string, seconds: number, retryCount: number): boolean => {
    const goesOn = retryCount < RATE_LIMIT_RETRIES && seconds <= LONGEST_WAIT_SECONDS;
    if (goesOn) tell(`GitHub: ${why}; waiting ${seconds} s as it asks`);
    return goesOn;
  };
  const log = { debug: () => {}, info: () => {}, warn: tell, error: () => {} };
  const octokit = new (Octokit.plugin(throttling, retry))({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: `phoenix/${options.version}`,
    log,
    request: { fetch: withTimeout(withoutSecrets(fetch)), log },
    throttle: {
      // The plugin's queues are shared by all clients of a process with the same id.
      id: `phoenix-${++opened}`,
      onSecondaryRateLimit: (seconds: number, _request: unknown, _octokit: unknown, retryCount: number) =>
        wait('too many requests in a short time', seconds, retryCount),
      onRateLimit: (seconds: number, _request: unknown, _octokit: unknown, retryCount: number) =>
        wait('the hourly limit is used up', seconds, retryCount),
    },
    // 403 and 429 belong to the throttling plugin: two plugins that retry the same answer multiply.
    retry: { retries: SERVER_ERROR_RETRIES, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
  });
  octokit.hook.before('request', (request) => {
    request.headers['x-github-api-version'] = API_VERSION;
  });
  // With its waits and retries. Routes are told, not what they are filled with.
  octokit.hook.wrap('request', (send, request) => {
    const { method, baseUrl } = request;
    const route = request.url.replace(/\?.*$/, '');
    const about = { method, route, server: new URL(baseUrl).hostname };
    return inSpan('request', `${method} ${route}`, about, async (span) => {
      const response = await send(request);
      span.end(true, { status: response.status });
      return response;
    });
  });
  // Registered last, so it runs outermost: it sees the error that is left after every retry.
  octokit.hook.error('request', (error) => {
    throw explainFailure(error);
  });
  return { octokit, repository: options.repository, app: options.app ?? ACTIONS_APP };
}
