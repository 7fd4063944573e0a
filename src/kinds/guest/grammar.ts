/** How the conf file of a type of guest reads: what its options mean as fields, and what a table says of them. */
import type { ConfSection, GuestConf } from '../../node/conf.ts';
import type { GuestFile } from '../../node/port.ts';
import type { Pointer } from '../../json.ts';
import type { Field, Slot } from './field.ts';
import type { OptionRow } from './option-row.ts';

export interface Grammar {
  readonly type: GuestFile['type'];
  /** Proxmox's program for it. */
  readonly tool: 'pct' | 'qm';
  /** What people call it: `container`. */
  readonly noun: string;
  /** What a storage must be made for that holds its disks. */
  readonly content: 'rootdir' | 'images';
  /** How it is entered; absent: by its program. */
  readonly transport?: 'agent';
  /** The option that holds its name. */
  readonly nameSlot: Slot;
  /** Slots that only creation can set: git alone tells that they changed. */
  readonly creation: ReadonlySet<Slot>;
  /** Options that say what a guest is for: a clone must not have them from its source, unless git names them. */
  readonly own: RegExp;
  /** @throws for a name that no field has: that is a bug. */
  optionRow(name: string): OptionRow;
  /** Whether Proxmox writes a field of that name at once, and the guest takes it at its next start only. */
  isLate(name: string): boolean;
  /** One text for each value, whether it came from a file or from a conf. */
  canonicalValue(slot: Slot, key: string | null, value: string): string;
  /** The fields of a section of the conf file, snapshots and what is not in the file left out. */
  sectionFields(section: ConfSection): readonly Field[];
  /** What a conf file says by leaving it out. */
  implied(conf: GuestConf, vmid: number): readonly Field[];
  /** The slot of a path of the file that a marker owes. */
  slotAt(path: Pointer): Slot;
  /** The slot of an option that has a name of its own there, such as a mount; null for all others. */
  slotOf(option: string, value: string): Slot | null;
}
