/** What a kind of guest must say so that the rooms here can compare, change and remove its guests. */
import type { Resource } from '../../config/model.ts';
import type { NodeSettings, Settings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Change } from '../change.ts';
import type { Seen } from '../seen.ts';
import type { NodeName } from '../step.ts';
import type { Prior } from './changes.ts';
import type { Difference } from './compare.ts';
import type { Circumstances, Cost } from './cost.ts';
import type { Field, Slot } from './field.ts';
import type { Grammar } from './grammar.ts';
import type { GuestLive } from './live.ts';
import type { GuestSource, GuestSpec } from './spec.ts';
import type { Edits, Ground } from './steps/edit.ts';
import type { Work } from './steps/row.ts';
import type { GuestStepsInput, Subject } from './steps/subject.ts';

/** A guest that is to be on another node. */
export interface Move {
  readonly prior: Prior;
  /** What the guest was made from, as git has it. */
  readonly source: GuestSource | null;
  readonly to: string;
  readonly settings: Settings;
  /** Null: a plan without a host. */
  readonly snapshot: Snapshot | null;
}

/** Methods are written as methods, so that the one of a kind knows its own spec. */
export interface Dialect<Spec extends GuestSpec = GuestSpec> extends Grammar {
  /** Every value that the spec names, in a stable order. A value that git does not name has no field: it is unmanaged. */
  fieldsOf(spec: Spec): readonly Field[];
  /** What a difference does to the guest. */
  costOf(difference: Difference, around: Circumstances): Cost;
  /** Why there can be no snapshot; null when nothing speaks against it. */
  noSnapshotReason(
    fields: readonly Field[],
    node: NodeSettings | undefined,
    snapshot: Snapshot | null,
  ): string | null;
  /** Slots that this node has nothing for, and why; absent: every node has all that a file can name. */
  lackingAt?(fields: readonly Field[], node: NodeName, snapshot: Snapshot | null): ReadonlyMap<Slot, string>;
  /** Why Proxmox moves it to no other node; null: it can be moved. */
  noMoveReason(move: Move): string | null;
  /** What moving it does, and what its reader has to know. */
  moving(running: boolean): Pick<Change, 'effect' | 'note'>;
  /** Seen at one glance to be as git wants it; false only means that the diff has to look closely. */
  isSettled(
    want: Resource<Spec>,
    base: Resource<Spec> | null,
    seen: Extract<Seen<GuestLive>, { is: 'ours' }>,
  ): boolean;
  /** The disk that it starts from: what is on the others is data. */
  systemDisk(fields: readonly Field[]): Slot | null;
  /** Whether git names a volume that stands for this slot. */
  namesDisk(spec: Spec, slot: Slot): boolean;
  editsOf(ground: Ground, changes: readonly Change[], want: Spec): Edits;
  /** Options that the spec gives, by the names that they have in this conf file. */
  namedOptions(spec: Spec, live: GuestLive): readonly string[];
  /** Makes it, wherever nothing is. */
  makeWork(subject: Subject, spec: Spec, input: GuestStepsInput): Work[];
  moveWork(subject: Subject, change: Change, to: NodeName): Work[];
  /** What a killed create or clone left goes before the create is repeated. */
  debrisWork(subject: Subject): Work[];
}
