/** What a push needs to know of pull requests: which it merges, what each changes, and which plans were shown. */
import type { Address } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { collectReviewed, type ReviewedCommit } from '../github/pulls.ts';
import { kinds } from '../kinds/registry.ts';
import { planFromGit } from '../plan/build.ts';
import { type ActContext, knownEstate } from './act-context.ts';
import { historyOf } from './history.ts';
import type { Unshown } from './live-plan.ts';

/** A pull request of this push, and what it alone changes: others' merges are never shown as its own. */
export interface Part {
  readonly pr: number;
  readonly head: string;
  readonly base: string;
  readonly shown: string | null;
  readonly addresses: ReadonlySet<Address>;
}

/** Where reviews are looked for. */
export interface Reviews {
  readonly branch: string;
  /** The check run that shows a plan. */
  readonly checkName: string;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What one pull request changes: the difference that its first-parent commits make. */
async function addressesOf(context: ActContext, commits: readonly string[]): Promise<Set<Address>> {
  const [first, last] = [commits[0], commits.at(-1)];
  if (!first || !last) return new Set();
  const before = (await context.repository.parents(first))[0];
  const base = before ? await context.estateAt(before) : null;
  const { plan } = planFromGit({ kinds, head: await knownEstate(context, last), base });
  return new Set(plan.items.map((item) => item.address));
}

/** The pull requests that a push merged. */
export async function partsOf(
  context: ActContext,
  before: string | null,
  after: string,
  reviews: Reviews,
): Promise<Part[]> {
  const reviewed = await reviewsOf(context, before, after, reviews);
  const byPull = new Map<number, ReviewedCommit[]>();
  for (const commit of reviewed) {
    if (commit.pr !== null) byPull.set(commit.pr, [...(byPull.get(commit.pr) ?? []), commit]);
  }
  const parts: Part[] = [];
  for (const [pr, commits] of byPull) {
    const first = commits[0];
    if (!first?.head) continue;
    const shas = commits.map((commit) => commit.commit);
    const base = (await context.repository.parents(first.commit))[0] ?? first.commit;
    parts.push({
      pr,
      head: first.head,
      base,
      shown: first.shown,
      addresses: await addressesOf(context, shas),
    });
  }
  return parts;
}

/** Asks GitHub which commits were shown; without an answer none was: fail closed. */
export function unshownBy(context: ActContext, reviews: Reviews): Unshown {
  return async (commits) => {
    if (commits.length === 0) return [];
    try {
      const reviewed = await collectReviewed(context.client, commits, reviews);
      return reviewed
        .filter((commit) => commit.shown === null)
        .map(({ pr, commit }) => (pr === null ? `direct push ${commit.slice(0, 7)}` : `#${pr}`));
    } catch (error) {
      context.say(`GitHub does not say which plans were shown: ${reasonOf(error)}`);
      return commits.map((commit) => `${commit.slice(0, 7)} (GitHub did not answer)`);
    }
  };
}

/**
 * The newest commit of the branch: an old run that is started again must not take back what the branch says since.
 * @throws PhoenixError `GITHUB` when neither GitHub nor the remote says, or the branch is gone: then any run may be old
 */
export async function tipOf(context: ActContext, branch: string): Promise<string> {
  try {
    const { data } = await context.client.octokit.rest.git.getRef({
      ...context.client.repository,
      ref: `heads/${branch}`,
    });
    return data.object.sha;
  } catch (error) {
    context.say(`GitHub does not say where ${branch} is: ${reasonOf(error)}`);
    const tip = await context.repository.remoteTip(branch).catch(() => null);
    if (tip !== null) return tip;
    throw new PhoenixError('GITHUB', `nobody says where the branch ${branch} is, so nothing was applied`, {
      hint: 'run the job again when GitHub answers, or run `phoenix apply` on the host',
      cause: error,
    });
  }
}

async function reviewsOf(
  context: ActContext,
  before: string | null,
  after: string,
  reviews: Reviews,
): Promise<ReviewedCommit[]> {
  const history = historyOf(context.workspace, context.beyond);
  const commits = before ? ((await history?.commitsBetween(before, after)) ?? [after]) : [after];
  try {
    return await collectReviewed(context.client, commits, reviews);
  } catch (error) {
    context.say(`GitHub does not say which pull requests these are: ${reasonOf(error)}`);
    return [];
  }
}
