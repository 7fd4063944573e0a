/** What a row of the table of options says; the rows stand in options.ts. */
import type { Effect } from '../effect.ts';

/** What is sent when a key leaves the file. */
type Removal =
  /** `--delete`, or the property string without the key. */
  | 'delete'
  /** Proxmox cannot delete it, or does something else then: its default is written. */
  | 'default'
  /** There is nothing to send: it stands in every spec, or only creation knows it. */
  | 'never';

export interface OptionRow {
  /** The name of the field: `memory`, `net.tag` (see `fieldName`). */
  readonly field: string;
  /** Proxmox's option, as `pct` declares it: `memory`, `net[n]`; null for what is no option of `create` or `set`. */
  readonly option: string | null;
  /** Where it stands in the file. */
  readonly file: string;
  readonly type: string;
  /** What Proxmox takes when the key is absent; a field with this value and no field are equal. */
  readonly default?: string;
  /** The first PVE version that knows it; absent: 8.0 does. */
  readonly since?: string;
  /** Setting another value on a running guest. */
  readonly set: Effect;
  /** Setting it where nothing stood, in a slot that is new; absent: as `set`. */
  readonly add?: Effect;
  /** As `add` before that version of PVE. */
  readonly addBefore?: { readonly pve: string; readonly effect: Effect };
  /** Taking it away on a running guest. */
  readonly remove: Effect;
  readonly removal: Removal;
  /** Proxmox writes it at once and marks nothing as pending, though the guest sees it after a restart only. */
  readonly late?: true;
  /** Shown with the change. */
  readonly note?: string;
}

export type Rest = Partial<Omit<OptionRow, 'field' | 'set'>>;

/** A row of an option that is called alike in the file, costs the same both ways, and can be deleted. */
export function row(field: string, type: string, set: Effect, rest: Rest = {}): OptionRow {
  return { field, option: field, file: field, type, set, remove: set, removal: 'delete', ...rest };
}
