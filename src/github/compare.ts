/** How two commits relate, when the clone is too shallow to tell. */
import type { GithubClient } from './client.ts';
import { failureKind } from './failure.ts';

export interface Comparison {
  /** True when the first is the second or an ancestor of it. */
  readonly isAncestor: boolean;
  /** First-parent commits after the first up to the second, oldest first; null when GitHub does not list them all. */
  readonly firstParents: readonly string[] | null;
}

/** GitHub lists at most 250 commits to a page here, and the whole of a comparison over several. */
const PER_PAGE = 100;
const MOST_PAGES = 10;

/** Asks GitHub; null when it does not know one of the two. */
export async function compareCommits(
  client: GithubClient,
  older: string,
  newer: string,
): Promise<Comparison | null> {
  const { octokit, repository } = client;
  const parents = new Map<string, string | undefined>();
  let isAncestor = false;
  let total = 0;
  try {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const basehead = `${older}...${newer}`;
      const wish = { ...repository, basehead, per_page: PER_PAGE, page };
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead(wish);
      isAncestor = data.status === 'ahead' || data.status === 'identical';
      total = data.total_commits;
      for (const commit of data.commits) parents.set(commit.sha, commit.parents[0]?.sha);
      if (parents.size >= total || data.commits.length === 0) break;
    }
  } catch (error) {
    if (failureKind(error) === 'not-found') return null;
    throw error;
  }
  if (parents.size < total) return { isAncestor, firstParents: null };
  const chain: string[] = [];
  for (let at: string | undefined = newer; at !== undefined && parents.has(at); at = parents.get(at))
    chain.push(at);
  return { isAncestor, firstParents: chain.toReversed() };
}
