/** What a GitHub on loopback knows beside git: one repository, its pull requests, comments and check runs. Data only. */
import type { Repository } from '../environment.ts';
import type { LoopbackGit } from './git.ts';

export type Scope = 'checks' | 'contents' | 'issues' | 'pull_requests' | 'statuses';
export type Level = 'read' | 'write';

/** Whoever a token belongs to. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

export interface Caller {
  readonly account: Account;
  /** The app of an installation token; null for a person. */
  readonly app: string | null;
  readonly permissions: Readonly<Partial<Record<Scope, Level>>>;
}

/** The repository that a branch lies in: the base's own, a fork, or null for a fork that was deleted. */
export interface Place extends Repository {
  readonly id: number;
}

type PullState =
  | { readonly is: 'open' }
  | { readonly is: 'closed'; readonly at: string }
  /** `commits`: what the merge brought to the base branch, the last one first. */
  | { readonly is: 'merged'; readonly at: string; readonly by: Account; readonly commits: readonly string[] };

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Account;
  readonly base: string;
  readonly head: { readonly ref: string; readonly place: Place | null };
  readonly createdAt: string;
  /** Tips at the last time that the pull request was opened or pushed to. */
  headSha: string;
  baseSha: string;
  /** The merge that GitHub tries while the pull request is open; null: conflict. After the merge: the commit on the base. */
  mergeSha: string | null;
  state: PullState;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: Account;
  readonly app: string | null;
  readonly createdAt: string;
  updatedAt: string;
  body: string;
}

/** As GitHub stores an annotation; only what the request named is kept. */
export type StoredAnnotation = Readonly<Record<string, unknown>>;

export interface CheckRun {
  readonly id: number;
  readonly app: string;
  readonly headSha: string;
  name: string;
  externalId: string | null;
  detailsUrl: string | null;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  startedAt: string;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: StoredAnnotation[];
}

export interface Label {
  readonly id: number;
  readonly name: string;
}

export interface State {
  readonly repository: Place & { readonly isPrivate: boolean; readonly defaultBranch: string };
  readonly git: LoopbackGit;
  /** By token. */
  readonly callers: Map<string, Caller>;
  readonly pulls: Map<number, Pull>;
  readonly comments: Map<number, Comment>;
  readonly checks: Map<number, CheckRun>;
  /** By issue. */
  readonly labels: Map<number, Label[]>;
  /** The next id of anything. */
  nextId(): number;
  /** ISO 8601 to the second, as GitHub writes it. */
  now(): string;
  /** Where this GitHub answers: the base of every URL in its answers. Set when the server listens. */
  url: string;
}

/** The account that owns `github.token`. */
export const ACTIONS_BOT: Account = { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot' };

/** An installation token of the Actions app. */
export function actionsToken(permissions: Caller['permissions']): Caller {
  return { account: ACTIONS_BOT, app: 'github-actions', permissions };
}
