/** Pull requests: read, opened, and found by the commits that they brought. */
import { ApiError, notFound, textField, type Call, type Route } from '../route.ts';
import { commitShape, fileShape, pullShape, wholePullShape } from '../pull-shape.ts';
import { openPull } from '../pull-requests.ts';
import type { Pull, State } from '../state.ts';

const READ = [{ scope: 'pull_requests', level: 'read' }] as const;

function pullOf(call: Call): Pull {
  const pull = call.state.pulls.get(Number(call.at['pull_number']));
  if (!pull) throw notFound();
  return pull;
}

const updatedAt = (pull: Pull): string => (pull.state.is === 'open' ? pull.createdAt : pull.state.at);

function listed({ state, query }: Call): Pull[] {
  const wanted = { state: query.get('state') ?? 'open', base: query.get('base'), head: query.get('head') };
  const isUpdated = query.get('sort') === 'updated';
  const key = (pull: Pull): string =>
    `${isUpdated ? updatedAt(pull) : pull.createdAt} ${String(pull.number).padStart(9, '0')}`;
  const pulls = [...state.pulls.values()]
    .filter((pull) => wanted.state === 'all' || (pull.state.is === 'open') === (wanted.state === 'open'))
    .filter((pull) => wanted.base === null || pull.base === wanted.base)
    .filter((pull) => wanted.head === null || `${pull.head.place?.owner}:${pull.head.ref}` === wanted.head)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  // Newest first is the default, but not for an explicit sort other than `created`.
  const isAscending = query.get('direction') === 'asc' || (isUpdated && query.get('direction') === null);
  return isAscending ? pulls : pulls.toReversed();
}

/** Merged pull requests for a commit on the default branch; for any other commit also open ones that contain it. */
async function linked(state: State, sha: string): Promise<Pull[]> {
  const pulls = [...state.pulls.values()];
  const isOnDefault = await state.git.isAncestor(sha, `refs/heads/${state.repository.defaultBranch}`);
  const found: Pull[] = [];
  for (const pull of pulls) {
    const brought = pull.state.is === 'merged' ? pull.state.commits : [];
    const own = isOnDefault ? [] : await state.git.list(`${pull.baseSha}..${pull.headSha}`);
    if (brought.includes(sha) || own.includes(sha)) found.push(pull);
  }
  return found;
}

export const pullRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls',
    needs: READ,
    handle: (call) => ({ list: listed(call).map((pull) => pullShape(call.state, pull)) }),
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls',
    needs: [{ scope: 'pull_requests', level: 'write' }],
    handle: async (call) => {
      const wish = {
        head: textField(call, 'PullRequest', 'head'),
        base: textField(call, 'PullRequest', 'base'),
        title: textField(call, 'PullRequest', 'title'),
        author: call.caller.account,
      };
      for (const name of [wish.head, wish.base]) {
        if (!(await call.state.git.commit(`refs/heads/${name}`)))
          throw new ApiError(422, 'Validation Failed');
      }
      const pull = await openPull(call.state, wish);
      return { status: 201, body: await wholePullShape(call.state, pull) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    needs: READ,
    handle: async (call) => ({ status: 200, body: await wholePullShape(call.state, pullOf(call)) }),
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/commits',
    needs: READ,
    handle: async (call) => {
      const { git } = call.state;
      const pull = pullOf(call);
      const ids = await git.list(`${pull.baseSha}..${pull.headSha}`, '--reverse');
      const commits = await Promise.all(ids.map((id) => git.commit(id)));
      return { list: commits.flatMap((commit) => (commit ? [commitShape(call.state, commit)] : [])) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/files',
    needs: READ,
    handle: async (call) => {
      const pull = pullOf(call);
      const files = await call.state.git.changed(pull.baseSha, pull.headSha);
      return { list: files.map((file) => fileShape(call.state, pull.headSha, file)) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    needs: READ,
    handle: async ({ state, at }) => {
      const sha = at['commit_sha'] ?? '';
      const commit = await state.git.commit(sha);
      if (!commit) throw new ApiError(422, `No commit found for SHA: ${sha}`);
      return { list: (await linked(state, commit.sha)).map((pull) => pullShape(state, pull)) };
    },
  },
];
