/** What a difference costs, and what that depends on. */
import type { Effect } from '../effect.ts';
import type { Field, Slot } from './field.ts';

export interface Circumstances {
  readonly want: readonly Field[];
  readonly now: readonly Field[];
  readonly running: boolean;
  /** The guest is a template already. */
  readonly template: boolean;
  readonly pve: string;
  /** Why this guest can have no snapshot; null when it can. */
  readonly noSnapshot: string | null;
  /** Why it cannot be in the pool that its file names; null when it can. */
  readonly noPool: string | null;
  /** Slots that its node has nothing for, and why. */
  readonly lacking: ReadonlyMap<Slot, string>;
  /** Ids of features whose install may ask for a restart. */
  readonly restarting: ReadonlySet<string>;
  /** The guest is stopped, and stays so. */
  readonly stays: boolean;
  /** It is no template yet, and becomes one. */
  readonly becomes: boolean;
}

export interface Cost {
  readonly effect: Effect;
  readonly note?: string;
  readonly waits?: true;
}
