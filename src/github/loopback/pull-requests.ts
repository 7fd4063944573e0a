/** What people do with a pull request on a GitHub on loopback: open it, push to it, close it. */
import { ACTIONS_BOT, type Account, type Place, type Pull, type State } from './state.ts';
import { tryMerge } from './merge.ts';

export interface PullWish {
  readonly head: string;
  readonly base?: string;
  readonly title: string;
  readonly body?: string;
  readonly author?: Account;
  /** Another repository's: the head branch then lies under `refs/forks/<owner>/<branch>`. */
  readonly fork?: Place;
}

/** The ref that holds a head: a fork's branches share the object store, as on GitHub, and no name. */
function headRef(pull: Pick<Pull, 'head'>, state: State): string {
  const { place, ref } = pull.head;
  return place === null || place.id === state.repository.id
    ? `refs/heads/${ref}`
    : `refs/forks/${place.owner}/${ref}`;
}

async function tip(state: State, ref: string): Promise<string> {
  const commit = await state.git.commit(ref);
  if (!commit) throw new Error(`${ref} does not exist`);
  return commit.sha;
}

async function refresh(state: State, pull: Pull): Promise<void> {
  pull.headSha = await tip(state, headRef(pull, state));
  pull.baseSha = await tip(state, `refs/heads/${pull.base}`);
  pull.mergeSha = await tryMerge(state, pull);
  await state.git.setRef(`refs/pull/${pull.number}/head`, pull.headSha);
  if (pull.mergeSha !== null) await state.git.setRef(`refs/pull/${pull.number}/merge`, pull.mergeSha);
}

/** Opens a pull request for a branch that exists in the repository. */
export async function openPull(state: State, wish: PullWish): Promise<Pull> {
  const pull: Pull = {
    number: 1 + Math.max(0, ...state.pulls.keys()),
    title: wish.title,
    body: wish.body ?? '',
    author: wish.author ?? ACTIONS_BOT,
    base: wish.base ?? state.repository.defaultBranch,
    head: { ref: wish.head, place: wish.fork ?? state.repository },
    createdAt: state.now(),
    headSha: '',
    baseSha: '',
    mergeSha: null,
    state: { is: 'open' },
  };
  await refresh(state, pull);
  state.pulls.set(pull.number, pull);
  return pull;
}

/** Takes note of a push to the head branch; the id of the head before. */
export async function synchronizePull(state: State, pull: Pull): Promise<string> {
  const before = pull.headSha;
  await refresh(state, pull);
  return before;
}

/** Closes without merging. */
export function closePull(state: State, pull: Pull): void {
  pull.state = { is: 'closed', at: state.now() };
}
