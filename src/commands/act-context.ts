/** What every run of the action works with: inputs, runner, event, GitHub, and the estate's files. */
import { isBesideFiles } from '../config/beside-files.ts';
import { loadEstate } from '../config/estate.ts';
import type { Estate } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import { errorsIn, PhoenixError } from '../errors.ts';
import { type GithubClient, openClient } from '../github/client.ts';
import { compareCommits } from '../github/compare.ts';
import { readTree } from '../github/content.ts';
import { type RunnerEnvironment, runnerEnvironment } from '../github/environment.ts';
import { type GithubEvent, parseEvent } from '../github/event.ts';
import { type ActionInputs, readEventPayload, readInputs } from '../github/inputs.ts';
import { jobScreen } from '../github/job-screen.ts';
import { debugLine, isDebugged, logGroup, logLine } from '../github/outputs.ts';
import { kinds } from '../kinds/registry.ts';
import type { Where } from '../plan/render/links.ts';
import type { GitRepository } from '../sources/git.ts';
import { shippedFeatures } from '../sources/shipped-features.ts';
import { isShown } from '../telemetry/log/record.ts';
import { type Say, say, showOn } from '../telemetry/log/said.ts';
import { type Wanted, wanted } from '../telemetry/wanted.ts';
import { VERSION } from '../version.ts';
import type { Beyond } from './history.ts';
import { type Pulse, pulse } from './pulse.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface ActContext {
  readonly inputs: ActionInputs;
  readonly runner: RunnerEnvironment;
  readonly event: GithubEvent;
  readonly client: GithubClient;
  readonly workspace: Workspace;
  readonly repository: GitRepository;
  /** The configs folder from the repository's root. */
  readonly root: string;
  /** The estate at a commit, from the clone or through the API; null when neither knows the commit. */
  estateAt(commit: string): Promise<Estate | null>;
  readonly beyond: Beyond;
  readonly say: Say;
  readonly debug: (line: string) => void;
  /** Shows lines that a reader may fold away. */
  readonly group: (title: string, lines: readonly string[]) => void;
  /** Lets the log never fall silent; whoever opened the context stops it. */
  readonly pulse: Pulse;
  /** What is kept of this run; null: nothing. */
  readonly wanted: Wanted | null;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The log of a job has a look of its own; with its debug logging on, everything is wanted. @throws PhoenixError `USAGE` */
function keptOf(inputs: ActionInputs, variables: Variables): Wanted | null {
  const options = {
    logFile: inputs['log-file'],
    logFormat: 'text',
    logLevel: inputs['log-level'] || (isDebugged() ? 'debug' : ''),
    metricsFile: inputs['metrics-file'],
  };
  return wanted(options, variables);
}

export async function openContext(variables: Variables): Promise<ActContext> {
  const inputs = readInputs();
  const runner = runnerEnvironment(variables);
  const event = parseEvent(runner, readEventPayload(runner.eventPath));
  const { repository: name, apiUrl } = runner;
  const client = await openClient({
    token: inputs.token,
    apiUrl,
    repository: name,
    version: VERSION,
    onWait: logLine,
  });
  const env = inputs.environment === null ? {} : { env: inputs.environment };
  const workspace = openWorkspace({ configs: inputs.configs, ...env });
  const { repository } = workspace;
  if (!repository) {
    throw new PhoenixError('GIT', `${inputs.configs} is not in a git repository`, {
      hint: 'check the repository out first (actions/checkout)',
    });
  }
  const root = repository.pathOf(inputs.configs);

  const estateAt = async (commit: string): Promise<Estate | null> => {
    if (await repository.has(commit)) return workspace.at(commit);
    if (await fetched(repository, commit)) return workspace.at(commit);
    const tree = await readTree(client, { commit, root });
    return tree ? loadEstate(tree, { env: inputs.environment, kinds, shipped: shippedFeatures }) : null;
  };
  const beyond: Beyond = {
    estateAt,
    isAncestor: async (older, newer) => (await compareCommits(client, older, newer))?.isAncestor ?? null,
    commitsBetween: async (from, to) => (await compareCommits(client, from, to))?.firstParents ?? null,
  };
  const kept = keptOf(inputs, variables);
  const level = kept?.logLevel ?? 'info';
  showOn(jobScreen(level));
  const beating = pulse(say, { usual: 'at work' });
  const told = {
    say: beating.say,
    debug: debugLine,
    group: (title: string, lines: readonly string[]) => {
      if (isShown('info', level)) logGroup(title, lines);
    },
    pulse: beating,
    wanted: kept,
  };
  return { inputs, runner, event, client, workspace, repository, root, estateAt, beyond, ...told };
}

/** The estate at a commit. @throws PhoenixError `GIT` when neither the clone nor GitHub knows it. */
export async function knownEstate(context: ActContext, commit: string): Promise<Estate> {
  const estate = await context.estateAt(commit);
  if (estate) return estate;
  throw new PhoenixError('GIT', `the commit ${commit} is neither in the clone nor known to GitHub`, {
    hint: 'check out with fetch-depth: 0',
  });
}

/** What stood before a change: the newest estate without errors, or why there is none. */
export type Before =
  | { readonly is: 'sound'; readonly estate: Estate }
  /** The folder was empty, or the environment was not there: the change is the first one. */
  | { readonly is: 'nothing' }
  | { readonly is: 'unknown' };

/** Commits that are looked through for an estate without errors. */
const LOOK_BACK = 50;

/**
 * The estate at a commit, or where that has errors, at its newest ancestor without: of a broken one neither policies nor
 * removals can be told, and to take them for absent would let the change that mends it do what it likes unseen.
 */
export async function soundBefore(context: ActContext, commit: string): Promise<Before> {
  let at: string | undefined = commit;
  for (let count = 0; count < LOOK_BACK; count += 1) {
    const estate = await context.estateAt(at);
    if (!estate) return { is: 'unknown' };
    const errors = errorsIn(estate.findings).filter((one) => !isBesideFiles(one));
    if (errors.length === 0) return { is: 'sound', estate };
    if (estate.tree.files.size === 0 || errors.every(({ id }) => id === 'PHX207')) return { is: 'nothing' };
    if (!(await context.repository.has(at))) return { is: 'unknown' };
    at = (await context.repository.parents(at))[0];
    if (at === undefined) return { is: 'nothing' };
  }
  return { is: 'unknown' };
}

/** A checkout without credentials cannot fetch from a private repository: then the API answers. */
async function fetched(repository: GitRepository, commit: string): Promise<boolean> {
  try {
    await repository.fetch(commit, 2);
    return true;
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'GIT') return false;
    throw error;
  }
}

/**
 * A self-hosted runner sits on the hypervisor's network: strangers' code does not belong there.
 * @throws PhoenixError `REFUSED` for a fork or a public repository that the settings do not allow.
 */
export function refuseStrangers(context: ActContext, settings: Settings | null): void {
  const { runner, event } = context;
  if (runner.hosted === 'github-hosted') return;
  const allow = settings?.policies.allow ?? { forks: false, publicRepository: false };
  if (event.name === 'pull_request' && event.isFork && !allow.forks) {
    throw new PhoenixError('REFUSED', 'a pull request from a fork does not run on a self-hosted runner', {
      hint: 'run the plan workflow on a hosted runner (runs-on: ubuntu-24.04); it needs no host',
    });
  }
  if (event.isPublic && !allow.publicRepository) {
    throw new PhoenixError('REFUSED', 'this repository is public, and this runner is self-hosted', {
      hint: 'make the repository private, or set policies.allow.publicRepository to true once you know what it means',
    });
  }
}

/** Where comments and summaries of this run point to. */
export function whereOf(
  context: ActContext,
  head: string | null,
  base: string | null,
  pr: number | null,
): Where {
  const { runner, root } = context;
  const repository = `${runner.serverUrl}/${runner.repository.owner}/${runner.repository.repo}`;
  return { repository, root, head, base, pr, run: runner.runUrl };
}
