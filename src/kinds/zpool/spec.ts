/** A pool as it is declared, and as it would be made: JSON. */
import type { Resource } from '../../config/model.ts';
import type { NodeName } from '../step.ts';

/** Disks that hold the same data, or stand alone. */
export interface Group {
  readonly type: 'mirror' | 'raidz1' | 'raidz2' | 'raidz3' | 'disk';
  readonly disks: readonly string[];
}

export interface ZpoolSpec {
  readonly node: NodeName;
  readonly pool: string;
  readonly create: boolean;
  readonly groups: readonly Group[];
  /** Absent: as ZFS finds it. */
  readonly ashift?: string;
  readonly properties: Readonly<Record<string, string>>;
}

export const isZpool = (one: Resource): one is Resource<ZpoolSpec> => one.kind === 'zpool';
