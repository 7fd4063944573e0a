/** What is really there: the marker of a resource, and what a node shows of it. */
import type { Address } from '../config/model.ts';
import type { Id } from './kind.ts';
import type { NodeName } from './step.ts';

/** What a resource's own marker says, and when it is retired. */
export interface Mark {
  readonly estate: string;
  readonly env: string | null;
  readonly address: Address;
  readonly id: Id;
  /** The commit that last changed the resource; null when it was applied from files that are not committed. */
  readonly commit: string | null;
  /** Digest of the spec that was applied: tells equal from changed where the commit is null or unknown. */
  readonly config: string;
  /** The Phoenix version that wrote it. */
  readonly phoenix: string;
  /** ISO time of the retirement, for a retired resource. */
  readonly retired?: string;
  /**
   * Paths of reviewed changes that are on their way and may not be seen by comparing: a hostname that waits for a
   * restart, `/state` while a guest is down for a change, `/protection` while it is off for one. The empty path is the
   * whole: a create or clone that has not ended. The next apply finishes them without a new approval.
   */
  readonly owed?: readonly string[];
  /** For a retired resource: what the retirement overwrote, by path, so that a revert brings it back; null: not set. */
  readonly was?: Readonly<Record<string, string | null>>;
  /**
   * Volumes that were taken off the guest and are kept as unused, by the slot that each was in: `VOLUME SIZE`. What brings
   * the mount or disk back brings that volume.
   */
  readonly detached?: Readonly<Record<string, string>>;
  /** What is installed in the guest: id to `VERSION HASH`. */
  readonly features?: Readonly<Record<string, string>>;
  /** What it was made from, or is itself, as `ADDRESS HASH`: `layer/base 0123456789abcdef`. */
  readonly layer?: string;
  /** ISO time at which a layer was built. */
  readonly built?: string;
  /** ISO time of the last apply whose changes failed and were rolled back; the next one that succeeds forgets it. */
  readonly undone?: string;
}

/** A resource on the nodes with a marker of this estate. */
export interface Owned {
  readonly id: Id;
  readonly mark: Mark;
  readonly node: NodeName;
}

/** What is really there. */
export type Seen<Live> =
  | { readonly is: 'absent' }
  /** The node is down: nothing is known, nothing is planned. */
  | { readonly is: 'unknown'; readonly why: string }
  /** Something else has the id: reported, never touched. */
  | { readonly is: 'foreign'; readonly why: string }
  /** A clone or restore made by hand of one of ours: reported, never touched. */
  | { readonly is: 'copy'; readonly why: string }
  /** What a killed create or clone of ours left behind: removed before the create is repeated. */
  | { readonly is: 'debris'; readonly why: string; readonly live: Live }
  /** Not ours yet; its file says `"adopt": true`. */
  | { readonly is: 'adoptable'; readonly live: Live }
  | {
      readonly is: 'ours';
      readonly live: Live;
      readonly mark: Mark | null;
      /** Set when the marker was missing or damaged and is to be written again. */
      readonly repair?: string;
    };
