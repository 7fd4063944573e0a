/**
 * The check run `Phoenix plan` on a pull request's head: the record that a plan was shown, with annotations on the lines
 * that change. Its external id is the plan's digest; the apply looks for it before it counts a commit as reviewed.
 */
import { shortened } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import type { GithubClient } from './client.ts';
import { failureKind } from './failure.ts';

export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'action_required';

/** A note on lines of a file. Lines and columns count from 1; columns only where it stays on one line. */
interface Annotation {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine?: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title?: string;
  readonly message: string;
}

export interface PlanCheck {
  /** See `planCheckName`. */
  readonly name: string;
  /** The pull request's head, not the merge commit: GitHub shows checks of the head. */
  readonly head: string;
  /** The branch that the plan merges into: a pull request that turns to another one shows nothing of that. */
  readonly base: string;
  readonly conclusion: CheckConclusion;
  /** Digest of the plan that was shown; null where none could be made, and then nothing counts as reviewed. */
  readonly digest: string | null;
  readonly title: string;
  /** Markdown, at most `SUMMARY_LIMIT` bytes of UTF-8. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly detailsUrl?: string;
}

export type CheckResult =
  | { readonly outcome: 'published'; readonly id: number; readonly url: string | null }
  /** The token only reads (a fork's pull request), or is a person's: check runs belong to apps. */
  | { readonly outcome: 'read-only'; readonly why: string };

/** A check run that shows a plan. */
export interface ShownPlan {
  readonly id: number;
  readonly digest: string;
  readonly conclusion: string;
}

/** Bytes. */
export const SUMMARY_LIMIT = 65_535;
/** GitHub takes no more in one request; later requests add to them. */
const ANNOTATIONS_PER_REQUEST = 50;
/** 64 KiB by GitHub; a message of that size helps nobody. */
const MESSAGE_LIMIT = 4_000;
const TITLE_LIMIT = 255;

/** Several estates in one repository have a check each, and so have several environments of one estate. */
export function planCheckName(estate: string, env: string | null): string {
  return `Phoenix plan (${estateLabel(estate, env)})`;
}

/** What an estate is called where its environments have something each: `lab`, `lab/production`. */
export function estateLabel(estate: string, env: string | null): string {
  return env === null ? estate : `${estate}/${env}`;
}

/** What the check remembers. A blank is in no digest and in the name of no branch. */
const rememberedAs = (digest: string, base: string) => `${digest} ${base}`;

function annotationBody(annotation: Annotation) {
  const end = annotation.endLine ?? annotation.startLine;
  const isOneLine = end === annotation.startLine && annotation.startColumn !== undefined;
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: end,
    ...(isOneLine && {
      start_column: annotation.startColumn,
      end_column: annotation.endColumn ?? annotation.startColumn,
    }),
    annotation_level: annotation.level,
    message: shortened(annotation.message, MESSAGE_LIMIT),
    ...(annotation.title !== undefined && { title: shortened(annotation.title, TITLE_LIMIT) }),
  };
}

function batches<T>(items: readonly T[], size: number): T[][] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/**
 * Publishes a finished check in one request per 50 annotations. It is completed by the last one, so that a run killed in
 * between has shown nothing. A run that is started again makes a new one: GitHub shows the newest of a name.
 */
export async function publishCheck(client: GithubClient, check: PlanCheck): Promise<CheckResult> {
  const bytes = Buffer.byteLength(check.summary);
  if (bytes > SUMMARY_LIMIT) {
    throw new PhoenixError(
      'GITHUB',
      `the check's summary has ${bytes} bytes; GitHub takes ${SUMMARY_LIMIT}`,
      {
        hint: 'this is a bug of Phoenix: its renderer keeps to a budget',
      },
    );
  }
  const { rest } = client.octokit;
  const parts = batches(check.annotations.map(annotationBody), ANNOTATIONS_PER_REQUEST);
  const output = (i: number) => ({
    title: shortened(check.title, TITLE_LIMIT),
    summary: check.summary,
    annotations: parts[i] ?? [],
  });
  const end = (i: number) =>
    i === parts.length - 1
      ? ({ status: 'completed', conclusion: check.conclusion } as const)
      : ({ status: 'in_progress' } as const);
  try {
    const { data: made } = await rest.checks.create({
      ...client.repository,
      name: check.name,
      head_sha: check.head,
      ...(check.digest !== null && { external_id: rememberedAs(check.digest, check.base) }),
      ...(check.detailsUrl !== undefined && { details_url: check.detailsUrl }),
      ...end(0),
      output: output(0),
    });
    for (let i = 1; i < parts.length; i++) {
      await rest.checks.update({
        ...client.repository,
        check_run_id: made.id,
        ...end(i),
        output: output(i),
      });
    }
    return { outcome: 'published', id: made.id, url: made.html_url };
  } catch (error) {
    if (failureKind(error) !== 'forbidden') throw error;
    return { outcome: 'read-only', why: error instanceof Error ? error.message : String(error) };
  }
}

function digestIn(remembered: string | null, base: string): string | null {
  const text = remembered ?? '';
  const end = text.lastIndexOf(' ');
  return end > 0 && text.slice(end + 1) === base ? text.slice(0, end) : null;
}

/** Where a plan is looked for. */
export interface Showing {
  readonly head: string;
  /** The branch that it must have been made for. */
  readonly base: string;
  /** See `planCheckName`. */
  readonly name: string;
}

/**
 * The newest plan that our own app showed for this head and branch under this name, or null. Another app's check of the
 * same name counts for nothing, and neither does one that did not finish or was cancelled.
 */
export async function planShown(
  client: GithubClient,
  { head, base, name }: Showing,
): Promise<ShownPlan | null> {
  const runs = await client.octokit.paginate(client.octokit.rest.checks.listForRef, {
    ...client.repository,
    ref: head,
    check_name: name,
    status: 'completed',
    filter: 'all',
    per_page: 100,
  });
  const shown = runs.filter(
    (run) =>
      run.name === name &&
      run.head_sha === head &&
      run.app?.slug === client.app &&
      run.status === 'completed' &&
      ['success', 'failure', 'neutral', 'action_required'].includes(run.conclusion ?? '') &&
      digestIn(run.external_id, base) !== null,
  );
  const newest = shown.sort((a, b) => b.id - a.id)[0];
  return newest
    ? {
        id: newest.id,
        digest: digestIn(newest.external_id, base) ?? '',
        conclusion: newest.conclusion ?? '',
      }
    : null;
}
