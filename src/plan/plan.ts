/** The plan as data: a pure function of two revisions (or a revision and what the nodes say) and the version of Phoenix. */
import type { Address, Suppressed } from '../config/model.ts';
import type { Finding, Position } from '../errors.ts';
import type { Effect } from '../kinds/effect.ts';
import type { Action, Change, Rollback } from '../kinds/change.ts';
import type { Id } from '../kinds/kind.ts';
import type { Seen } from '../kinds/seen.ts';

/** A change and the line of the file that asks for it. */
export interface PlannedChange extends Change {
  /** Absent for a removed file, and for a value that Phoenix derived. */
  readonly at?: Position;
}

/** What the cover check says of a live change (DESIGN §7). */
export type Cover =
  /** Shown and merged, or confirmed by the operator: it runs. */
  | { readonly is: 'covered' }
  /** No pull request showed it: reported; corrected only by `policies.drift`. */
  | { readonly is: 'drift'; readonly why: string }
  /**
   * Reviewed, but it waits: `restarts are manual`, `the plan of #12 was never shown`. `written`: this apply writes it,
   * and it takes effect when somebody restarts the guest.
   */
  | { readonly is: 'held'; readonly why: string; readonly written?: true };

/** One resource that changes, or that needs a word. */
export interface PlanItem {
  readonly address: Address;
  readonly kind: string;
  readonly id: Id;
  readonly node: string;
  readonly action: Action;
  readonly effect: Effect;
  readonly changes: readonly PlannedChange[];
  readonly notes: readonly string[];
  /** Seconds; null: for good. */
  readonly downtime: number | null;
  /** Few words of what it is: for a create, a retire, a replace. */
  readonly summary: string;
  /** The resource's own file; for a removed one, the file that was removed. */
  readonly file: string;
  /** The earlier address of a renamed resource. */
  readonly was?: Address;
  readonly dependsOn: readonly Address[];
  /** Whether it is taken back when its software fails; absent where nobody asks for that. */
  readonly rollback?: Rollback;
  /** Live plans only: what was seen there. */
  readonly seen?: Seen<unknown>['is'];
  /**
   * What is done of it; parallel to `changes`, or of one element for an item without any. A plan of two revisions has it
   * only where something of the item waits for a policy: all that git knows.
   */
  readonly cover?: readonly Cover[];
  /** SHA-256 of the canonical JSON of this item without this field. */
  readonly digest: string;
}

/** Memory and cores of started guests on a node, before and after. KiB. */
export interface CapacityRow {
  readonly node: string;
  readonly what: 'memory' | 'cores';
  readonly before: number;
  readonly after: number;
  /** What the node is declared to have. */
  readonly limit: number | null;
  /** How often that may be promised (`policies.overcommit`); 1 unless it stands here. */
  readonly times?: number;
}

/** What a policy says of the whole plan. */
export interface PolicyVerdict {
  readonly policy: string;
  readonly ok: boolean;
  /** `retire 1 of at most 2`. */
  readonly text: string;
}

export interface Plan {
  readonly v: 1;
  readonly phoenix: string;
  readonly estate: string;
  readonly env: string | null;
  readonly mode: 'git' | 'live';
  /** Full commit ids; null: files on disk, or nothing to compare with. */
  readonly base: string | null;
  readonly head: string | null;
  /** Sorted by severity of the effect (worst first), then by address. */
  readonly items: readonly PlanItem[];
  /** Resources without any change. */
  readonly unchanged: number;
  readonly findings: readonly Finding[];
  /** What files suppress; absent where they suppress nothing. */
  readonly suppressed?: readonly Suppressed[];
  readonly capacity: readonly CapacityRow[];
  readonly policies: readonly PolicyVerdict[];
  /** Addresses in the order in which an apply works: each inner list may run side by side. */
  readonly order: readonly (readonly Address[])[];
  /** SHA-256 of the canonical JSON of everything above but `findings` and `suppressed`. */
  readonly digest: string;
}

export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly restart: number;
  readonly replace: number;
  readonly retire: number;
  readonly destroy: number;
  readonly remove: number;
  readonly other: number;
}
