/** The variables that a runner gives to an action, read once and by name. No other file reads `GITHUB_*` or `RUNNER_*`. */
import { PhoenixError } from '../errors.ts';

/** A repository on GitHub. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** What the runner says of itself and of the run. */
export interface RunnerEnvironment {
  readonly repository: Repository;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly eventName: string;
  readonly eventPath: string;
  /** The commit of the event; for `pull_request` it is the merge commit that GitHub made. */
  readonly sha: string;
  readonly ref: string;
  /** Counts up over the whole of GitHub: a later run has a higher id. */
  readonly runId: number;
  readonly runAttempt: number;
  /** Names of the workflow and of the job in it, and the login of who started it; empty where the runner does not say. */
  readonly workflow: string;
  readonly job: string;
  readonly actor: string;
  /** The page of this run. */
  readonly runUrl: string;
  /** The checkout. */
  readonly workspace: string;
  readonly summaryPath: string | null;
  readonly tempPath: string | null;
  readonly hosted: 'github-hosted' | 'self-hosted';
}

type Variables = Readonly<Record<string, string | undefined>>;

const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

function required(variables: Variables, name: string): string {
  const value = variables[name];
  if (value) return value;
  throw new PhoenixError('USAGE', `${name} is not set`, {
    hint: 'the action runs in a GitHub workflow; anywhere else use the `phoenix` command',
  });
}

function repositoryOf(name: string): Repository {
  const [owner, repo, ...rest] = name.split('/');
  if (owner && repo && rest.length === 0) return { owner, repo };
  throw new PhoenixError('USAGE', `GITHUB_REPOSITORY is "${name}", not "owner/name"`);
}

function count(variables: Variables, name: string): number {
  const value = Number(variables[name] ?? '');
  return Number.isSafeInteger(value) && value > 0 ? value : 1;
}

/** Reads the runner's variables; throws `USAGE` where one is missing that every run has. */
export function runnerEnvironment(variables: Variables): RunnerEnvironment {
  const name = required(variables, 'GITHUB_REPOSITORY');
  const serverUrl = (variables['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
  const runId = count(variables, 'GITHUB_RUN_ID');
  const sha = required(variables, 'GITHUB_SHA');
  if (!SHA.test(sha)) throw new PhoenixError('USAGE', `GITHUB_SHA is "${sha}", not a full commit id`);
  return {
    repository: repositoryOf(name),
    apiUrl: (variables['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, ''),
    serverUrl,
    eventName: required(variables, 'GITHUB_EVENT_NAME'),
    eventPath: required(variables, 'GITHUB_EVENT_PATH'),
    sha,
    ref: variables['GITHUB_REF'] ?? '',
    runId,
    runAttempt: count(variables, 'GITHUB_RUN_ATTEMPT'),
    workflow: variables['GITHUB_WORKFLOW'] ?? '',
    job: variables['GITHUB_JOB'] ?? '',
    actor: variables['GITHUB_ACTOR'] ?? '',
    runUrl: `${serverUrl}/${name}/actions/runs/${runId}`,
    workspace: variables['GITHUB_WORKSPACE'] || '.',
    summaryPath: variables['GITHUB_STEP_SUMMARY'] || null,
    tempPath: variables['RUNNER_TEMP'] || null,
    // A runner too old to say where it runs is somebody's own: the stricter rules hold for it.
    hosted: variables['RUNNER_ENVIRONMENT'] === 'github-hosted' ? 'github-hosted' : 'self-hosted',
  };
}

/** Names a run of the action in logs, journals and reports: `gh-123456-1`. */
export const runNameOf = ({ runId, runAttempt }: Pick<RunnerEnvironment, 'runId' | 'runAttempt'>): string =>
  `gh-${runId}-${runAttempt}`;
