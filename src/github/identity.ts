/** Whose token this is, as GitHub shows it: comments and check runs count as ours only when this identity made them. */
import type { GithubClient } from './client.ts';
import { failureKind } from './failure.ts';

export interface Identity {
  /** As it stands on comments: `github-actions[bot]`, or a person's login. */
  readonly login: string;
  /** As it stands on check runs; null for a person, whose token cannot make any. */
  readonly app: string | null;
}

const known = new WeakMap<GithubClient, Promise<Identity>>();

/**
 * Asks GitHub once per client. A person's token is told who it is; an installation's token is refused there, and is then
 * the client's app (github-actions unless named).
 */
export function identityOf(client: GithubClient): Promise<Identity> {
  const asked = known.get(client) ?? ask(client);
  known.set(client, asked);
  return asked;
}

async function ask(client: GithubClient): Promise<Identity> {
  try {
    const { data } = await client.octokit.rest.users.getAuthenticated();
    return { login: data.login, app: null };
  } catch (error) {
    if (failureKind(error) !== 'forbidden') throw error;
    return { login: `${client.app}[bot]`, app: client.app };
  }
}

/** Logins are equal whatever their case. */
export function isAuthor(identity: Identity, user: { readonly login?: string } | null | undefined): boolean {
  return user?.login?.toLowerCase() === identity.login.toLowerCase();
}
