/**
 * One step before it stands in a row: what is done and how it is known to be done. Ids, order, the guest's lock and
 * the guards that every step has are added when the row is made (`row.ts`).
 */
import type { Effect } from '../../effect.ts';
import type { Cond, Lock, NodeName, Verb } from '../../step.ts';

export interface Act {
  /** Part of the step's id: `create`, `set`, `start`. */
  readonly verb: string;
  /** What it is done to, where a verb comes more than once: `net0`, `mount:/data`. */
  readonly what?: string;
  readonly title: string;
  readonly effect: Effect;
  readonly do: Verb;
  readonly undo?: Verb;
  /** Locks besides the guest's own. */
  readonly locks?: readonly Lock[];
  /** Conditions besides that the guest is as it was last read. */
  readonly guard?: readonly Cond[];
  readonly verify: readonly Cond[];
  /** Where it runs, when not where the guest is. */
  readonly node?: NodeName;
  /** The guest is not there yet, so that nothing can have been read of it. */
  readonly makes?: true;
  /** It works on a guest that Proxmox holds locked. */
  readonly locked?: true;
  /** It runs also when a step before it failed: see `Step.anyway`. */
  readonly anyway?: true;
  /** A failure of it takes the guest back, where there is a way. */
  readonly saved?: true;
  /** It is part of that way: see `Step.rescue`. */
  readonly rescue?: true;
  /** It writes the marker and nothing else: see `Step.remark`. */
  readonly remark?: true;
  /** See `Step.unseen`. */
  readonly unseen?: true;
  /** See `Step.patience`. */
  readonly patience?: number;
  readonly timeout: number;
}
