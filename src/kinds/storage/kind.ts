/** Entries of /etc/pve/storage.cfg: the parts of this folder as one kind. */
import type { Address } from '../../config/model.ts';
import type { CarriesInput, Kind } from '../kind.ts';
import { MARK_FILES } from '../mark-file.ts';
import { lookAtStorage, storageHolds, storageScope } from './conditions.ts';
import { diffStorage } from './diff.ts';
import { STORAGE_FINDINGS } from './finding-ids.ts';
import { importStorages } from './import.ts';
import { idOfStorage, observeStorage, ownedStorages, STORAGE_CFG, type StorageLive } from './live.ts';
import { storageRules } from './rules/registry.ts';
import { declareStorages, resolveStorage } from './resolve.ts';
import { STORAGE_WORDS, storageSchema } from './schema.ts';
import { isStorage, type StorageSpec } from './spec.ts';
import { storageSteps } from './steps.ts';

/** Guests and layers with disks, archives or scripts on it. */
function storageCarries({ resources, storedOf }: CarriesInput): ReadonlyMap<Address, readonly Address[]> {
  const storages = new Map<string, Address>();
  for (const one of resources.values()) if (isStorage(one)) storages.set(one.spec.id, one.address);
  const needs = new Map<Address, readonly Address[]>();
  if (storages.size === 0) return needs;
  for (const one of resources.values()) {
    const stored = storedOf(one);
    if (!stored) continue;
    const names = [
      ...stored.disks.map(({ storage }) => storage),
      ...stored.volumes.map(({ volume }) => volume.slice(0, volume.indexOf(':'))),
    ];
    const found = names.flatMap((name) => (name === null ? [] : (storages.get(name) ?? [])));
    if (found.length > 0) needs.set(one.address, [...new Set(found)]);
  }
  return needs;
}

const summaryOf = ({ type, options }: StorageSpec): string => {
  const where = options['pool'] ?? options['thinpool'] ?? options['server'] ?? options['path'];
  return [type, where, options['content']?.replaceAll(',', ', ')]
    .filter((word) => word !== undefined)
    .join(', ');
};

export const storageKind: Kind<StorageSpec, StorageLive> = {
  kind: 'storage',
  schema: storageSchema,
  words: STORAGE_WORDS,
  sets: [],
  resolve: resolveStorage,
  declares: declareStorages,
  carries: storageCarries,
  id: ({ id }) => idOfStorage(id),
  node: ({ node }) => node,
  scope: ({ id }) => storageScope(id),
  reads: { cluster: [STORAGE_CFG, MARK_FILES] },
  look: lookAtStorage,
  edges: () => [],
  outputs: ({ id, options }) => ({ id, path: options['path'] ?? null }),
  observe: observeStorage,
  owned: ownedStorages,
  diff: diffStorage,
  steps: storageSteps,
  holds: storageHolds,
  demand: () => null,
  secretAt: ['/password'],
  secrets: ({ password }) => (password === undefined ? [] : [{ reference: password, path: '/password' }]),
  writes: { files: ['/etc/pve/priv/storage/*.pw'] },
  tools: ['pvesm'],
  imports: importStorages,
  findings: STORAGE_FINDINGS,
  rules: storageRules,
  summary: summaryOf,
};
