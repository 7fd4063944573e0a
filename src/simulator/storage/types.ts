/** The storage types that the simulator knows, by the name that storage.cfg uses. One line adds one. */
import { btrfs } from './btrfs.ts';
import { cifs, directory, nfs } from './directory.ts';
import { lvmthin } from './lvmthin.ts';
import { zfspool } from './zfspool.ts';
import type { StorageType } from './type.ts';

export const STORAGE_TYPES: ReadonlyMap<string, StorageType> = new Map(
  [directory, nfs, cifs, btrfs, zfspool, lvmthin].map((type) => [type.type, type]),
);
