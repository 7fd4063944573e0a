/**
 * One comment per pull request and estate, that lives through planned, applying, applied or failed. It is found by its
 * marker and by its author, so that a marker planted by someone else is never edited. Two runs that write at the same
 * time end with one comment: the one with the lowest id stays.
 */
import { PhoenixError } from '../errors.ts';
import type { GithubClient } from './client.ts';
import { failureKind } from './failure.ts';
import { identityOf, isAuthor, type Identity } from './identity.ts';
import { type CommentMarker, markerLine, readMarker } from './marker.ts';

/** GitHub refuses a longer body. Counted in UTF-16 units, which is never less than what GitHub counts. */
export const COMMENT_LIMIT = 65_536;

export interface CommentWish {
  readonly marker: CommentMarker;
  /** Markdown without the marker; at most `roomFor(marker)` long. */
  readonly body: string;
  /** `edit`: only where a comment stands already (a closed pull request gets no new one). */
  readonly mode?: 'create-or-edit' | 'edit';
}

export type CommentResult =
  | { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly id: number; readonly url: string }
  /** Mode `edit`, and there was nothing to edit. */
  | { readonly outcome: 'absent' }
  /** A run that was started later has written already. */
  | { readonly outcome: 'superseded'; readonly id: number; readonly url: string }
  /** The token only reads (a fork's pull request), or the conversation is locked: write the job summary instead. */
  | { readonly outcome: 'read-only'; readonly why: string };

interface Comment {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | undefined;
  readonly user: { readonly login: string } | null;
}

interface Own extends Comment {
  readonly marker: CommentMarker;
}

/** How many UTF-16 units a body may have beside this marker. */
export function roomFor(marker: CommentMarker): number {
  return COMMENT_LIMIT - markerLine(marker).length - 1;
}

/** Phoenix's comments of this estate on this pull request, oldest first: more than one only after a race. */
async function ownComments(client: GithubClient, identity: Identity, wanted: CommentMarker): Promise<Own[]> {
  const { octokit, repository } = client;
  const all: Comment[] = await octokit.paginate(octokit.rest.issues.listComments, {
    ...repository,
    issue_number: wanted.pr,
    per_page: 100,
  });
  return all
    .flatMap((comment) => {
      const marker = readMarker(comment.body ?? '');
      const isOurs = marker?.estate === wanted.estate && marker.pr === wanted.pr;
      return marker && isOurs && isAuthor(identity, comment.user) ? [{ ...comment, marker }] : [];
    })
    .sort((a, b) => a.id - b.id);
}

/** Removes a double of our own; another run may have been faster. */
async function removeDouble(client: GithubClient, double: Own): Promise<void> {
  try {
    await client.octokit.rest.issues.deleteComment({ ...client.repository, comment_id: double.id });
  } catch (error) {
    if (failureKind(error) !== 'not-found') throw error;
  }
}

/** Writes into a comment that stands; null when it was deleted meanwhile. */
async function edit(client: GithubClient, standing: Own, wish: CommentWish, text: string) {
  const where = { id: standing.id, url: standing.html_url };
  if (standing.marker.run > wish.marker.run) return { outcome: 'superseded', ...where } as const;
  if (standing.body?.replaceAll('\r\n', '\n') === text) return { outcome: 'unchanged', ...where } as const;
  try {
    await client.octokit.rest.issues.updateComment({
      ...client.repository,
      comment_id: standing.id,
      body: text,
    });
    return { outcome: 'updated', ...where } as const;
  } catch (error) {
    if (failureKind(error) === 'not-found') return null;
    throw error;
  }
}

async function create(client: GithubClient, wish: CommentWish, text: string): Promise<CommentResult> {
  const { data } = await client.octokit.rest.issues.createComment({
    ...client.repository,
    issue_number: wish.marker.pr,
    body: text,
  });
  const made = { outcome: 'created', id: data.id, url: data.html_url } as const;
  // The author of what was just made is this token's identity, whatever it was taken for.
  const identity: Identity = { login: data.user?.login ?? '', app: null };
  const standing = await ownComments(client, identity, wish.marker);
  const first = standing[0];
  const own = standing.find((comment) => comment.id === data.id);
  if (!first || !own || first.id === own.id) return made;
  const edited = await edit(client, first, wish, text);
  if (!edited) return made;
  await removeDouble(client, own);
  return edited;
}

/** Brings the pull request's comment to `wish`. Throws only for what the user must know of; see `CommentResult`. */
export async function upsertComment(client: GithubClient, wish: CommentWish): Promise<CommentResult> {
  const text = `${markerLine(wish.marker)}\n${wish.body}`;
  if (text.length > COMMENT_LIMIT) {
    throw new PhoenixError(
      'GITHUB',
      `the comment has ${text.length} characters; GitHub takes ${COMMENT_LIMIT}`,
      {
        hint: 'this is a bug of Phoenix: its renderer keeps to a budget. The whole plan is in the job summary',
      },
    );
  }
  try {
    const identity = await identityOf(client);
    const [first, ...doubles] = await ownComments(client, identity, wish.marker);
    if (first) {
      const edited = await edit(client, first, wish, text);
      if (edited) {
        for (const double of doubles) await removeDouble(client, double);
        return edited;
      }
    }
    return wish.mode === 'edit' ? { outcome: 'absent' } : await create(client, wish, text);
  } catch (error) {
    if (failureKind(error) !== 'forbidden') throw error;
    return { outcome: 'read-only', why: error instanceof Error ? error.message : String(error) };
  }
}
