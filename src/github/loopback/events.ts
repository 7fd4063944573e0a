/** Events as GitHub hands them to a job: the payload of `event.json`, and the commit and ref of the run. */
import { commitShape, wholePullShape } from './pull-shape.ts';
import { pageUrl, repositoryShape, userShape } from './shapes.ts';
import { type Account, ACTIONS_BOT, type Pull, type State } from './state.ts';

/** What starts a workflow run. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** GITHUB_SHA and GITHUB_REF. */
  readonly sha: string;
  readonly ref: string;
  /** GITHUB_HEAD_REF and GITHUB_BASE_REF; pull requests only. */
  readonly headRef?: string;
  readonly baseRef?: string;
}

const NONE = '0'.repeat(40);

/**
 * `opened`, `reopened`, `closed` …; for `synchronize`, `before` is the head before the push. Null where GitHub starts no
 * run: an open pull request with a conflict has no merge commit.
 */
export async function pullRequestEvent(
  state: State,
  pull: Pull,
  action: string,
  { before, sender = pull.author }: { readonly before?: string; readonly sender?: Account } = {},
): Promise<WorkflowEvent | null> {
  const isMerged = pull.state.is === 'merged';
  const sha = pull.mergeSha ?? (pull.state.is === 'open' ? null : pull.headSha);
  if (sha === null) return null;
  return {
    name: 'pull_request',
    sha,
    ref: isMerged ? `refs/heads/${pull.base}` : `refs/pull/${pull.number}/merge`,
    headRef: pull.head.ref,
    baseRef: pull.base,
    payload: {
      action,
      number: pull.number,
      ...(before !== undefined && { before, after: pull.headSha }),
      pull_request: await wholePullShape(state, pull),
      repository: repositoryShape(state),
      sender: userShape(state, sender),
    },
  };
}

/** Commits arrived on a branch: by a merge, or straight. `before` null: the branch is new. */
export async function pushEvent(
  state: State,
  {
    branch,
    before,
    after,
  }: { readonly branch: string; readonly before: string | null; readonly after: string },
  sender: Account = ACTIONS_BOT,
): Promise<WorkflowEvent> {
  const { git } = state;
  const ids = before === null ? [after] : await git.list(`${before}..${after}`, '--reverse');
  const commits = await Promise.all(ids.slice(-20).map((id) => git.commit(id)));
  const shown = commits.flatMap((commit) => (commit ? [commitShape(state, commit)] : []));
  const isForced = before !== null && !(await git.isAncestor(before, after));
  return {
    name: 'push',
    sha: after,
    ref: `refs/heads/${branch}`,
    payload: {
      ref: `refs/heads/${branch}`,
      before: before ?? NONE,
      after,
      created: before === null,
      deleted: false,
      forced: isForced,
      base_ref: null,
      compare: `${pageUrl(state)}/compare/${(before ?? NONE).slice(0, 12)}...${after.slice(0, 12)}`,
      commits: shown.map((commit) => ({ id: commit['sha'], url: commit['html_url'], distinct: true })),
      head_commit: { id: after },
      repository: repositoryShape(state),
      pusher: { name: sender.login },
      sender: userShape(state, sender),
    },
  };
}

/** The clock, or a person, starts a run on the default branch. */
export async function startedEvent(
  state: State,
  name: 'schedule' | 'workflow_dispatch',
): Promise<WorkflowEvent> {
  const ref = `refs/heads/${state.repository.defaultBranch}`;
  const tip = await state.git.commit(ref);
  if (!tip) throw new Error(`${ref} does not exist`);
  return {
    name,
    sha: tip.sha,
    ref,
    payload: { repository: repositoryShape(state), sender: userShape(state, ACTIONS_BOT) },
  };
}
