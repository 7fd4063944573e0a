/** What of a cluster can become files of a kind: its part in `phoenix import`. Pure. */
import type { Address } from '../config/model.ts';
import type { NodeSettings } from '../config/settings.ts';
import type { JsonObject, Pointer } from '../json.ts';
import type { Snapshot } from '../node/port.ts';
import type { Id } from './kind.ts';
import type { NodeName } from './step.ts';

/** What stays as it is on the node because no file names it. */
export interface Left {
  /** Where it would stand in the file; for what has no place there, what Proxmox calls it. */
  readonly path: Pointer;
  readonly why: string;
  /** It is the same of nearly all: the report tells it, the file does not. */
  readonly isUsual?: true;
}

/** The value of a file, and what it does not say. */
export interface Draft {
  readonly value: JsonObject;
  readonly left: readonly Left[];
}

/** What a draft may ask for when names have been given. */
export interface Naming {
  /** Of its own file. */
  readonly name: string;
  /** Then each file names its node. */
  readonly hasSeveralNodes: boolean;
  /** The name of the bind for a folder of the node. */
  readonly bindOf: (path: string) => string;
  /** Graphics cards of a node, by name. */
  readonly cardsOf: (node: NodeName) => NodeSettings['gpus'];
  /** What something is called in the estate, or will be; null: no file is about it. */
  readonly addressOf: (id: Id) => Address | null;
}

/** Something that can become a file. */
export interface Importing {
  readonly id: Id;
  /** Null: it is the whole cluster's. */
  readonly node: NodeName | null;
  /** Null: it is no guest. */
  readonly vmid: number | null;
  /** What its file may be called, the best first; where all are taken, the last one gets a number. */
  readonly names: readonly [string, ...string[]];
  /** The file, with `"adopt": true`; a text: why there can be none. */
  draft(naming: Naming): Draft | string;
  /** Why a plan would change what the file says there, though it was read from the node. */
  whyChanged(path: Pointer): string;
}

/** Something that no file is written for. */
export interface Unfit {
  readonly id: Id;
  readonly node: NodeName | null;
  readonly vmid: number | null;
  readonly why: string;
  /** It needs no file: it is of this estate. */
  readonly ours?: true;
}

export interface ImportSearch {
  readonly snapshot: Snapshot;
  /** Only these guests, and nothing else; null: all there is. */
  readonly vmids: ReadonlySet<number> | null;
  /** Also what guests stand on: storages and datasets. */
  readonly storages: boolean;
  /** The estate's id in markers; null: it is a new one. */
  readonly estate: string | null;
  /** What the estate has under an id. */
  readonly ownerOf: (id: Id) => Address | undefined;
}

/** What the file of a thing uses of its node, so that `phoenix.json` may declare it. */
export interface Uses {
  readonly storages: readonly string[];
  readonly bridges: readonly string[];
  readonly pools: readonly string[];
}

/** The member `imports` of a kind. Every file that it makes adopts what is there, and a plan right after changes nothing. */
export interface Importable {
  /** In a fixed order. */
  find(search: ImportSearch): { readonly found: readonly Importing[]; readonly unfit: readonly Unfit[] };
  /** Keys without which a file would say something else than what is so: never taken out. */
  readonly essential: readonly string[];
  uses?(value: JsonObject): Uses;
  /** What its files have in common is chance: nothing of it goes into a base or a profile. */
  readonly apart?: true;
}
