/** A checkout as actions/checkout makes it: one commit deep unless told otherwise, detached, with `origin` to fetch from. */
import { runGit } from './git.ts';
import type { WorkflowEvent } from './events.ts';

/** `depth` 0: the whole history, as `fetch-depth: 0`. */
export async function checkout(
  repository: string,
  workspace: string,
  event: Pick<WorkflowEvent, 'sha' | 'ref'>,
  depth = 1,
): Promise<void> {
  const git = (...args: string[]) => runGit(['-C', workspace, ...args]);
  // GitHub gives any commit by its id; a plain repository only the tips of its branches.
  await runGit(['-C', repository, 'config', 'uploadpack.allowAnySHA1InWant', 'true']);
  await runGit(['init', '--quiet', workspace]);
  await git('remote', 'add', 'origin', `file://${repository}`);
  const isPull = event.ref.startsWith('refs/pull/');
  const here = event.ref
    .replace(/^refs\/heads\//, 'refs/remotes/origin/')
    .replace(/^refs\/pull\//, 'refs/remotes/pull/');
  const wanted =
    depth > 0
      ? [`--depth=${depth}`, 'origin', `+${event.sha}:${here}`]
      : ['origin', '+refs/heads/*:refs/remotes/origin/*', isPull ? `+${event.sha}:${here}` : event.sha];
  await git('fetch', '--quiet', '--no-tags', ...wanted);
  await git('checkout', '--quiet', '--force', '--detach', event.sha);
}
