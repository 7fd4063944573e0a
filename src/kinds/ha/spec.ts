/** What is wanted of an entry of HA, a resource or a rule, in Proxmox's words: both are sections of a file. */
import type { Address } from '../../config/model.ts';

export type HaFile = 'resources' | 'rules' | 'groups';

export interface HaSpec {
  /** `ha:ct:101`, `ha-rule:db-apart`. */
  readonly id: string;
  readonly file: HaFile;
  /** Of the section: `ct`, `node-affinity`, `group`. */
  readonly type: string;
  /** As commands name it: `ct:101`, `db-apart`. */
  readonly name: string;
  /** What stands in the section; of a group, `resources` are those that name it. */
  readonly options: Readonly<Record<string, string>>;
  readonly adopt: boolean;
  /** Who must be there before. */
  readonly needs: readonly Address[];
  /** A few words about it. */
  readonly summary: string;
  readonly node: string;
}

/** A section as it is now, its defaults filled in. */
export interface HaLive {
  readonly type: string;
  readonly options: Readonly<Record<string, string>>;
}
