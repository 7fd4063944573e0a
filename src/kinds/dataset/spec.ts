/** A dataset as it shall be, in the words of ZFS: JSON, so that it can be digested and compared. */
import type { Address, Resource } from '../../config/model.ts';
import type { NodeName } from '../step.ts';

/** Who owns the mountpoint; ids of the node, and those of a guest that they come from. */
export interface OwnerSpec {
  /** Of the node; null: it is said of a guest that has no such user. */
  readonly uid: number | null;
  /** Absent: the group is left as it is. */
  readonly gid?: number | null;
  /** The guest whose ids `guestUid` and `guestGid` are. */
  readonly guest?: Address;
  readonly guestUid?: number;
  readonly guestGid?: number;
}

export interface EncryptionSpec {
  readonly cipher: string;
  readonly format: 'passphrase' | 'hex' | 'raw';
  /** A reference: `${secret:zfs/private}`. */
  readonly key: string;
}

export interface DatasetSpec {
  readonly node: NodeName;
  /** `rpool/data/x`. */
  readonly dataset: string;
  readonly adopt: boolean;
  /** By the names of ZFS, as `zfs get -p` prints them. */
  readonly properties: Readonly<Record<string, string>>;
  readonly owner?: OwnerSpec;
  /** Of the mountpoint: `0750`. */
  readonly mode?: string;
  readonly encryption?: EncryptionSpec;
  /** How many snapshots of each age are kept: `hourly`, `daily`, `weekly`, `monthly`, and `change` for those before one. */
  readonly keep?: Readonly<Record<string, number>>;
  /** Clients of NFS and their options. */
  readonly nfs?: Readonly<Record<string, string>>;
}

export const isDataset = (one: Resource): one is Resource<DatasetSpec> => one.kind === 'dataset';

/** The datasets that one lies in, the nearest first: `rpool/data` and `rpool` of `rpool/data/x`. */
export function parentsOf(dataset: string): string[] {
  const parents: string[] = [];
  for (let at = dataset.lastIndexOf('/'); at > 0; at = dataset.lastIndexOf('/', at - 1))
    parents.push(dataset.slice(0, at));
  return parents;
}

/** `tank` of `tank/data/x`. */
export const poolOf = (dataset: string): string => dataset.replace(/\/.*$/, '');
