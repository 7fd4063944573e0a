/** What the files of an estate become: a tree of texts, contributions that merge, and typed resources. */
import type { Finding } from '../errors.ts';
import type { EstateFeatures } from '../features/estate-features.ts';
import type { JsonObject } from '../json.ts';
import type { Layout } from './layout.ts';
import type { Settings } from './settings.ts';

/** One file below the configs folder. */
export interface SourceFile {
  /** Relative to the configs folder, with `/`, such as `lxc/web.json`. */
  readonly path: string;
  readonly text: string;
  /** The git blob's id, when the file came from git: equal ids mean equal texts. */
  readonly oid?: string;
}

/** All files of the configs folder at one moment; what could not be read became a finding. */
export interface Tree {
  /** The configs folder as the user calls it, such as `configs`; messages prefix paths with it. */
  readonly root: string;
  /** The full commit id, or null for the files on disk. */
  readonly revision: string | null;
  readonly files: ReadonlyMap<string, SourceFile>;
  /** What is no config: the files of own features (`features/ID/…`), which may be binary, and `phoenix.lock`. */
  readonly kept?: ReadonlyMap<string, Uint8Array>;
  readonly findings: readonly Finding[];
}

/** An address is a resource's name in messages and references: `lxc/web`. Its identity is the kind's `id`. */
export type Address = string;

/** One file's share of a merged resource. */
export interface Contribution {
  /** Path of the file in the tree. */
  readonly file: string;
  readonly value: JsonObject;
}

/** A thing that the estate wants to exist. */
export interface Resource<Spec = unknown> {
  readonly address: Address;
  readonly kind: string;
  readonly name: string;
  /** The resource's own file. */
  readonly file: string;
  /** Every file that contributed, weakest first: base, profiles, own file, environment. */
  readonly contributions: readonly Contribution[];
  /** The contributions merged (RFC 7396; sets united), references replaced where known. */
  readonly merged: JsonObject;
  /** `merged` parsed by the kind's schema and completed from the settings. */
  readonly spec: Spec;
  /** Other resources whose values stand in this one by `${…}`: each is made before it. Absent when there are none. */
  readonly refersTo?: readonly Address[];
  /** References that stand in it still, since only the nodes know their values. Absent when there are none. */
  readonly late?: readonly LateReference[];
}

/** A value that is known after an apply, such as an address that DHCP gives. */
export interface LateReference {
  /** As it stands: `${lxc/db.net0.address}`. */
  readonly text: string;
  readonly to: Address;
  /** `net0.address`. */
  readonly field: string;
}

/** A finding that the file it is about asks not to be told of, and why. */
export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
}

/** The whole estate at one revision. */
export interface Estate {
  readonly tree: Tree;
  /** Which file of the tree is what. */
  readonly layout: Layout;
  readonly env: string | null;
  readonly settings: Settings;
  readonly resources: ReadonlyMap<Address, Resource>;
  /** Null: nothing uses features, and there are no own ones. */
  readonly features: EstateFeatures | null;
  /** Everything found wrong, in a stable order. An estate with errors is never planned. */
  readonly findings: readonly Finding[];
  /** Set where rules were asked. */
  readonly suppressed?: readonly Suppressed[];
}
