/** The contract of a kind: the core plans and applies through it and knows nothing of containers. */
import type { z } from 'zod';
import type { FindingTable } from '../config/finding-entry.ts';
import type { Address, Resource } from '../config/model.ts';
import type { SchemaWords } from '../config/schema-words.ts';
import type { Settings } from '../config/settings.ts';
import type { PointedFinding } from '../errors.ts';
import type { EstateFeatures } from '../features/estate-features.ts';
import type { Health } from '../health/check.ts';
import type { JsonObject, Pointer } from '../json.ts';
import type { Transport } from '../node/guest-exec.ts';
import type { Look, Reads, ScopeState, Snapshot } from '../node/port.ts';
import type { Rule } from '../rules/rule.ts';
import type { Action, Change, Diff, Reason, Rollback } from './change.ts';
import type { Around, GuestView, StoredView } from './guest-view.ts';
import type { Importable } from './importable.ts';
import type { Mark, Owned, Seen } from './seen.ts';
import type { Cond, NodeName, Scope, Step } from './step.ts';
import type { Transaction } from './transaction.ts';

/** What a resource is, whatever its file is called: `vmid:950`. */
export type Id = string;

/** A secret in use. */
export interface SecretUse {
  /** `${secret:db/app}`. */
  readonly reference: string;
  /** Where it stands in the resource's file: `/features/postgres/password`. */
  readonly path: Pointer;
  /** Of one that git holds, a hash of the file that it is read from. */
  readonly seal?: string;
  /** Whom it is sent to, as host and port, and by whom; absent: it stays in the resource. */
  readonly to?: string;
  /** The one that makes it true, such as the server whose password it is: it is done before those that use it. */
  readonly defines?: true;
}

export interface Edge {
  readonly to: Address;
  /** `exists`: made before; `ready`: running and healthy before; `gone`: removed after. */
  readonly when: 'exists' | 'ready' | 'gone';
}

/** What a started resource takes of its node. */
export interface Demand {
  readonly node: NodeName;
  /** KiB. */
  readonly memory: number;
  readonly cores: number;
}

export interface ObserveInput<Spec> {
  readonly snapshot: Snapshot;
  readonly id: Id;
  /** The estate's id. */
  readonly estate: string;
  readonly env: string | null;
  /** The spec at the tip and at the last commit known to have applied: they tell an unmarked guest of ours. */
  readonly want: Resource<Spec> | null;
  readonly base: Resource<Spec> | null;
  readonly settings?: Settings;
}

export interface DiffInput<Spec, Live> {
  /** Null: the resource is removed. */
  readonly want: Resource<Spec> | null;
  /** The spec in git that is compared with: the other revision, or the one at the marker's commit; null: none known. */
  readonly base: Resource<Spec> | null;
  /** Null: a plan without a host, which states the worst case. */
  readonly seen: Seen<Live> | null;
  readonly settings: Settings;
  /** Set in a live plan. */
  readonly snapshot: Snapshot | null;
  /** The resource is retired and is to be destroyed now: the diff is a destroy that names every volume. */
  readonly purge?: boolean;
  /** Somebody asks for it to be made anew from what its source is now. */
  readonly rebuild?: boolean;
  /** It is not wanted under its id, and another resource has its address now. */
  readonly succeeded?: boolean;
  /** The files are those of a commit, so that a marker can name it. */
  readonly isCommitted?: boolean;
  /** It runs the jobs of this estate, and so this very apply. */
  readonly isRunner?: boolean;
  /** Everything that the files want, of every kind: what stands on this resource may be asked. Absent: nobody says. */
  readonly estate?: ReadonlyMap<Address, Resource>;
}

export interface StepsInput<Spec, Live> extends DiffInput<Spec, Live> {
  readonly action: Action;
  /** Only what may be done: the cover check has taken the rest out. */
  readonly changes: readonly Change[];
  readonly snapshot: Snapshot;
  readonly seen: Seen<Live>;
  /** Another resource as it shall be: the source of a clone may be made in this same apply. Absent: none is known. */
  readonly wanted?: (address: Address) => Resource<Spec> | null;
  /** What `Kind.place` found for a resource, of whatever kind; null: nothing, or nobody asked. */
  readonly placed?: (address: Address) => number | null;
  /** Nobody restarts the guest in this apply: what needs it is written, and waits for whoever does. */
  readonly waits?: boolean;
  /** As the plan says. */
  readonly rollback?: Rollback;
  /** What the marker shall say afterwards, and the facts that it is made of. */
  readonly mark: Mark;
  /** ISO time of this apply. */
  readonly now: string;
}

export interface ResolveInput {
  readonly address: Address;
  readonly name: string;
  readonly merged: JsonObject;
  /** Set when the kind's schema has accepted `merged`: with thousands of files it is not asked twice. */
  readonly isAccepted?: true;
  readonly settings: Settings;
  /** What other files say of a resource: `clone` needs the VMID of `lxc/base`. */
  readonly mergedOf: (address: Address) => JsonObject | null;
  /** Features at this revision; absent: there are none. */
  readonly features?: () => EstateFeatures;
  /** Of a file that is kept as bytes, by its path: a hash; null: it is not there. Absent: there are none. */
  readonly keptHash?: (path: string) => string | null;
  /** Its text. */
  readonly keptText?: (path: string) => string | null;
}

/** What a kind sees of the estate when it expands a resource: every resource as its file says. */
export interface ExpandInput<Spec> {
  readonly resource: Resource<Spec>;
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly settings: Settings;
  /** What a guest of any kind is; null: it is none. */
  readonly guestOf: (resource: Resource) => GuestView | null;
}

/** A file before it is resolved. */
export interface Declaring {
  readonly name: string;
  readonly merged: JsonObject;
}

export interface CarriesInput {
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly settings: Settings;
  /** What storages hold for a resource of any kind. */
  readonly storedOf: (resource: Resource) => StoredView | null;
  /** What a guest of any kind is; null: it is none. */
  guestOf(resource: Resource): GuestView | null;
}

export interface Expanded {
  /** In place of the resource; the same one where nothing is to be done. */
  readonly resources: readonly Resource[];
  readonly findings: readonly PointedFinding[];
}

export interface PlaceInput {
  /** All that is wanted, of every kind. */
  readonly resources: readonly Resource[];
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  readonly estate: string;
  readonly env: string | null;
}

export interface Resolved<Spec> {
  readonly spec: Spec | null;
  readonly findings: readonly PointedFinding[];
}

/**
 * A kind of resource: one folder under `src/kinds/`, and one line each in `registry.ts` and `on-demand.ts` there.
 * Methods are written as methods so that the registry may hold kinds of different specs.
 */
export interface Kind<Spec = unknown, Live = unknown> {
  /** The folder of its files: `configs/<kind>/`. */
  readonly kind: string;
  /** What a file may hold, strictly; the JSON Schema for editors is generated from it. */
  readonly schema: z.ZodType;
  /** What editors show of its keys beside that. */
  readonly words?: SchemaWords;
  /** Keys of the file that are sets: united on merging, `"!x"` removes. */
  readonly sets: readonly string[];
  /** Completes a parsed file from the settings and changes units; pure. */
  resolve(input: ResolveInput): Resolved<Spec>;
  /** What a file stands for, where that is another number of resources than one, or others have to be asked; pure. */
  expand?(input: ExpandInput<Spec>): Expanded;
  /**
   * What its files say of the nodes, as if phoenix.json said it: a storage that is managed is declared. The very same
   * settings where they say nothing. Pure; what a file says may be wrong still.
   */
  declares?(files: readonly Declaring[], settings: Settings): Settings;
  /** Who stands on resources of this kind though no file says so in these words: from the dependent to what it needs. */
  carries?(input: CarriesInput): ReadonlyMap<Address, readonly Address[]>;
  /** VMIDs of resources whose files name none: those that they have, or would get. Pure. */
  place?(input: PlaceInput): ReadonlyMap<Address, number>;
  /** What Proxmox takes for a field that nobody sets, in its words; undefined: it has no default, or none is known. */
  defaultOf?(path: Pointer): string | undefined;
  id(spec: Spec): Id;
  /** Where its steps run; of what belongs to the whole cluster, any node that answers will do: the first one. */
  node(spec: Spec): NodeName;
  scope(spec: Spec): Scope;
  /** Files and commands that its reading of the nodes takes beside guests; the core unions those of all kinds. */
  readonly reads?: Reads;
  /**
   * Files of the node among `reads` that cost something and that nobody asks for while the estate wants no more than
   * this: they are not read then. Absent: everything is read, whatever the estate wants.
   */
  spares?(wanted: readonly Resource<Spec>[]): readonly string[];
  /** How a scope of its own is read anew for guards and verifies; absent or null: it is a guest's. */
  look?(scope: Scope): Look | null;
  /** Done together with all others of that transaction, as one: at most twice in an apply. */
  readonly transaction?: Transaction;
  edges(resource: Resource<Spec>): readonly Edge[];
  /** What the spec names by number, as somebody else's: of a resource of this estate, nobody would know the order. */
  strangers?(spec: Spec): readonly { readonly id: Id; readonly path: Pointer }[];
  /** Values that others may refer to: `net0.address`. Null: known only after apply. */
  outputs(spec: Spec): Readonly<Record<string, string | null>>;
  /** Outputs that `outputs` answers null for and the nodes tell when it is there: see `learned`. */
  learns?(spec: Spec, files: { has(address: Address): boolean }): readonly string[];
  /** Outputs that `outputs` answers null for, as far as the nodes tell them now: an address that DHCP gave. */
  learned?(spec: Spec, snapshot: Snapshot): Readonly<Record<string, string>>;
  observe(input: ObserveInput<Spec>): Seen<Live>;
  /** Every id of this estate that is marked on the nodes: what is not in git any more is found here. */
  owned(snapshot: Snapshot, estate: string, env: string | null, settings?: Settings): readonly Owned[];
  diff(input: DiffInput<Spec, Live>): Diff;
  /** Why a change has its effect, where more is known than its note says. */
  reasonOf?(change: Change): Reason | null;
  /** All steps of one resource, in order of need; ids stable from run to run. */
  steps(input: StepsInput<Spec, Live>): readonly Step[];
  /** True, or what is not as it should be, in words. */
  holds(check: Cond['check'], state: ScopeState, digest: string | null): true | string;
  /** What a started resource takes of its node, for the capacity lines; null when it takes nothing. */
  demand(spec: Spec): Demand | null;
  /** Ids of the features that it brings into its guest. */
  features?(spec: Spec): readonly string[];
  /** Places of its file that take a secret as their whole value: `/password`. */
  readonly secretAt?: readonly Pointer[];
  /** The secrets that it uses, by references, and where they stand. */
  secrets?(spec: Spec): readonly SecretUse[];
  /** What rules for guests of every kind see of it; null: it is no guest, such as a template. */
  guest?(spec: Spec, around?: Around): GuestView | null;
  /** What storages hold for it, guest or not; null: nothing. */
  stored?(spec: Spec): StoredView | null;
  /** What of a cluster can become its files: `phoenix import`. */
  readonly imports?: Importable;
  /** How its guests are entered; by `pct exec` unless given. */
  readonly transport?: Transport;
  /**
   * Patterns of the files that its steps write, beside marks: `phoenix node` lets no others be written. `asRoot` are those
   * that are run as root, or name what is.
   */
  readonly writes?: { readonly files?: readonly string[]; readonly asRoot?: readonly string[] };
  /** Programs that its steps run on a node, such as `qm`: the simulated node has each. */
  readonly tools?: readonly string[];
  /** What can be wrong with its files, by id; nobody can turn an error of it off. */
  readonly findings?: FindingTable;
  /** What is allowed by form and wrong or unwise all the same, with this kind alone. */
  readonly rules?: readonly Rule[];
  /** Whether it runs now, of what may run. */
  runs?(live: Live): boolean;
  /** How it is known to be well, by name. */
  health?(spec: Spec): Health;
  /** A few words for the plan's table: `linked clone of lxc/base, gpu1, 10.0.0.159`. */
  summary(spec: Spec): string;
}
