/**
 * What a storage type is to the simulator: how volumes are named and what can be done with them. Pure rules; the
 * volumes themselves stand in volumes.ts. PVE 9.2 (pve-storage 9.1.7).
 */

export type Format = 'raw' | 'subvol' | 'qcow2' | 'vmdk';

/** What guests ask a storage for. */
export type Feature = 'snapshot' | 'clone' | 'template' | 'copy' | 'rename' | 'replicate';

/** The part of a volume id after the colon, taken apart. */
export type Volname =
  | {
      readonly kind: 'images';
      /** Without folder, such as `vm-101-disk-0.raw`. */
      readonly name: string;
      readonly vmid: number;
      /** The volume that this one is a linked clone of, where the name tells. */
      readonly base: string | null;
      readonly isBase: boolean;
      readonly format: Format;
    }
  | { readonly kind: 'vztmpl' | 'iso' | 'snippets' | 'import'; readonly name: string }
  | { readonly kind: 'backup'; readonly name: string; readonly vmid: number | null };

export type ImageName = Extract<Volname, { kind: 'images' }>;

/** One entry of storage.cfg. */
export interface Storage {
  readonly id: string;
  readonly type: string;
  readonly content: readonly string[];
  /** Nodes that have it; all when empty. */
  readonly nodes: readonly string[];
  readonly shared: boolean;
  readonly disabled: boolean;
  /** Every property as written: `path`, `pool`, `vgname`, `thinpool`, `content` … */
  readonly options: ReadonlyMap<string, string>;
}

export interface StorageType {
  readonly type: string;
  /** False: modelled from PROXMOX.md and pve-storage's rules, not held against a recording. */
  readonly recorded: boolean;
  /** What `content` may hold; the first list is what it holds by default. */
  readonly defaultContent: readonly string[];
  readonly allowedContent: readonly string[];
  /** Volumes of different nodes are one volume: NFS, CIFS, Ceph. */
  readonly alwaysShared: boolean;
  /** @returns null when the name is none of this type's; `unparsable` then says it in Proxmox's words. */
  parse(volname: string): Volname | null;
  unparsable(volname: string): string;
  /** What a new container volume is: `sizeKib` 0 asks for a folder without a limit where the type has them. */
  containerFormat(sizeKib: number): Format;
  has(feature: Feature, volume: ImageName, snapname: string | null): boolean;
  /** Volumes stand in a folder of their guest: `101/vm-101-disk-0.raw`. */
  readonly hasFolders: boolean;
  /** Whether a linked clone of a base keeps a format that containers can use (dir makes qcow2: it does not). */
  readonly clonesForContainers: boolean;
  /** The volname of a new volume; `taken` are the volnames on the storage. */
  freshName(vmid: number, format: Format, taken: readonly string[]): string;
  /** The volname after `pct template`. */
  baseName(volname: string, volume: ImageName): string;
  /** The volname of a linked clone of `base`. */
  cloneName(base: ImageName, vmid: number, taken: readonly string[]): string;
  /** Snapshots that stand in the way of a rollback: those younger than `snapname` on ZFS. */
  rollbackBlockers(snapshots: readonly string[], snapname: string): readonly string[];
  /** Why a volume of this format cannot grow; null when it can. */
  resizeRefusal(format: Format): string | null;
  /** Bytes that the volume has after it was asked to have `bytes`. */
  resizedTo(format: Format, bytes: number): number;
  path(storage: Storage, volume: Volname): string;
}

/** The lowest number that no volume of this guest has on the storage, whatever its format (PVE 9.2). */
export function freeDiskNumber(vmid: number, taken: readonly string[], prefixes: string): number {
  const pattern = new RegExp(`(?:${prefixes})-${vmid}-disk-(\\d+)`);
  const used = new Set(taken.map((name) => Number(pattern.exec(name)?.[1] ?? -1)));
  let number = 0;
  while (used.has(number)) number += 1;
  return number;
}
