/**
 * The contract of a rule: what is allowed by form, but wrong or unwise in this estate. One rule is one file, here or in the
 * folder `rules` of a kind, and one line in a registry; what several of them look at is in `facts`, and `check` runs them.
 * Pure: a rule sees files, never a node. What Proxmox or Phoenix cannot do at all is no rule: it stands in the tables of
 * findings, and nobody can turn it off.
 */
import type { Estate, Resource } from '../config/model.ts';
import type { Position, Severity } from '../errors.ts';
import type { Json, Pointer } from '../json.ts';
import type { GuestView, StoredView } from '../kinds/guest-view.ts';
import type { Kind } from '../kinds/kind.ts';

/** Where something stands: a field of a merged resource, found in the file that won, a pointer in one file, or the very place. */
export type Spot =
  | { readonly resource: Resource; readonly path: Pointer; readonly what?: 'key' | 'value' }
  | { readonly file: string; readonly path: Pointer; readonly what?: 'key' | 'value' }
  | Position;

/** One thing that a rule found. */
export interface Breach {
  /** Lower case at the start, no full stop: `lxc/web and lxc/db have the same MAC`. */
  readonly message: string;
  /** What to do, as an instruction. */
  readonly hint: string;
  /** Null where the thing is in no file any more. */
  readonly at: Spot | null;
  /** The other party of a conflict. */
  readonly also?: Spot;
  /** Findings of tables that say less about the same place: they are left out while this one is an error. */
  readonly instead?: readonly string[];
  /** What stands there and nobody may see: it is kept out of whatever else is said of the line. */
  readonly secret?: string;
}

/** A guest of the estate, as every kind of guest shows itself. */
export interface Guest {
  readonly resource: Resource;
  readonly view: GuestView;
}

/** What has something on storages: guests, and also templates and layers. */
export interface Stored {
  readonly resource: Resource;
  readonly view: StoredView;
}

export interface RuleInput {
  readonly estate: Estate;
  /** The revision that the files are compared with; null: none, and rules about changes find nothing. */
  readonly base: Estate | null;
  /** Those that run or may run, in the order of their addresses; no templates, no layers. Made once for all rules. */
  readonly guests: readonly Guest[];
  /** In the order of their addresses; made once for all rules. */
  readonly stored: readonly Stored[];
  /** The guests of the base, likewise. */
  readonly guestsBefore: readonly Guest[];
  /** The kind of a resource of either estate; undefined for one that was made otherwise. */
  kindOf(resource: Resource): Kind | undefined;
  /** A place in `phoenix.json`. */
  inSettings(...path: readonly (string | number)[]): Spot;
  /** The object in a file, as it is written; null: it is no config, or broken. */
  valueOf(file: string): { readonly [key: string]: Json } | null;
}

export interface Rule {
  /** Stable, such as `PHX511`; never used again for something else. */
  readonly id: `PHX${number}`;
  /** Unless `phoenix.json` says otherwise under "rules". */
  readonly severity: Severity;
  /** What is wrong, in a few words: `Two cards have the same MAC address`. */
  readonly title: string;
  /** Why it matters and what happens without the rule, in one to four sentences: for `--explain` and the documentation. */
  readonly why: string;
  /** A short piece of config that breaks the rule, and one that does not. */
  readonly example?: { readonly wrong: string; readonly right: string };
  /** It compares with a base, and finds nothing without one. */
  readonly ofChanges?: true;
  /** All breaches, in any order. Called once for an estate of any size: linear in it. */
  check(input: RuleInput): Iterable<Breach>;
}
