/** What a proof tells: guests of a pull request that were built in a lab of real containers, or why they were not. */
import type { Address } from '../config/model.ts';

/** Made from nothing, or made as the base has it and then changed, as a merge would. */
export type Way = 'new' | 'upgrade';

export interface WayProof {
  readonly way: Way;
  readonly is: 'proved' | 'failed' | 'unproved';
  /** Milliseconds of all that was done for the guest. */
  readonly ms: number;
  /** What failed, or why it was not tried. */
  readonly why?: string;
  /** The last lines that the failing command printed. */
  readonly lines?: readonly string[];
}

export interface GuestProof {
  readonly address: Address;
  /** `failed` when one way fails, `unproved` when none was tried to its end. */
  readonly is: 'proved' | 'failed' | 'unproved';
  readonly ways: readonly WayProof[];
  /** Of one that was not tried at all. */
  readonly why?: string;
  /** What was built with it because it needs that: layers, and guests that it depends on. */
  readonly needs: readonly Address[];
  /** How the lab's guest differs from the one on the node: `2 of 16 cores`. */
  readonly notes: readonly string[];
}

/** JSON: what `phoenix proof --json` prints, and one job hands to the next. */
export interface Proof {
  readonly v: 1;
  readonly phoenix: string;
  readonly estate: string;
  readonly env: string | null;
  /** The commits of the plan that it proves: a plan is a function of them. Null: files on disk, or nothing before. */
  readonly base: string | null;
  readonly head: string | null;
  readonly ok: boolean;
  /** Milliseconds in all. */
  readonly ms: number;
  readonly guests: readonly GuestProof[];
  /** Guests that had no room. */
  readonly left?: number;
}

/** The verdict on a guest from those on its ways. */
export function verdictOf(ways: readonly WayProof[]): GuestProof['is'] {
  if (ways.some(({ is }) => is === 'failed')) return 'failed';
  return ways.some(({ is }) => is === 'proved') ? 'proved' : 'unproved';
}
