/** What writes config for people passes on: resources as they stand alone, and the files that a tree of them becomes. Pure. */
import type { Address } from '../config/model.ts';
import type { JsonObject } from '../json.ts';

/** A resource with everything that holds for it in one object, as if there were neither base nor profiles. */
export interface Whole {
  readonly address: Address;
  readonly value: JsonObject;
  /** Lines above the file, such as where it comes from: each without `//`. */
  readonly comment?: readonly string[];
}

/** One file of the tree to be written. */
export interface Authored {
  readonly value: JsonObject;
  readonly comment?: readonly string[];
}

/** By path below `configs/`: `base/lxc.jsonc`, `profiles/gpu.jsonc`, `lxc/web.jsonc`. */
export type AuthoredFiles = ReadonlyMap<string, Authored>;
