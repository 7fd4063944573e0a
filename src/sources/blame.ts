/** Which commits wrote lines of a file, and which one changed files last: for those who ask why something changes. */
import { runGit } from './git-command.ts';
import type { GitRepository } from './git.ts';
import { checkSha } from './revision.ts';

/** A commit, as people know it. What it says of itself may be anything. */
export interface Author {
  readonly sha: string;
  readonly author: string;
  /** ISO time. */
  readonly at: string;
  /** The first line of its message. */
  readonly title: string;
}

/** `SHA LINE-THEN LINE-NOW [COUNT]`. */
const HEAD = /^([0-9a-f]{40}|[0-9a-f]{64}) \d+ (\d+)/;
const UNCOMMITTED = /^0+$/;

const isoTime = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString();

/** What `git blame --porcelain` prints: of each commit the first line only carries who and when. */
function authorsIn(output: string, isShallow: boolean): Map<number, Author | null> {
  const commits = new Map<string, Record<string, string>>();
  const lines = new Map<number, string>();
  let sha = '';
  for (const line of output.split('\n')) {
    const head = HEAD.exec(line);
    if (head) {
      sha = head[1] ?? '';
      lines.set(Number(head[2]), sha);
      continue;
    }
    if (line.startsWith('\t')) continue;
    const cut = line.indexOf(' ');
    const name = cut < 0 ? line : line.slice(0, cut);
    commits.set(sha, { ...commits.get(sha), [name]: cut < 0 ? '' : line.slice(cut + 1) });
  }
  const found = new Map<number, Author | null>();
  for (const [line, id] of lines) {
    const said = commits.get(id);
    // Where a shallow clone ends, git takes the last commit for the one that wrote everything.
    if (!said || (isShallow && said['boundary'] !== undefined)) continue;
    if (UNCOMMITTED.test(id)) {
      found.set(line, null);
      continue;
    }
    const { author = '', summary = '', 'author-time': time = '0' } = said;
    found.set(line, { sha: id, author, at: isoTime(time), title: summary });
  }
  return found;
}

/**
 * By line; null: it is not committed. Of a line that is missing this clone does not know who wrote it.
 * @param path relative to the top of the repository
 * @param revision a full commit id; null: the files on disk
 */
export async function blame(
  repository: GitRepository,
  path: string,
  lines: readonly number[],
  revision: string | null,
): Promise<ReadonlyMap<number, Author | null>> {
  const ranges = [...new Set(lines)].flatMap((line) => ['-L', `${line},${line}`]);
  if (ranges.length === 0) return new Map();
  const at = revision === null ? [] : [checkSha(revision)];
  const args = ['blame', '--porcelain', ...ranges, ...at, '--', path];
  const { exit, stdout } = await runGit(repository.top, args);
  if (exit === 0) return authorsIn(stdout, await repository.isShallow());
  // A file that git does not have yet; or one of a commit that is shorter than somebody thinks.
  return revision === null ? new Map(lines.map((line) => [line, null])) : new Map();
}

/** Whether one of the files on disk is another one than in the commit that is checked out. */
export async function differsFromHead(repository: GitRepository, paths: readonly string[]): Promise<boolean> {
  const args = ['diff', '--quiet', '--no-ext-diff', 'HEAD', '--', ...paths];
  return (await runGit(repository.top, args)).exit !== 0;
}

/** The newest commit after `from` up to `to` that changed one of the files; null: none did. */
export async function lastChange(
  repository: GitRepository,
  paths: readonly string[],
  from: string,
  to: string,
): Promise<Author | null> {
  const range = [checkSha(to), `^${checkSha(from)}`];
  const format = '--format=%H%x00%an%x00%at%x00%s';
  const args = ['log', '--max-count=1', '--no-ext-diff', format, ...range, '--', ...paths];
  const { exit, stdout } = await runGit(repository.top, args);
  const [sha = '', author = '', at = '', title = ''] = stdout.trimEnd().split('\0');
  return exit === 0 && sha !== '' ? { sha, author, at: isoTime(at), title } : null;
}
