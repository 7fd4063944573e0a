/**
 * The first line of Phoenix's comment: an invisible JSON object by which the comment is found again, and which says what
 * the comment is about. It proves nothing by itself, since anyone can write one: the author is checked elsewhere.
 */
import { z } from 'zod';

/** The life of a comment. A closed pull request's plan was never applied. */
type CommentState = 'planned' | 'applying' | 'applied' | 'failed' | 'closed';

export interface CommentMarker {
  readonly v: 1;
  readonly estate: string;
  readonly pr: number;
  /** Full commit ids of the pull request's head and of the base that the plan was made for. */
  readonly head: string;
  readonly base: string;
  /** Digest of the plan that the comment shows; null where no plan could be made. */
  readonly digest: string | null;
  readonly state: CommentState;
  /** The run that wrote it: a run that was started earlier never overwrites it. */
  readonly run: number;
}

const sha = z.string().regex(/^[0-9a-f]{7,64}$/);

const schema: z.ZodType<CommentMarker> = z.object({
  v: z.literal(1),
  estate: z.string(),
  pr: z.int().positive(),
  head: sha,
  base: sha,
  digest: z.string().nullable(),
  state: z.enum(['planned', 'applying', 'applied', 'failed', 'closed']),
  run: z.int().positive(),
});

/** The marker as a line. Nothing in it can end the HTML comment: `<`, `>` and `--` are written as JSON escapes. */
export function markerLine(marker: CommentMarker): string {
  const { v, estate, pr, head, base, digest, state, run } = marker;
  const json = JSON.stringify({ v, estate, pr, head, base, digest, state, run });
  return `<!-- phoenix ${json.replaceAll(/[<>\u007f-\uffff]|-(?=-)/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)} -->`;
}

/** The marker on a comment's first line, or null where there is none that this version understands. */
export function readMarker(body: string): CommentMarker | null {
  const line = /^<!-- phoenix (\{.*\}) -->[ \t]*(?:\r?\n|$)/.exec(body);
  if (!line?.[1]) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(line[1]));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
