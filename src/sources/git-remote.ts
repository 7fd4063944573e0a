/** What a repository asks of its remote: the only two questions to git that use the network. */
import { gitFailed, gitOutput, runGit } from './git-command.ts';
import { checkRefName, checkSha } from './revision.ts';

const TIMEOUT_MS = 5 * 60_000;

/** The commit of a branch at the remote, now; null when it has no such branch. */
export async function tipAtRemote(top: string, branch: string, remote: string): Promise<string | null> {
  const ref = `refs/heads/${checkRefName(branch, 'branch')}`;
  const args = ['ls-remote', '--', checkRefName(remote, 'remote'), ref];
  const lines = (await gitOutput(top, args, TIMEOUT_MS)).split('\n');
  const line = lines.find((one) => one.endsWith(`\t${ref}`));
  return line === undefined ? null : checkSha(line.slice(0, line.indexOf('\t')));
}

/** Fetches one commit. @param depth commits of its history; null for all, which a complete clone needs to stay one */
export async function fetchCommit(
  top: string,
  sha: string,
  depth: number | null,
  remote: string,
): Promise<void> {
  const cut = depth === null ? [] : [`--depth=${Math.max(1, Math.floor(depth))}`];
  const quiet = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'];
  const args = ['fetch', ...quiet, ...cut, '--', checkRefName(remote, 'remote'), checkSha(sha)];
  const { exit, stderr } = await runGit(top, args, TIMEOUT_MS);
  if (exit !== 0) throw gitFailed('fetch', stderr);
}
