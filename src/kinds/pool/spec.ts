/** A resource pool: a name for guests and storages, which permissions and backups may be given to. */
import type { Resource } from '../../config/model.ts';

export interface PoolSpec {
  /** `lab`, or `lab/web` of one inside another. */
  readonly id: string;
  readonly node: string;
  readonly adopt: boolean;
  /** Undefined: git does not say. */
  readonly comment?: string;
  /** Sorted. */
  readonly storages: readonly string[];
}

export function isPool(resource: Resource): resource is Resource<PoolSpec> {
  return resource.kind === 'pool';
}

export const idOf = (id: string) => `pool:${id}`;

/** `lab` of `lab/web`; null: it is in no other one. */
export function parentOf(id: string): string | null {
  const cut = id.lastIndexOf('/');
  return cut < 0 ? null : id.slice(0, cut);
}
