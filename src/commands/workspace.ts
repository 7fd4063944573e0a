/** The estate that a command works on: a configs folder on disk, and the repository it stands in, if any. */
import { loadEstate } from '../config/estate.ts';
import type { Estate, Tree } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import { readDiskTree } from '../sources/disk.ts';
import { type GitRepository, openRepository } from '../sources/git.ts';

export interface Workspace {
  /** The folder as the user calls it; paths in messages begin with it. */
  readonly configs: string;
  /** Null: the folder is in no repository. */
  readonly repository: GitRepository | null;
  /** The files on disk. */
  onDisk(): Estate;
  /** The files at a revision. @throws PhoenixError `GIT` when git does not know it, or there is no repository. */
  at(revision: string): Promise<Estate>;
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

export interface WorkspaceOptions {
  readonly configs: string;
  readonly env?: string;
}

export function openWorkspace({ configs, env }: WorkspaceOptions): Workspace {
  const repository = repositoryOf(configs);
  let previous: Estate | undefined;
  // Each estate is loaded against the one before: resources made of the same files are shared, and need no comparing.
  const load = (tree: Tree) => {
    previous = loadEstate(tree, { env: env ?? null, kinds, ...(previous ? { previous } : {}) });
    return previous;
  };
  return {
    configs,
    repository,
    onDisk: () => load(readDiskTree(configs)),
    at: async (revision) => {
      if (!repository) {
        throw new PhoenixError(
          'GIT',
          `${configs} is not in a git repository, so there is no revision ${revision}`,
          {
            hint: 'run `git init` and commit, or plan against the nodes with --live',
          },
        );
      }
      return load(await repository.tree(revision, repository.pathOf(configs)));
    },
    close: () => repository?.close(),
  };
}

/** The estate, or an error that carries everything found wrong with it. */
export function sound(estate: Estate): Estate {
  const errors = estate.findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0) return estate;
  const where = estate.tree.revision ? ` at ${estate.tree.revision.slice(0, 7)}` : '';
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  throw new PhoenixError('CONFIG_INVALID', `${estate.tree.root}${where} has ${count}; nothing was done`, {
    findings: estate.findings,
  });
}
