/** Which pull request brought a commit to the branch, and whether its plan was shown: what the cover check asks GitHub. */
import { planShown } from './checks.ts';
import type { GithubClient } from './client.ts';
import { failureKind } from './failure.ts';

/** A pull request that was merged into the branch. */
interface MergedPull {
  readonly number: number;
  /** The head as it was merged; later pushes to its branch do not move it. */
  readonly head: string;
}

/** One first-parent commit of the branch, and what is known of its review. */
export interface ReviewedCommit {
  readonly commit: string;
  /** Null: pushed without a pull request, or more than one claims the commit. */
  readonly pr: number | null;
  readonly head: string | null;
  /** Digest of the plan that was shown for that head; null: none was. */
  readonly shown: string | null;
}

/** What both lists of GitHub say of a pull request. */
interface ListedPull {
  readonly number: number;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

/** The pull requests that GitHub links to a commit; none for a commit that it does not know. */
async function linkedPulls(client: GithubClient, commit: string): Promise<ListedPull[]> {
  const { octokit, repository } = client;
  try {
    return await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
      ...repository,
      commit_sha: commit,
      per_page: 100,
    });
  } catch (error) {
    if (['not-found', 'invalid'].includes(failureKind(error) ?? '')) return [];
    throw error;
  }
}

/** The pull requests closed last: GitHub links commits to them with a delay, and a push is handled within seconds. */
async function recentPulls(client: GithubClient, branch: string): Promise<ListedPull[]> {
  const { data } = await client.octokit.rest.pulls.list({
    ...client.repository,
    state: 'closed',
    base: branch,
    sort: 'updated',
    direction: 'desc',
    per_page: 50,
  });
  return data;
}

/** The one that brought the commit; null where it is not clear which. */
function theOne(pulls: readonly ListedPull[], commit: string, branch: string): MergedPull | null {
  const merged = pulls.filter((pull) => pull.merged_at !== null && pull.base.ref === branch);
  const exact = merged.filter((pull) => pull.merge_commit_sha === commit);
  const [only, ...others] = exact.length > 0 ? exact : merged;
  return only && others.length === 0 ? { number: only.number, head: only.head.sha } : null;
}

/** `make` for each key at most once. */
function once<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

/**
 * For every commit the pull request that brought it to `branch` by merge commit, squash or rebase, and the plan that was
 * shown for its head. Where nothing is found, or two claim a commit, nothing counts as reviewed.
 */
export async function collectReviewed(
  client: GithubClient,
  commits: readonly string[],
  { branch, checkName }: { readonly branch: string; readonly checkName: string },
): Promise<ReviewedCommit[]> {
  const recent = once((name) => recentPulls(client, name));
  const digestFor = once(
    async (head) => (await planShown(client, { head, base: branch, name: checkName }))?.digest ?? null,
  );
  return Promise.all(
    commits.map(async (commit) => {
      const linked = await linkedPulls(client, commit);
      const late = linked.length > 0 ? [] : await recent(branch);
      const pull = theOne([...linked, ...late.filter((p) => p.merge_commit_sha === commit)], commit, branch);
      if (!pull) return { commit, pr: null, head: null, shown: null };
      return { commit, pr: pull.number, head: pull.head, shown: await digestFor(pull.head) };
    }),
  );
}
