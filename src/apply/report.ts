/** What an apply did: data, for the comment, the terminal and JSON. */
import type { Address } from '../config/model.ts';
import type { Verdict } from '../features/outcome.ts';
import type { Plan } from '../plan/plan.ts';

/** What became of one feature in a guest. */
export interface FeatureReport {
  readonly id: string;
  readonly is: Verdict['is'];
  /** `installed`, or what happened. */
  readonly text: string;
  /** Milliseconds of its scripts. */
  readonly ms: number;
}

export type StepOutcome =
  | {
      readonly is: 'done';
      readonly ms: number;
      /** Of a step that brings features into a guest. */
      readonly features?: readonly FeatureReport[];
      /** Milliseconds in which the guest was restarted for them; none: it was not. */
      readonly rebootMs?: number;
      /** It has its effect, but not without a word: `already so`, an exit code that says otherwise. */
      readonly note?: string;
    }
  | {
      readonly is: 'failed';
      readonly ms: number;
      readonly features?: readonly FeatureReport[];
      /** As of a step that is done. */
      readonly rebootMs?: number;
      readonly why: string;
      readonly hint?: string;
      readonly output?: string;
    }
  /** Something it depends on failed, or the apply was stopped. */
  | { readonly is: 'skipped'; readonly why: string };

export interface StepReport {
  readonly id: string;
  readonly address: Address;
  readonly title: string;
  readonly outcome: StepOutcome;
}

/** What became of a guest that was to be taken back. */
export type RollbackReport =
  /** It is as it was before this apply; `now` in words: `nginx 1.0.0, running`. */
  { readonly is: 'done'; readonly now: string } | { readonly is: 'failed'; readonly why: string };

export interface ResourceReport {
  readonly address: Address;
  readonly outcome: 'applied' | 'failed' | 'skipped' | 'held' | 'drift' | 'unchanged';
  /** What is true now, in words: `retired until 30 Nov 22:00`. */
  readonly text: string;
  /** Milliseconds from the first to the last step. */
  readonly ms: number;
  /** Milliseconds that the guest was down; null when it is stopped for good or was new. */
  readonly downMs: number | null;
  /** Where something failed, and there was a way back. */
  readonly rollback?: RollbackReport;
  readonly steps: readonly StepReport[];
}

export interface ApplyReport {
  readonly estate: string;
  readonly run: string;
  readonly commit: string | null;
  readonly plan: Plan;
  readonly resources: readonly ResourceReport[];
  /** Milliseconds in all. */
  readonly ms: number;
  readonly ok: boolean;
}

/** Milliseconds in which a guest was restarted for its features; 0: it was not. */
export function rebootMsOf(outcome: StepOutcome): number {
  return outcome.is === 'skipped' ? 0 : (outcome.rebootMs ?? 0);
}
