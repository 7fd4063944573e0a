/**
 * A proof on its way from one job to another: written within a bound, and read as what it is, the words of a job in
 * which unreviewed code ran as root. Nothing of it is believed but what it says of itself.
 */
import { z } from 'zod';
import { shortened } from '../config/quote.ts';
import type { GuestProof, Proof } from './proof.ts';

/** Bytes. An input reaches an action as a variable, and Linux takes none above 128 KiB. */
const LIMIT = 60_000;
const GUESTS = 200;
const LINE = 200;
const TEXT = 500;

const text = (most: number) => z.string().max(most);
const sha = z
  .string()
  .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
  .nullable();
const verdict = z.enum(['proved', 'failed', 'unproved']);
const ms = z
  .number()
  .min(0)
  .max(7 * 24 * 3_600_000);

const schema = z.strictObject({
  v: z.literal(1),
  phoenix: text(50),
  estate: text(100),
  env: text(100).nullable(),
  base: sha,
  head: sha,
  ok: z.boolean(),
  ms,
  guests: z
    .array(
      z.strictObject({
        address: text(200),
        is: verdict,
        ways: z
          .array(
            z.strictObject({
              way: z.enum(['new', 'upgrade']),
              is: verdict,
              ms,
              why: text(TEXT).optional(),
              lines: z.array(text(LINE)).max(20).optional(),
            }),
          )
          .max(2),
        why: text(TEXT).optional(),
        needs: z.array(text(200)).max(50),
        notes: z.array(text(TEXT)).max(10),
      }),
    )
    .max(GUESTS),
  left: z.int().min(0).optional(),
});

/** What was handed over, or why it counts for nothing. */
export type Received =
  | { readonly is: 'proof'; readonly proof: Proof }
  | { readonly is: 'refused'; readonly why: string };

export function readProof(handed: string): Received {
  const refused = (why: string): Received => ({ is: 'refused', why });
  if (handed.length > LIMIT * 2) return refused('it is too long');
  let value: unknown;
  try {
    value = JSON.parse(handed);
  } catch {
    return refused('it is no JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) return refused('it is not what a proof looks like');
  // Parsed anew, so that nothing but what the schema names is in it.
  return { is: 'proof', proof: parsed.data as Proof };
}

export interface Bound {
  readonly estate: string;
  readonly env: string | null;
  readonly base: string | null;
  readonly head: string | null;
}

/** Whether a proof is of the plan that is shown; else why not. */
export function boundTo(proof: Proof, plan: Bound): string | null {
  if (proof.estate !== plan.estate || proof.env !== plan.env) return 'it is of another estate';
  return proof.head === plan.head && proof.base === plan.base ? null : 'it is of other commits';
}

/** @param keeps lines of output of each failure */
function cutGuest(guest: GuestProof, keeps: number): GuestProof {
  return {
    ...guest,
    address: shortened(guest.address, 200),
    ...(guest.why !== undefined && { why: shortened(guest.why, TEXT) }),
    needs: guest.needs.slice(0, 50),
    notes: guest.notes.slice(0, 10).map((note) => shortened(note, TEXT)),
    ways: guest.ways.map(({ lines = [], why, ...way }) => {
      const last = keeps === 0 ? [] : lines.slice(-keeps).map((line) => shortened(line, LINE));
      return {
        ...way,
        ...(why !== undefined && { why: shortened(why, TEXT) }),
        ...(last.length > 0 && { lines: last }),
      };
    }),
  };
}

/** The worst first: what has no room is counted. */
const RANK: readonly GuestProof['is'][] = ['failed', 'unproved', 'proved'];

/** The same proof, short enough to be handed over: fewer lines of output first, then fewer guests. */
export function bounded(proof: Proof, limit: number = LIMIT): Proof {
  const sorted = proof.guests.toSorted((a, b) => RANK.indexOf(a.is) - RANK.indexOf(b.is)).slice(0, GUESTS);
  const fits = (one: Proof) => Buffer.byteLength(JSON.stringify(one)) <= limit;
  const guests = (of: readonly GuestProof[], lines: number) => of.map((one) => cutGuest(one, lines));
  for (const lines of [12, 4, 0]) {
    const shorter = withLeft(proof, guests(sorted, lines));
    if (fits(shorter)) return shorter;
  }
  for (let most = sorted.length; most > 0; most = Math.floor(most / 2)) {
    const fewer = withLeft(proof, guests(sorted.slice(0, most), 0));
    if (fits(fewer)) return fewer;
  }
  return withLeft(proof, []);
}

function withLeft(proof: Proof, guests: readonly GuestProof[]): Proof {
  const left = proof.guests.length - guests.length;
  return { ...proof, guests, ...(left > 0 && { left }) };
}
