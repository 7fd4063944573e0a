/**
 * Where a command's files come from: a configs folder on disk, and the repository it stands in, if any. It needs little
 * code, so that git can work already while the rest of Phoenix is being loaded.
 */
import type { Tree } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { readDiskTree } from '../sources/disk.ts';
import { type GitRepository, openRepository } from '../sources/git.ts';

export interface Sources {
  /** The folder as the user calls it; paths in messages begin with it. */
  readonly configs: string;
  /** Null: the folder is in no repository. */
  readonly repository: GitRepository | null;
  /** The files on disk. */
  onDisk(): Tree;
  /** The files at a revision. @throws PhoenixError `GIT` when git does not know it, or there is no repository. */
  at(revision: string): Promise<Tree>;
  close(): void;
}

function repositoryOf(configs: string): GitRepository | null {
  try {
    return openRepository(configs);
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'GIT') return null;
    throw error;
  }
}

export function openSources(configs: string): Sources {
  const repository = repositoryOf(configs);
  return {
    configs,
    repository,
    onDisk: () => readDiskTree(configs),
    at: async (revision) => {
      if (repository) return repository.tree(revision, repository.pathOf(configs));
      throw new PhoenixError(
        'GIT',
        `${configs} is not in a git repository, so there is no revision ${revision}`,
        { hint: 'run `git init` and commit, or plan against the nodes with --live' },
      );
    },
    close: () => repository?.close(),
  };
}
