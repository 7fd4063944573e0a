/** What the settings are made from, and how each value of them says where it comes from. Pure. */
import type { JsonObject } from '../../../json.ts';
import type { World } from '../draft.ts';
import type { Fate, Found } from '../source.ts';

export interface Named {
  /** Of the estate. */
  readonly name: string;
  readonly id: string;
  /** The host, as `hostname` prints it there. */
  readonly node: string;
}

export interface Input extends World {
  readonly named: Named;
  /** Values of all resources. */
  readonly values: readonly JsonObject[];
}

export type Say = (from: Found | null, path: readonly string[], fate?: Fate, why?: string) => void;
