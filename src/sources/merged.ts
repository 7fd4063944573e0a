/** The commits of a branch along first parents: what was pushed or merged, by whom and by which pull request. */
import { gitOutput } from './git-command.ts';
import type { GitRepository } from './git.ts';
import { checkSha } from './revision.ts';

/** What a commit did to one file, compared with its first parent. */
export interface ChangedFile {
  /** As git says it: A, D, M, T. */
  readonly status: string;
  /** Below the folder. */
  readonly path: string;
}

/** A commit on the branch, as people know it. What it says of itself may be anything. */
export interface Merged {
  readonly sha: string;
  /** As recorded, also where a shallow clone does not have them. */
  readonly parents: readonly string[];
  readonly author: string;
  /** ISO time at which it came to the branch. */
  readonly at: string;
  /** Of the pull request where it is a merge, or else the first line of the message. */
  readonly title: string;
  /** Null: the message names no pull request. */
  readonly pull: number | null;
  readonly files: readonly ChangedFile[];
}

const MERGE = /^Merge pull request #(\d{1,10}) from (\S+)/;
const SQUASH = /^(.*?)\s*\(#(\d{1,10})\)$/;

/** What GitHub writes of a pull request when it merges or squashes one; of any other message, its first line. */
function pullIn(subject: string, body: string): Pick<Merged, 'title' | 'pull'> {
  const merge = MERGE.exec(subject);
  if (merge) {
    const title = body.split('\n').find((line) => line.trim() !== '');
    return { title: title?.trim() ?? merge[2] ?? subject, pull: Number(merge[1]) };
  }
  const squash = SQUASH.exec(subject);
  return squash
    ? { title: squash[1] === '' ? subject : (squash[1] ?? subject), pull: Number(squash[2]) }
    : { title: subject, pull: null };
}

const FORMAT = '--format=%x01%H%x00%P%x00%an%x00%ct%x00%s%x00%b%x00';
const FIELDS = 6;

function filesIn(words: readonly string[], folder: string): ChangedFile[] {
  const lead = folder === '' ? '' : `${folder}/`;
  const found: ChangedFile[] = [];
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [status = '', path = ''] = [words[at]?.trim(), words[at + 1]];
    if (path.startsWith(lead)) found.push({ status, path: path.slice(lead.length) });
  }
  return found;
}

/** Where a record begins: messages may hold any character but NUL. */
const RECORD = /\u0001(?=(?:[0-9a-f]{40}|[0-9a-f]{64})\0)/;

function mergedIn(record: string, folder: string): Merged[] {
  if (record.trim() === '') return [];
  const words = record.split('\0');
  const [sha = '', parents = '', author = '', at = '', subject = '', body = ''] = words;
  const files = filesIn(
    words.slice(FIELDS).filter((word) => word.trim() !== ''),
    folder,
  );
  const time = new Date(Number(at) * 1000).toISOString();
  const what = pullIn(subject, body);
  return [{ sha, parents: parents.split(' ').filter(Boolean), author, at: time, ...what, files }];
}

/**
 * The commits up to `tip` that change something below the folder, newest first.
 * @param folder relative to the top of the repository; empty: all of it
 * @throws PhoenixError `GIT`
 */
export async function mergedInto(
  repository: GitRepository,
  tip: string,
  folder: string,
): Promise<readonly Merged[]> {
  const below = folder === '' ? [] : [folder];
  const what = ['--first-parent', '--diff-merges=first-parent', '--root', '--no-renames'];
  const how = ['--no-ext-diff', '--name-status', '-z', FORMAT];
  const log = await gitOutput(repository.top, ['log', ...what, ...how, checkSha(tip), '--', ...below]);
  const found = log.split(RECORD).flatMap((record) => mergedIn(record, folder));
  // Where a shallow clone ends, git gives the last commit no parents: the commit itself knows better.
  const last = found.at(-1);
  if (!last || last.parents.length > 0) return found;
  return [...found.slice(0, -1), { ...last, parents: await repository.parents(last.sha) }];
}

/** Who wrote what a merge brought there, each once, the newest first; of a commit that is no merge, its author. */
export async function authorsOf(
  repository: GitRepository,
  { sha, parents, author }: Merged,
  folder: string,
): Promise<readonly string[]> {
  const [first] = parents;
  if (parents.length < 2 || first === undefined) return [author];
  const below = folder === '' ? [] : [folder];
  const range = [checkSha(sha), `^${checkSha(first)}`];
  const args = ['log', '--no-merges', '--format=%an', ...range, '--', ...below];
  const names = (await gitOutput(repository.top, args)).split('\n').filter(Boolean);
  return names.length === 0 ? [author] : [...new Set(names)];
}

/** Every file below the folder that some commit up to `tip` took away. @returns paths below the folder */
export async function removedFiles(
  repository: GitRepository,
  tip: string,
  folder: string,
): Promise<readonly string[]> {
  const what = ['--first-parent', '--diff-merges=first-parent', '--no-renames', '--diff-filter=D'];
  const how = ['--no-ext-diff', '--name-only', '-z', '--format='];
  const below = folder === '' ? [] : [folder];
  const args = ['log', ...what, ...how, checkSha(tip), '--', ...below];
  const lead = folder === '' ? '' : `${folder}/`;
  const paths = (await gitOutput(repository.top, args)).split('\0').map((path) => path.trimStart());
  return [...new Set(paths)].filter((path) => path.startsWith(lead)).map((path) => path.slice(lead.length));
}
