/** GitHub's answers that are errors, as one sentence and what to do about it. No network here. */
import { shortened } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';

/** Why a request failed, for callers that have an answer to it. */
export type FailureKind =
  /** The token may not do this; for a fork's pull request that is the normal case. */
  | 'forbidden'
  | 'unauthorized'
  | 'not-found'
  /** GitHub refuses the content of the request. */
  | 'invalid'
  | 'rate-limited'
  /** No answer, or one that says that the server is at fault. */
  | 'unavailable'
  | 'other';

/** The part of Octokit's RequestError that is read here. */
interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly request: { readonly method: string; readonly url: string };
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
}

const kinds = new WeakMap<object, FailureKind>();

/** The kind of a failure that came out of the client; null for any other error. */
export function failureKind(error: unknown): FailureKind | null {
  return typeof error === 'object' && error !== null ? (kinds.get(error) ?? null) : null;
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && 'status' in error && 'request' in error;
}

function kindOf(failure: RequestFailure): FailureKind {
  const headers = failure.response?.headers ?? {};
  switch (failure.status) {
    case 401:
      return 'unauthorized';
    case 403:
    case 429:
      return failure.status === 429 ||
        headers['x-ratelimit-remaining'] === '0' ||
        headers['retry-after'] !== undefined ||
        /rate limit/i.test(failure.message)
        ? 'rate-limited'
        : 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 400:
    case 422:
      return 'invalid';
    default:
      return failure.status >= 500 ? 'unavailable' : 'other';
  }
}

/** The permissions that a route needs, where GitHub does not name them in its answer. */
function permissionFor(path: string, method: string): string {
  const level = method === 'GET' ? 'read' : 'write';
  if (/\/(check-runs|check-suites)/.test(path)) return `checks: ${level}`;
  if (/\/(issues|pulls)(\/|$)/.test(path)) return `pull-requests: ${level}`;
  return `contents: ${level}`;
}

function permissionHint(failure: RequestFailure, path: string): string {
  const named = String(failure.response?.headers['x-accepted-github-permissions'] ?? '')
    .split(/[;,]/)[0]
    ?.replaceAll('=', ': ')
    .replaceAll('_', '-');
  const needed = named || permissionFor(path, failure.request.method);
  return `give the job \`permissions: ${needed}\`; the token of a fork's pull request only reads`;
}

function limitHint(failure: RequestFailure): string {
  const headers = failure.response?.headers ?? {};
  const wait = headers['retry-after'];
  const reset = Number(headers['x-ratelimit-reset']);
  if (wait !== undefined) return `GitHub asks to wait ${wait} s; run the job again after that`;
  return reset > 0
    ? `the limit is renewed at ${new Date(reset * 1000).toISOString()}; run the job again after that`
    : 'run the job again in a few minutes';
}

const HINTS: Readonly<Record<FailureKind, (failure: RequestFailure, path: string) => string>> = {
  unauthorized: () => 'the token is wrong or has expired; pass `token: ${{ github.token }}`',
  forbidden: permissionHint,
  'not-found': () =>
    'it does not exist, or the token may not see it: check the repository, the number, and `permissions:`',
  'rate-limited': limitHint,
  invalid: () => 'GitHub refused what Phoenix sent; if the plan shows nothing odd, report this as a bug',
  unavailable: () =>
    'check the network of the runner and githubstatus.com, then run the job again; what was applied stays applied',
  other: () => 'run the job again; if it stays, report this as a bug',
};

/** `Validation Failed: body is too long (maximum is 65536 characters)`. */
function detail(failure: RequestFailure): string {
  const data = failure.response?.data;
  const errors =
    typeof data === 'object' && data !== null && 'errors' in data && Array.isArray(data.errors)
      ? data.errors
      : [];
  const known = failure.message.split(' - https://')[0] ?? '';
  const said = errors
    .map((e: unknown) =>
      typeof e === 'object' && e !== null && 'message' in e ? String(e.message) : JSON.stringify(e),
    )
    .filter((message) => !known.includes(message));
  const text = [known, ...said].join(': ').replaceAll(/\s+/g, ' ');
  return shortened(text, 300);
}

/** The error to throw for one that a request threw; anything that is no answer of GitHub comes back unchanged. */
export function explainFailure(error: unknown): unknown {
  if (!isRequestFailure(error)) return error;
  const kind = kindOf(error);
  const path = URL.canParse(error.request.url) ? new URL(error.request.url).pathname : error.request.url;
  const answered = error.response !== undefined;
  const what = `${error.request.method} ${path}`;
  const message = answered
    ? `GitHub answered ${error.status} to ${what}: ${detail(error)}`
    : `GitHub cannot be reached for ${what}: ${detail(error)}`;
  const explained = new PhoenixError('GITHUB', message, { hint: HINTS[kind](error, path), cause: error });
  kinds.set(explained, kind);
  return explained;
}
