/** What GitHub's three merge buttons do, done in the real repository without a work tree. */
import { signatureOf, type LoopbackGit, type Signature } from './git.ts';
import type { Account, Pull, State } from './state.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** The tree of `theirs` merged into `ours`; null on a conflict. */
async function mergeTrees(git: LoopbackGit, ours: string, theirs: string): Promise<string | null> {
  try {
    return (await git.run(['merge-tree', '--write-tree', ours, theirs])).toString().trim();
  } catch {
    return null;
  }
}

/** The commit that GitHub tries while a pull request is open (`refs/pull/N/merge`); null on a conflict. */
export async function tryMerge(state: State, pull: Pull): Promise<string | null> {
  const { git } = state;
  const tree = await mergeTrees(git, pull.baseSha, pull.headSha);
  if (tree === null) return null;
  const message = `Merge ${pull.headSha} into ${pull.baseSha}`;
  return git.commitTree(
    tree,
    [pull.baseSha, pull.headSha],
    message,
    signatureOf(pull.author, pull.createdAt),
  );
}

/** One commit replayed onto another tip; null on a conflict. `merge-tree --merge-base` needs git 2.40, so parents are lent. */
async function replay(git: LoopbackGit, onto: string, sha: string, date: string): Promise<string | null> {
  const [commit, tip] = [await git.commit(sha), await git.commit(onto)];
  const before = commit && (await git.commit(commit.parents[0] ?? ''));
  if (!commit || !tip || !before) return null;
  const by: Signature = { author: { name: commit.name, email: commit.email }, date };
  const root = await git.commitTree(before.tree, [], 'base', by);
  const ours = await git.commitTree(tip.tree, [root], 'ours', by);
  const theirs = await git.commitTree(commit.tree, [root], 'theirs', by);
  const tree = await mergeTrees(git, ours, theirs);
  return tree === null ? null : git.commitTree(tree, [onto], commit.message, by);
}

/** The commits that land on the base branch, the last one first; null on a conflict. */
async function land(
  state: State,
  pull: Pull,
  method: MergeMethod,
  by: Account,
  tip: string,
): Promise<string[] | null> {
  const { git } = state;
  const date = state.now();
  const own = await git.list(`${tip}..${pull.headSha}`);
  switch (method) {
    case 'merge': {
      const tree = await mergeTrees(git, tip, pull.headSha);
      const from = `${pull.head.place?.owner ?? 'unknown'}/${pull.head.ref}`;
      const message = `Merge pull request #${pull.number} from ${from}\n\n${pull.title}\n`;
      if (tree === null) return null;
      return [await git.commitTree(tree, [tip, pull.headSha], message, signatureOf(by, date)), ...own];
    }
    case 'squash': {
      const tree = await mergeTrees(git, tip, pull.headSha);
      if (tree === null) return null;
      const message = `${pull.title} (#${pull.number})\n`;
      return [await git.commitTree(tree, [tip], message, signatureOf(pull.author, date))];
    }
    case 'rebase': {
      const made: string[] = [];
      const replayed = await git.list(`${tip}..${pull.headSha}`, '--no-merges', '--topo-order', '--reverse');
      for (const sha of replayed) {
        const next = await replay(git, made[0] ?? tip, sha, date);
        if (next === null) return null;
        made.unshift(next);
      }
      return made;
    }
  }
}

/** Merges an open pull request and moves the base branch; the new tip. Throws on a conflict. */
export async function mergePull(
  state: State,
  pull: Pull,
  method: MergeMethod,
  by: Account,
): Promise<{ readonly before: string; readonly after: string }> {
  const before = (await state.git.commit(`refs/heads/${pull.base}`))?.sha;
  if (before === undefined) throw new Error(`#${pull.number}: branch ${pull.base} is gone`);
  if (pull.state.is !== 'open') throw new Error(`#${pull.number} is ${pull.state.is}`);
  const commits = await land(state, pull, method, by, before);
  const after = commits?.[0];
  if (!commits || after === undefined) throw new Error(`#${pull.number} cannot be merged by ${method}`);
  await state.git.setRef(`refs/heads/${pull.base}`, after);
  pull.state = { is: 'merged', at: state.now(), by, commits };
  pull.mergeSha = after;
  return { before, after };
}
