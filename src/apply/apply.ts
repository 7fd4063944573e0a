/**
 * The way into an apply: what it takes and what it gives. Planning and the cover check come before it; it assembles
 * the steps, runs them under the estate's lock, and reports.
 */
import type { Address, Resource } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import type { Change } from '../kinds/change.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Mark, Seen } from '../kinds/seen.ts';
import type { Cluster, EstateLock, Snapshot } from '../node/port.ts';
import type { Plan, PlanItem } from '../plan/plan.ts';
import type { Clock } from './clock.ts';
import type { EventStep, OnEvent } from './progress.ts';
import type { ApplyReport } from './report.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import type { ComposeGuest, Lacks } from './run-guest.ts';

/** One item of the plan and what its kind needs to make steps of it. */
export interface ApplyEntry {
  readonly item: PlanItem;
  readonly want: Resource | null;
  readonly base: Resource | null;
  readonly seen: Seen<unknown>;
  /** Only what may be done: the covered changes of the item, and those that are written and wait for a restart. */
  readonly changes: readonly Change[];
  /** Of them, what needs a restart is only written: nobody restarts the resource in this apply. */
  readonly waits?: boolean;
  /** What the resource's marker shall say afterwards. Its commit stays behind where changes are held. */
  readonly mark: Mark;
  /** What could not be found out of it beforehand, and somebody has to look at: told beside what was done. */
  readonly unknown?: string;
  /** Set: nothing is done for this item, and this is what the report says. */
  readonly hold?: { readonly is: 'held' | 'drift' | 'unchanged'; readonly why: string };
}

export interface ApplyInput {
  readonly plan: Plan;
  /** In any order; items of the plan without an entry are not reported. */
  readonly entries: readonly ApplyEntry[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** The whole estate as it shall be: what is unchanged still stands between others in the order of things. */
  readonly resources?: ReadonlyMap<Address, Resource>;
  readonly settings: Settings;
  readonly cluster: Cluster;
  /** The reading that the plan was made from: digests are compared with it. */
  readonly snapshot: Snapshot;
  /** Name of the estate: of its lock and its journal. */
  readonly estate: string;
  /** Names this run in journals and reports, such as `gh-123456-1`. */
  readonly run: string;
  /** Who holds the lock, as others shall read it: `run 123456 of push 1a2b3c4`. */
  readonly owner: string;
  readonly commit: string | null;
  /** Steps at the same time; 4 when absent. */
  readonly parallel?: number;
  /** Aborted: no step begins any more, running ones are finished. */
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /** Does a step's work, between its events `started` and `ended`: for whoever watches what the work does. */
  readonly around?: <T>(step: EventStep, work: () => Promise<T>) => Promise<T>;
  /** The estate's lock when the caller took it before planning (then the caller releases it). */
  readonly lock?: EstateLock;
  /** Takes secrets out of whatever is written to journals, events and reports. */
  readonly redact?: (text: string) => string;
  /** Composes what is brought into guests; without, no software is installed. */
  readonly compose?: ComposeGuest;
  /** Reads what headers of health checks need; without, such checks are not asked. */
  readonly secret?: ReadSecret;
  /** Says what for that is missing; asked before the first step, so that no guest is touched for what cannot be finished. */
  readonly lacks?: Lacks;
  /** ISO time of this apply; now when absent. */
  readonly now?: string;
  /** Time for tests and benches; the real one when absent. */
  readonly clock?: Clock;
}

export type Apply = (input: ApplyInput) => Promise<ApplyReport>;
