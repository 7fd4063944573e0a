/** What git knows of commits, for the cover check: from the clone, and where a shallow clone ends, from a second source. */
import type { Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import type { GitRepository } from '../sources/git.ts';
import type { History } from './live-plan.ts';
import type { Workspace } from './workspace.ts';

/** Answers what a shallow clone cannot: GitHub's API, with the token of the job. */
export interface Beyond {
  estateAt(commit: string): Promise<Estate | null>;
  isAncestor(older: string, newer: string): Promise<boolean | null>;
  commitsBetween(from: string, to: string): Promise<readonly string[] | null>;
}

const NOTHING: Beyond = {
  estateAt: async () => null,
  isAncestor: async () => null,
  commitsBetween: async () => null,
};

/** A commit that is not here is fetched; whether that works depends on the remote and its credentials. */
async function isHere(repository: GitRepository, commit: string): Promise<boolean> {
  if (await repository.has(commit)) return true;
  if (!(await repository.isShallow())) return false;
  try {
    await repository.fetch(commit);
    return true;
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'GIT') return false;
    throw error;
  }
}

/** Null for what a shallow clone cannot tell. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'GIT') return null;
    throw error;
  }
}

/** The history of a workspace's repository; null where there is none. */
export function historyOf(workspace: Workspace, beyond: Beyond = NOTHING): History | null {
  const { repository, configs } = workspace;
  if (!repository) return null;
  const folder = repository.pathOf(configs);
  const read = new Map<string, Promise<Estate | null>>();

  const estateAt = async (commit: string) =>
    (await isHere(repository, commit)) ? workspace.at(commit) : beyond.estateAt(commit);

  return {
    estateAt: (commit) => {
      const known = read.get(commit) ?? estateAt(commit);
      read.set(commit, known);
      return known;
    },
    isAncestor: async (older, newer) => {
      const here = (await isHere(repository, older)) && (await isHere(repository, newer));
      const answer = here ? await repository.isAncestor(older, newer) : null;
      return answer ?? (await beyond.isAncestor(older, newer)) ?? false;
    },
    commitsBetween: async (from, to) => {
      const here = (await isHere(repository, from)) && (await repository.isAncestor(from, to));
      const local = here ? await orNull(repository.firstParents(from, to, folder)) : null;
      return local ?? (await beyond.commitsBetween(from, to));
    },
    commitsSince: (file, to) => orNull(repository.commitsSinceAdded(`${folder}/${file}`, to, folder)),
  };
}
