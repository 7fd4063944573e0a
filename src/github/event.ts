/**
 * What happened on GitHub, from the runner's `event.json`: one union over the events that Phoenix answers. The payload is
 * written by GitHub but carries text of strangers; only the fields below are kept.
 */
import { z } from 'zod';
import { PhoenixError } from '../errors.ts';
import type { RunnerEnvironment } from './environment.ts';

/** A pull request was opened, pushed to, closed …; `sha` of the environment is its merge commit while it is open. */
export interface PullRequestEvent {
  readonly name: 'pull_request';
  readonly action: string;
  readonly number: number;
  readonly head: { readonly sha: string; readonly ref: string };
  readonly base: { readonly sha: string; readonly ref: string };
  /** The commit that GitHub made of head and base, or after the merge the commit on the base branch; null: none. */
  readonly mergeSha: string | null;
  readonly isFork: boolean;
  readonly isPublic: boolean;
  readonly isMerged: boolean;
  readonly defaultBranch: string | null;
}

/** Commits arrived on a branch. */
interface PushEvent {
  readonly name: 'push';
  /** Null for a new branch. */
  readonly before: string | null;
  /** Null for a deleted branch. */
  readonly after: string | null;
  readonly ref: string;
  /** Null for a tag. */
  readonly branch: string | null;
  readonly isForced: boolean;
  readonly isPublic: boolean;
  readonly defaultBranch: string | null;
}

/** The clock, or a person, started a workflow. */
interface StartedEvent {
  readonly name: 'schedule' | 'workflow_dispatch';
  readonly isPublic: boolean;
  readonly defaultBranch: string | null;
}

/** Another workflow ended: the way to comment on a fork's pull request with a token that may write. */
interface WorkflowRunEvent {
  readonly name: 'workflow_run';
  readonly action: string;
  readonly run: {
    readonly id: number;
    readonly event: string;
    readonly conclusion: string | null;
    readonly headSha: string;
    /** Null when the repository of the fork is gone. */
    readonly headRepositoryId: number | null;
    readonly path: string | null;
  };
  readonly isPublic: boolean;
  readonly defaultBranch: string | null;
}

export type GithubEvent = PullRequestEvent | PushEvent | StartedEvent | WorkflowRunEvent;

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const repository = z.looseObject({ private: z.boolean(), default_branch: z.string().optional() });
const side = z.looseObject({ sha, ref: z.string(), repo: z.looseObject({ id: z.int() }).nullable() });

const pullRequest = z.looseObject({
  action: z.string(),
  number: z.int().positive(),
  repository,
  pull_request: z.looseObject({
    head: side,
    base: side,
    merged: z.boolean().nullish(),
    merge_commit_sha: sha.nullish(),
    state: z.enum(['open', 'closed']),
  }),
});
const push = z.looseObject({
  before: sha,
  after: sha,
  ref: z.string(),
  forced: z.boolean().optional(),
  repository,
});
const started = z.looseObject({ repository: repository.optional() });
const workflowRun = z.looseObject({
  action: z.string(),
  repository,
  workflow_run: z.looseObject({
    id: z.int(),
    event: z.string(),
    conclusion: z.string().nullish(),
    head_sha: sha,
    head_repository: z.looseObject({ id: z.int() }).nullish(),
    path: z.string().nullish(),
  }),
});

function read<T>(schema: z.ZodType<T>, payload: unknown, name: string): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new PhoenixError(
    'USAGE',
    `event.json is not the payload of "${name}": ${z.prettifyError(parsed.error)}`,
    {
      hint: 'GITHUB_EVENT_NAME and GITHUB_EVENT_PATH come from the runner; do not set them in the workflow',
      cause: parsed.error,
    },
  );
}

const commit = (id: string): string | null => (/^0+$/.test(id) ? null : id);
const about = (r: z.infer<typeof repository> | undefined) => ({
  // Without a word on it the repository counts as public, which is the stricter case.
  isPublic: r?.private !== true,
  defaultBranch: r?.default_branch ?? null,
});

/** The event of this run; `payload` is the parsed `event.json`. Throws `USAGE` for an event that Phoenix has no answer to. */
export function parseEvent(
  environment: Pick<RunnerEnvironment, 'eventName' | 'sha'>,
  payload: unknown,
): GithubEvent {
  const name = environment.eventName;
  switch (name) {
    case 'pull_request': {
      const event = read(pullRequest, payload, name);
      const pull = event.pull_request;
      const isOpen = pull.state === 'open';
      return {
        name,
        action: event.action,
        number: event.number,
        head: { sha: pull.head.sha, ref: pull.head.ref },
        base: { sha: pull.base.sha, ref: pull.base.ref },
        // The payload may still carry the merge commit of the push before; GITHUB_SHA is what the run was started for.
        mergeSha: isOpen ? environment.sha : pull.merged === true ? (pull.merge_commit_sha ?? null) : null,
        // A deleted fork has no repository any more, and is a fork all the same.
        isFork: pull.head.repo === null || pull.head.repo.id !== pull.base.repo?.id,
        isMerged: pull.merged === true,
        ...about(event.repository),
      };
    }
    case 'push': {
      const event = read(push, payload, name);
      return {
        name,
        before: commit(event.before),
        after: commit(event.after),
        ref: event.ref,
        branch: event.ref.startsWith('refs/heads/') ? event.ref.slice('refs/heads/'.length) : null,
        isForced: event.forced === true,
        ...about(event.repository),
      };
    }
    case 'schedule':
    case 'workflow_dispatch':
      return { name, ...about(read(started, payload, name).repository) };
    case 'workflow_run': {
      const event = read(workflowRun, payload, name);
      const run = event.workflow_run;
      return {
        name,
        action: event.action,
        run: {
          id: run.id,
          event: run.event,
          conclusion: run.conclusion ?? null,
          headSha: run.head_sha,
          headRepositoryId: run.head_repository?.id ?? null,
          path: run.path ?? null,
        },
        ...about(event.repository),
      };
    }
    default:
      throw new PhoenixError('USAGE', `Phoenix has no answer to the event "${name}"`, {
        hint:
          name === 'pull_request_target'
            ? 'use `on: pull_request`: pull_request_target gives strangers a token that may write'
            : 'use `on:` pull_request, push, schedule, workflow_dispatch or workflow_run',
      });
  }
}
