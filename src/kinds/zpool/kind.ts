/** Pools of ZFS: declared, checked, made on empty disks where asked, never destroyed. The parts of this folder as one kind. */
import type { Address } from '../../config/model.ts';
import { isDataset, poolOf } from '../dataset/spec.ts';
import { STATE_FILES, ZFS_ASK } from '../dataset/zfs-reading.ts';
import type { CarriesInput, Kind } from '../kind.ts';
import { MARK_FILES } from '../mark-file.ts';
import { isStorage, poolOfStorage } from '../storage/spec.ts';
import { lookAtPool, poolHolds, poolScope } from './conditions.ts';
import { diffZpool } from './diff.ts';
import { ZPOOL_FINDINGS } from './finding-ids.ts';
import { idOfZpool, observeZpool, ownedZpools, type ZpoolLive } from './observe.ts';
import { resolveZpool } from './resolve.ts';
import { zpoolSchema, ZPOOL_WORDS } from './schema.ts';
import { isZpool, type ZpoolSpec } from './spec.ts';
import { zpoolSteps } from './steps.ts';

/** Its datasets, and the storages that are made of it. */
function zpoolCarries({ resources }: CarriesInput): ReadonlyMap<Address, readonly Address[]> {
  const pools = new Map<string, Address>();
  for (const one of resources.values())
    if (isZpool(one)) pools.set(`${one.spec.node}:${one.spec.pool}`, one.address);
  const needs = new Map<Address, readonly Address[]>();
  if (pools.size === 0) return needs;
  for (const one of resources.values()) {
    const dataset = isDataset(one) ? one.spec.dataset : isStorage(one) ? poolOfStorage(one.spec) : null;
    if (dataset === null) continue;
    const nodes = isDataset(one) ? [one.spec.node] : isStorage(one) ? one.spec.nodes : [];
    const found = nodes.flatMap((node) => pools.get(`${node}:${poolOf(dataset)}`) ?? []);
    if (found.length > 0) needs.set(one.address, found);
  }
  return needs;
}

const summaryOf = ({ pool, groups }: ZpoolSpec): string => {
  const count = groups.flatMap(({ disks }) => disks).length;
  const type = groups[0]?.type ?? 'disk';
  return `${pool}, ${type === 'disk' ? 'striped' : type}, ${count === 1 ? '1 disk' : `${count} disks`}`;
};

export const zpoolKind: Kind<ZpoolSpec, ZpoolLive> = {
  kind: 'zpool',
  schema: zpoolSchema,
  words: ZPOOL_WORDS,
  sets: [],
  resolve: resolveZpool,
  carries: zpoolCarries,
  id: ({ node, pool }) => idOfZpool(node, pool),
  node: ({ node }) => node,
  scope: ({ node, pool }) => poolScope(node, pool),
  reads: { cluster: [MARK_FILES], node: [STATE_FILES], asks: [ZFS_ASK] },
  look: lookAtPool,
  edges: () => [],
  outputs: ({ node, pool }) => ({ name: pool, node }),
  observe: observeZpool,
  owned: ownedZpools,
  diff: diffZpool,
  steps: zpoolSteps,
  holds: poolHolds,
  demand: () => null,
  tools: ['zpool'],
  findings: ZPOOL_FINDINGS,
  summary: summaryOf,
};
