/** Reads and writes of the git repository behind a GitHub on loopback: plumbing only, no work tree. */
import { spawn } from 'node:child_process';
import type { Account } from './state.ts';

interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size: number | null;
}

export interface CommitInfo {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly name: string;
  readonly email: string;
  readonly date: string;
  readonly message: string;
}

export interface ChangedFile {
  readonly path: string;
  readonly previous: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
}

export interface LoopbackGit {
  /** The folder of the repository, bare or not. */
  readonly folder: string;
  /** The output; throws when git fails. */
  run(args: readonly string[], input?: string): Promise<Buffer>;
  /** The full id of a commit, or null where the name means none. */
  commit(name: string): Promise<CommitInfo | null>;
  tree(name: string, isDeep: boolean): Promise<TreeEntry[] | null>;
  blob(sha: string): Promise<Buffer | null>;
  /** Ids of `range` such as `main..topic`, newest first. */
  list(range: string, ...flags: string[]): Promise<string[]>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  mergeBase(a: string, b: string): Promise<string | null>;
  /** Files that differ between the merge base and `head`. */
  changed(base: string, head: string): Promise<ChangedFile[]>;
  setRef(ref: string, sha: string): Promise<void>;
  /** Makes a commit; `date` is ISO 8601. */
  commitTree(tree: string, parents: readonly string[], message: string, by: Signature): Promise<string>;
}

export interface Signature {
  readonly author: { readonly name: string; readonly email: string };
  readonly date: string;
}

/** The address that GitHub signs a person's web commits with. */
export function signatureOf(account: Account, date: string): Signature {
  const email = `${account.id}+${account.login}@users.noreply.github.com`;
  return { author: { name: account.login, email }, date };
}

/** Nothing of the machine's own git settings may change what this repository answers. */
const CLEAN = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** Runs git with an argument vector; rejects with git's own words. */
export function runGit(
  args: readonly string[],
  { input = '', env = {} }: { input?: string | Uint8Array; env?: Readonly<Record<string, string>> } = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env: { PATH: process.env['PATH'], ...CLEAN, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else
        reject(new Error(`git ${args.join(' ')}: ${Buffer.concat(err).toString().trim() || `exit ${code}`}`));
    });
    // git may end before it has read everything; what it says then is the error to show.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%B'].join('%x00');

function parseCommit(text: string): CommitInfo {
  const [sha = '', tree = '', parents = '', name = '', email = '', date = '', message = ''] =
    text.split('\0');
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    name,
    email,
    date,
    message: message.trimEnd(),
  };
}

function parseTree(text: string): TreeEntry[] {
  return text
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t');
      const [facts, path] = [line.slice(0, tab), line.slice(tab + 1)];
      const [mode = '', type = '', sha = '', size = '-'] = facts.split(/ +/);
      return { path, mode, type: type as TreeEntry['type'], sha, size: size === '-' ? null : Number(size) };
    });
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = { A: 'added', D: 'removed', R: 'renamed' };

/** `--raw --numstat -z`: all raw records first, then all counts, in the same order. */
function parseChanged(text: string): ChangedFile[] {
  const parts = text.split('\0');
  const raw: Omit<ChangedFile, 'additions' | 'deletions'>[] = [];
  let at = 0;
  for (; parts[at]?.startsWith(':'); at++) {
    const [, , before = '', after = '', letter = ''] = (parts[at] ?? '').split(' ');
    const status = STATUS[letter[0] ?? ''] ?? 'modified';
    const previous = status === 'renamed' ? (parts[++at] ?? '') : null;
    raw.push({ path: parts[++at] ?? '', previous, status, sha: status === 'removed' ? before : after });
  }
  return raw.map((file) => {
    const [additions, deletions] = (parts[at++] ?? '').split('\t');
    if (file.previous !== null) at += 2;
    return { ...file, additions: Number(additions) || 0, deletions: Number(deletions) || 0 };
  });
}

/** The repository in `folder`. */
export function openGit(folder: string): LoopbackGit {
  const run = (args: readonly string[], input = '', env = {}) =>
    runGit(['-C', folder, ...args], { input, env });
  const text = async (...args: string[]) => (await run(args)).toString();
  const orNull = async <T>(made: Promise<T>): Promise<T | null> => made.catch(() => null);
  return {
    folder,
    run,
    commit: (name) =>
      orNull(
        text('log', '-1', `--format=${FORMAT}`, '--end-of-options', `${name}^{commit}`).then(parseCommit),
      ),
    tree: (name, isDeep) =>
      orNull(
        text('ls-tree', '-z', '-l', '--full-tree', ...(isDeep ? ['-r', '-t'] : []), `${name}^{tree}`).then(
          parseTree,
        ),
      ),
    blob: (sha) => orNull(run(['cat-file', 'blob', sha])),
    list: async (range, ...flags) => (await text('rev-list', ...flags, range)).split('\n').filter(Boolean),
    isAncestor: async (ancestor, descendant) =>
      (await orNull(run(['merge-base', '--is-ancestor', ancestor, descendant]))) !== null,
    mergeBase: async (a, b) => (await orNull(text('merge-base', a, b)))?.trim() ?? null,
    changed: async (base, head) =>
      parseChanged(await text('diff', '--raw', '--numstat', '-z', '-M', '--no-abbrev', `${base}...${head}`)),
    setRef: async (ref, sha) => void (await run(['update-ref', ref, sha])),
    commitTree: async (tree, parents, message, { author, date }) => {
      const env = {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: 'GitHub',
        GIT_COMMITTER_EMAIL: 'noreply@github.com',
        GIT_COMMITTER_DATE: date,
      };
      const made = await run(['commit-tree', tree, ...parents.flatMap((p) => ['-p', p])], message, env);
      return made.toString().trim();
    },
  };
}
