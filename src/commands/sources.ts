/**
 * Where a command's files come from: a configs folder on disk, and the repository it stands in, if any. It needs little
 * code, so that git can work already while the rest of Phoenix is being loaded.
 */
import type { Tree } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { readDiskTree } from '../sources/disk.ts';
import { type GitRepository, openRepository } from '../sources/git.ts';
import type { TreeReading } from '../sources/git-tree.ts';
import { isUnborn } from '../sources/unborn.ts';

export interface Sources {
  /** The folder as the user calls it; paths in messages begin with it. */
  readonly configs: string;
  /** Null: the folder is in no repository. */
  readonly repository: GitRepository | null;
  /** The files on disk. */
  onDisk(): Tree;
  /**
   * The files at a revision.
   * @throws PhoenixError `GIT` when git does not know it, or there is no repository.
   */
  at(revision: string, how?: TreeReading): Promise<Tree>;
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

/**
 * The files of the last commit; null when nothing is committed yet, or there is no repository. A git that is missing,
 * fails or refuses is no such case: all would seem new.
 */
export async function orNone(head: Promise<Tree>, repository: GitRepository | null): Promise<Tree | null> {
  try {
    return await head;
  } catch (error) {
    const isGit = error instanceof PhoenixError && error.code === 'GIT';
    if (isGit && (repository === null || (await isUnborn(repository.top)))) return null;
    throw error;
  }
}

/** What an apply works on: the files on disk; where they are just what HEAD has, HEAD, so that markers can name it. */
export async function filesToApply(sources: Sources): Promise<Tree> {
  let onDisk: Tree | null = null;
  // Of HEAD, git is asked only for what is not on disk. It cannot answer before the disk is read.
  const probably = (path: string) => onDisk?.files.get(path)?.text;
  const reading = orNone(sources.at('HEAD', { probably }), sources.repository);
  // When reading the disk fails, nobody waits for git.
  reading.catch(() => undefined);
  const disk = (onDisk = sources.onDisk());
  const head = await reading;
  if (!head || disk.findings.length > 0 || head.files.size !== disk.files.size) return disk;
  const same = [...disk.files].every(([path, { text }]) => head.files.get(path)?.text === text);
  return same && sameKept(disk, head) ? head : disk;
}

const NONE: ReadonlyMap<string, Uint8Array> = new Map();

function sameKept({ kept: one = NONE }: Tree, { kept: other = NONE }: Tree): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([path, bytes]) => {
    const there = other.get(path);
    return there !== undefined && Buffer.compare(bytes, there) === 0;
  });
}

export function openSources(configs: string): Sources {
  const repository = repositoryOf(configs);
  return {
    configs,
    repository,
    onDisk: () => readDiskTree(configs),
    at: async (revision, how) => {
      if (repository) return repository.tree(revision, repository.pathOf(configs), how);
      throw new PhoenixError(
        'GIT',
        `${configs} is not in a git repository, so there is no revision ${revision}`,
        { hint: 'run `git init` and commit, or plan against the nodes with --live' },
      );
    },
    close: () => repository?.close(),
  };
}
