/** Tells a repository in which nothing is committed yet from one that git cannot read. */
import { runGit } from './git-command.ts';

/**
 * True when HEAD names a branch without a commit.
 * @param top the repository's top folder
 * @throws PhoenixError `GIT` when git is missing, or refuses the repository.
 */
export async function isUnborn(top: string): Promise<boolean> {
  return (await runGit(top, ['rev-parse', '--verify', '--quiet', 'HEAD'])).exit !== 0;
}
