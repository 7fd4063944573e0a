/** What differs of a resource, and what is to be done about it: the answer of `Kind.diff`. */
import type { Address } from '../config/model.ts';
import type { Json, Pointer } from '../json.ts';
import type { Effect } from './effect.ts';

export type Action =
  | 'create'
  | 'update'
  | 'replace'
  | 'retire'
  | 'destroy'
  /** Taken away, and no data is lost: a vnet, a storage entry, a firewall file. */
  | 'remove'
  | 'adopt'
  | 'rename'
  | 'migrate'
  | 'no-op';

/** After it, the resource is not there any more, or not for use. */
export function isRemoval(action: Action): boolean {
  return action === 'retire' || action === 'destroy' || action === 'remove';
}

/** One field that differs. */
export interface Change {
  /** Where it stands in the user's file: `/net0/ip`, `/mounts/~1data/size`. */
  readonly path: Pointer;
  /** In Proxmox's words; null where nothing stands. */
  readonly before: Json;
  readonly after: Json;
  readonly effect: Effect;
  /** Changes of one slot are made together: `net0`, `rootfs`, `mount:/data`, `features`. */
  readonly slot: string;
  /** Why the effect is what it is, or what cannot be undone: `cannot shrink back`. */
  readonly note?: string;
  /** Other resources that are stopped while this is changed, and started again after it: they count as restarted. */
  readonly stops?: readonly Address[];
  /** It is written already, and takes effect when the guest starts the next time. */
  readonly waits?: true;
  /** A check inside the guest has found it: only an apply that checks sees it too. */
  readonly inside?: true;
  /** A secret has another value, and `policies.secrets` lets an apply bring it in though no commit shows it. */
  readonly followed?: true;
}

/** Why a change has its effect, in words. */
export interface Reason {
  readonly why: string;
  /** What would make it milder. */
  readonly instead?: string;
}

export interface Diff {
  readonly action: Action;
  readonly changes: readonly Change[];
  /** For the reader of the plan: `no backup in 24 h, so one is taken first`. */
  readonly notes: readonly string[];
  /** Seconds that the guest is expected to be down; null when it goes for good, 0 when it stays up. */
  readonly downtime: number | null;
  /** Where software changes and a way back is asked for. */
  readonly rollback?: Rollback;
}

/** Whether a change of software that fails is taken back with all that was changed beside it. */
export type Rollback =
  | { readonly is: 'snapshot' }
  /** It is asked for, and cannot be, or not as it is asked for. */
  | { readonly is: 'none'; readonly why: string };
