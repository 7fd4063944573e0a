/** Resource pools of Proxmox. The parts of this folder as one kind. */
import type { Kind } from '../kind.ts';
import { MARK_FILES } from '../mark-file.ts';
import { onPools } from './carries.ts';
import { diffPool } from './diff.ts';
import { POOL_FINDINGS } from './finding-ids.ts';
import { importPools } from './import.ts';
import { type PoolLive, USERS } from './live.ts';
import { observePool, ownedPools } from './observe.ts';
import { poolIdOf, resolvePool } from './resolve.ts';
import { POOL_WORDS, poolSchema } from './schema.ts';
import { idOf, type PoolSpec } from './spec.ts';
import { holdsPool, poolSteps } from './steps.ts';
import { poolRules } from './rules/registry.ts';

export const poolKind: Kind<PoolSpec, PoolLive> = {
  kind: 'pool',
  schema: poolSchema,
  words: POOL_WORDS,
  sets: ['storages'],
  resolve: resolvePool,
  // Where pools are declared, a managed one is among them.
  declares: (files, settings) => {
    const { pools } = settings;
    const own = files.map(({ name, merged }) => poolIdOf(name, merged['id']));
    const missing = own.filter((one) => !pools?.includes(one));
    return pools && missing.length > 0 ? { ...settings, pools: [...pools, ...missing] } : settings;
  },
  carries: onPools,
  id: ({ id }) => idOf(id),
  node: ({ node }) => node,
  scope: ({ id }) => idOf(id),
  reads: { cluster: [USERS, MARK_FILES] },
  look: () => ({ files: [USERS] }),
  edges: () => [],
  outputs: () => ({}),
  observe: observePool,
  owned: ownedPools,
  diff: diffPool,
  steps: poolSteps,
  holds: holdsPool,
  demand: () => null,
  imports: importPools,
  tools: ['pvesh'],
  rules: poolRules,
  findings: POOL_FINDINGS,
  summary: ({ id, storages }) =>
    [id, ...(storages.length > 0 ? [`storages ${storages.join(', ')}`] : [])].join(', '),
};
