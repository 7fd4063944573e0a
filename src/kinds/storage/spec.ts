/** An entry of /etc/pve/storage.cfg as it shall be, in Proxmox's words: JSON. */
import type { Resource } from '../../config/model.ts';
import type { NodeName } from '../step.ts';
import type { StorageType } from './options.ts';

export interface StorageSpec {
  readonly id: string;
  readonly type: StorageType;
  readonly adopt: boolean;
  /** Where its steps run: a node that has it. */
  readonly node: NodeName;
  /** All nodes that have it. */
  readonly nodes: readonly NodeName[];
  /** By Proxmox's names; lists are sorted and joined by commas. */
  readonly options: Readonly<Record<string, string>>;
  /** A reference. */
  readonly password?: string;
}

export const isStorage = (one: Resource): one is Resource<StorageSpec> => one.kind === 'storage';

/** The dataset or pool of ZFS that it is made of; null: none. */
export const poolOfStorage = ({ type, options }: StorageSpec): string | null =>
  type === 'zfspool' ? (options['pool'] ?? null) : null;
