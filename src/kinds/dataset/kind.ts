/** Datasets of ZFS: the parts of this folder as one kind. */
import type { Kind } from '../kind.ts';
import { datasetHolds, datasetScope, lookAtDataset } from './conditions.ts';
import { diffDataset } from './diff.ts';
import { ETAB, EXPORT_FILES } from './exports.ts';
import { DATASET_FINDINGS } from './finding-ids.ts';
import { importDatasets } from './import.ts';
import type { DatasetLive } from './live.ts';
import { idOfDataset } from './mark.ts';
import { observeDataset, ownedDatasets } from './observe.ts';
import { expandDataset } from './owner.ts';
import { textOfProperty } from './properties.ts';
import { datasetRules } from './rules/registry.ts';
import { resolveDataset } from './resolve.ts';
import { DATASET_WORDS, datasetSchema } from './schema.ts';
import { SCRIPT_PATH } from './snapshots.ts';
import type { DatasetSpec } from './spec.ts';
import { datasetCarries } from './stands-on.ts';
import { datasetSteps } from './steps.ts';
import { STATE_FILES, ZFS_ASK } from './zfs-reading.ts';

function summaryOf({ dataset, properties }: DatasetSpec): string {
  const { quota, mountpoint } = properties;
  const words = [
    dataset,
    quota === undefined ? undefined : `quota ${textOfProperty('quota', quota)}`,
    mountpoint === undefined ? undefined : `at ${mountpoint}`,
  ];
  return words.filter((word) => word !== undefined).join(', ');
}

export const datasetKind: Kind<DatasetSpec, DatasetLive> = {
  kind: 'dataset',
  schema: datasetSchema,
  words: DATASET_WORDS,
  sets: [],
  resolve: resolveDataset,
  expand: expandDataset,
  carries: datasetCarries,
  id: ({ node, dataset }) => idOfDataset(node, dataset),
  node: ({ node }) => node,
  scope: ({ node, dataset }) => datasetScope(node, dataset),
  reads: { node: [STATE_FILES, EXPORT_FILES, ETAB, SCRIPT_PATH], asks: [ZFS_ASK] },
  look: lookAtDataset,
  edges: () => [],
  outputs: ({ node, dataset, properties }) => ({
    name: dataset,
    node,
    mountpoint: properties['mountpoint'] ?? null,
  }),
  observe: observeDataset,
  owned: ownedDatasets,
  diff: diffDataset,
  steps: datasetSteps,
  holds: datasetHolds,
  demand: () => null,
  secretAt: ['/encryption/key'],
  secrets: ({ encryption }) => (encryption ? [{ reference: encryption.key, path: '/encryption/key' }] : []),
  writes: { files: [EXPORT_FILES, '/etc/phoenix/keys/*'], asRoot: [SCRIPT_PATH] },
  tools: ['zfs', 'zpool', 'exportfs'],
  imports: importDatasets,
  findings: DATASET_FINDINGS,
  rules: datasetRules,
  summary: summaryOf,
};
