/** What Phoenix needs to know of a git repository: trees of commits, and how commits relate. Nothing is checked out. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { quote } from '../config/quote.ts';
import type { Tree } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { gitFailed, gitOutput, runGit } from './git-command.ts';
import { GitObjects } from './git-objects.ts';
import { fetchCommit, tipAtRemote } from './git-remote.ts';
import { emptyCache, filesOf, readFolder, type TreeCache, type TreeReading } from './git-tree.ts';
import { checkRevision, checkSha, isSha } from './revision.ts';

export interface Commit {
  readonly sha: string;
  /** As recorded in the commit, also where a shallow clone does not have them. */
  readonly parents: readonly string[];
}

/**
 * The repository that a folder belongs to. No process is started before the first question.
 * @throws PhoenixError `GIT` when the folder is in no repository.
 */
export function openRepository(folder: string): GitRepository {
  for (let top = real(folder); ; top = dirname(top)) {
    const bare =
      existsSync(join(top, 'HEAD')) && existsSync(join(top, 'objects')) && existsSync(join(top, 'refs'));
    if (existsSync(join(top, '.git')) || bare) return new GitRepository(top);
    if (dirname(top) !== top) continue;
    throw new PhoenixError('GIT', `${quote(folder)} is not inside a git repository`, {
      hint: 'Run Phoenix in a clone of the repository that holds the configs folder.',
    });
  }
}

/** Of a folder that is not there, what is above it: the commit that is checked out may have removed it. */
function real(folder: string): string {
  for (let place = resolve(folder); ; place = dirname(place)) {
    if (existsSync(place)) return realpathSync(place);
  }
}

export class GitRepository {
  /** The top folder, absolute. */
  readonly top: string;
  readonly #objects: GitObjects;
  readonly #commits = new Map<string, Commit>();
  readonly #ancestry = new Map<string, boolean | null>();
  #cache: TreeCache = emptyCache();
  /** Readings under way. They share the cache, so none is whole before all are. */
  readonly #readings = new Set<Promise<unknown>>();

  constructor(top: string) {
    this.top = top;
    this.#objects = new GitObjects(top);
  }

  /** Ends the process that reads objects. A repository may be used again afterwards. */
  close(): void {
    this.#objects.close();
  }

  /** A folder of the working tree as git names it: relative to the top, with `/`. */
  pathOf(folder: string): string {
    const whole = resolve(folder);
    // A link in the repository keeps its name, and git has no folder there: no commit moves the estate by making one.
    for (const place of [whole, existsSync(whole) ? realpathSync(whole) : whole]) {
      const path = relative(this.top, place).split(sep).join('/');
      if (path !== '..' && !path.startsWith('../')) return path;
    }
    throw new PhoenixError('GIT', `${quote(folder)} is outside the repository ${quote(this.top)}`, {
      hint: 'Keep the configs folder in the repository.',
    });
  }

  /**
   * The configs folder at a commit. A commit without that folder gives a tree without files.
   * @param root the folder, relative to the top: `configs`
   */
  async tree(revision: string, root: string, how: TreeReading = {}): Promise<Tree> {
    const folder = posix.normalize(root).replace(/^\.?\/|\/$/g, '');
    if (folder.startsWith('../') || /[\u0000-\u001f]/.test(folder)) {
      throw new PhoenixError('GIT', `${quote(root)} is no folder of the repository`, {
        hint: 'Give it as git does: configs',
      });
    }
    const { sha } = await this.commit(revision);
    const name = `${sha}:${folder === '.' ? '' : folder}`;
    const reading = readFolder(this.#objects, name, root, this.#cache, how);
    this.#readings.add(reading);
    try {
      const found = await reading;
      await Promise.all(this.#readings);
      if (!found) return { root, revision: sha, files: new Map(), findings: [] };
      const { files, kept, findings } = filesOf(found);
      return { root, revision: sha, files, ...(kept.size > 0 && { kept }), findings };
    } catch (error) {
      // What this reading was to fill stays empty.
      this.#cache = emptyCache();
      throw error;
    } finally {
      this.#readings.delete(reading);
    }
  }

  /** The full id of a commit. @throws PhoenixError `GIT` when git does not know it. */
  async resolve(revision: string): Promise<string> {
    return (await this.commit(revision)).sha;
  }

  /** Whether the commit is here: a shallow clone lacks old ones. */
  async has(sha: string): Promise<boolean> {
    return (await this.#find(checkSha(sha))) !== null;
  }

  /** @throws PhoenixError `GIT` when git does not know the revision. */
  async commit(revision: string): Promise<Commit> {
    const commit = await this.#find(checkRevision(revision));
    if (commit) return commit;
    throw new PhoenixError('GIT', `git does not know the revision ${quote(revision)}`, {
      hint: unknownHint(revision),
    });
  }

  async parents(revision: string): Promise<readonly string[]> {
    return (await this.commit(revision)).parents;
  }

  async #find(revision: string): Promise<Commit | null> {
    const known = this.#commits.get(revision);
    if (known) return known;
    let commit: Commit | null = null;
    await this.#objects.read([`${revision}^{commit}`], (object) => {
      if (object?.type === 'commit' && object.content) {
        commit = { sha: object.oid, parents: parentsIn(object.content.toString()) };
      }
    });
    // A branch moves; a commit does not.
    if (commit && isSha(revision)) this.#commits.set(revision, commit);
    return commit;
  }

  /**
   * The commits after `from` up to `to` along first parents, oldest first: what was pushed or merged in between.
   * @param path only those that change something there
   * @throws PhoenixError `GIT` when the history between them is not all here.
   */
  async firstParents(from: string, to: string, path?: string): Promise<readonly string[]> {
    const [start, end] = [await this.resolve(from), await this.resolve(to)];
    const args = ['rev-list', '--first-parent', '--reverse', end, `^${start}`, '--'];
    const commits = linesOf(await gitOutput(this.top, args));
    await this.#mustBeWhole(commits[0]);
    return path === undefined || commits.length === 0
      ? commits
      : linesOf(await gitOutput(this.top, [...args, path]));
  }

  /**
   * The commit on the first-parent line of `to` that last added a file, and those after it, oldest first. Empty when
   * `to` does not have the file.
   * @param path after the adding commit, only those that change something there
   * @throws PhoenixError `GIT` when the clone is too shallow to tell.
   */
  async commitsSinceAdded(file: string, to: string, path?: string): Promise<readonly string[]> {
    const end = await this.resolve(to);
    const what = [
      '--first-parent',
      '--diff-merges=first-parent',
      '--no-renames',
      '--diff-filter=A',
      '--max-count=1',
    ];
    const log = ['log', ...what, '--no-ext-diff', '--format=%H', end, '--', file];
    const added = linesOf(await gitOutput(this.top, log))[0];
    if (added === undefined) return [];
    await this.#mustBeWhole(added);
    return [added, ...(await this.firstParents(added, end, path))];
  }

  /** Where a shallow clone ends, git takes the last commit for the first one there ever was. */
  async #mustBeWhole(oldest: string | undefined): Promise<void> {
    const before = oldest === undefined ? undefined : (await this.parents(oldest))[0];
    if (before === undefined || (await this.has(before))) return;
    throw new PhoenixError('GIT', `the history before ${oldest} is not in this clone`, {
      hint: 'Check out with fetch-depth: 0.',
    });
  }

  /** Whether `old` is `young` or an ancestor of it; null when a shallow clone does not tell. */
  async isAncestor(old: string, young: string): Promise<boolean | null> {
    const [a, b] = [await this.resolve(old), await this.resolve(young)];
    if (a === b) return true;
    const key = `${a} ${b}`;
    const known = this.#ancestry.get(key);
    if (known !== undefined) return known;
    const { exit, stderr } = await runGit(this.top, ['merge-base', '--is-ancestor', a, b]);
    if (exit > 1) throw gitFailed('merge-base', stderr);
    const answer = exit === 0 ? true : (await this.isShallow()) ? null : false;
    this.#ancestry.set(key, answer);
    return answer;
  }

  /** The newest commit that both have; null when they have none. */
  async mergeBase(one: string, other: string): Promise<string | null> {
    const { exit, stdout, stderr } = await runGit(this.top, [
      'merge-base',
      await this.resolve(one),
      await this.resolve(other),
    ]);
    if (exit > 1) throw gitFailed('merge-base', stderr);
    return exit === 0 ? stdout.trim() : null;
  }

  /** The branch that is checked out (null: none is) and its commit. */
  async head(): Promise<{ readonly branch: string | null; readonly sha: string }> {
    const { exit, stdout } = await runGit(this.top, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
    return { branch: exit === 0 ? stdout.trim() : null, sha: await this.resolve('HEAD') };
  }

  async isShallow(): Promise<boolean> {
    return (await gitOutput(this.top, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  }

  /** The commit of a branch at the remote, now; null when it has no such branch. Asks over the network. */
  remoteTip(branch: string, remote = 'origin'): Promise<string | null> {
    return tipAtRemote(this.top, branch, remote);
  }

  /** Gets a commit that a shallow clone lacks, with `depth` commits of its history; nothing happens when it is here. */
  async fetch(sha: string, depth = 1, remote = 'origin'): Promise<void> {
    if (await this.has(sha)) return;
    await fetchCommit(this.top, sha, (await this.isShallow()) ? depth : null, remote);
    this.#ancestry.clear();
    if (!(await this.has(sha))) throw gitFailed('fetch', `the remote sent no commit ${sha}`);
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(Boolean);
}

function parentsIn(commit: string): string[] {
  const parents: string[] = [];
  for (const line of commit.split('\n')) {
    if (line === '') break;
    if (line.startsWith('parent ')) parents.push(line.slice('parent '.length));
  }
  return parents;
}

function unknownHint(revision: string): string {
  if (revision === 'HEAD') return 'Nothing is committed yet: commit first.';
  if (isSha(revision)) return 'The clone may be shallow: check out with fetch-depth: 0, or fetch the commit.';
  if (/[~^]/.test(revision)) return 'There are not so many commits, or the clone is shallow: git log tells.';
  return 'Fetch it first, or check its name with `git branch -a`.';
}
