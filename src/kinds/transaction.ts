/**
 * Many resources, of one kind or several, that a node changes as one: their edits lie between an opening and a commit.
 * SDN is one (PVE 9: lock, edits, `pvesh set /cluster/sdn`).
 */
import type { Address } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import type { Snapshot } from '../node/port.ts';
import type { Step } from './step.ts';

/** What comes before those that need it, and what goes after those that leave it: one transaction each. */
export type Phase = 'grow' | 'shrink';

export interface TransactionInput {
  readonly phase: Phase;
  /** All whose edits are in it, sorted. */
  readonly addresses: readonly Address[];
  /** Those edits, in order of need. */
  readonly edits: readonly Step[];
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  /** ISO time of this apply. */
  readonly now: string;
}

export interface Enclosed {
  /** Before the first edit. */
  readonly open: readonly Step[];
  /** The same edits with more of their order, where no file tells it any more; the given ones when absent. */
  readonly edits?: readonly Step[];
  /** After the last edit: dry run, commit, what is read back. Steps with `rescue` are its way back. */
  readonly close: readonly Step[];
}

/**
 * The steps that all resources of a transaction share. The core joins them: edits come after `open`, `close` after every
 * edit, and each of them counts for every resource of the transaction (`Step.with`).
 */
export interface Transaction {
  /** `sdn`. */
  readonly name: string;
  enclose(input: TransactionInput): Enclosed;
  /** Steps that end what a killed apply has left of one, where this apply edits nothing. */
  rest?(input: Omit<TransactionInput, 'phase' | 'edits'>): readonly Step[];
}
