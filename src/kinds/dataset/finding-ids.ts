/** What can be wrong with pools, datasets and storages beyond the form of their files: ids, severities, titles. */
import { error, type FindingTable } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const DATASET_FINDINGS = {
  PHX820: error(
    'A pool or dataset does not say which of several nodes it is on',
    'Disks are in one machine, and Phoenix does not choose which. Write "node", in the base if most are on the same one.',
  ),
  PHX821: error(
    'A dataset has an owner, a mode or exports, and no path of its own',
    'What is owned and exported is the folder that the dataset is mounted on, and a path that comes from a parent may change with it. Write "mountpoint".',
  ),
  PHX822: error(
    'The sizes of a dataset cannot be',
    'ZFS refuses a record that is no power of two from 512 bytes to 16 MiB, and a reservation above the quota. Correct the one or the other.',
  ),
  PHX823: error(
    'The owner of a dataset is a user of a guest that is not there, or that has no such user',
    'The id on the node comes from the map of that guest, which an unprivileged one needs to own anything. Name a container of this estate and a user that it maps, or write the id of the node.',
  ),
} as const satisfies FindingTable;

export type DatasetFindingId = keyof typeof DATASET_FINDINGS;

/** A finding at a pointer of the merged file. */
export function finding(id: DatasetFindingId, path: Pointer, message: string, hint: string): PointedFinding {
  return { id, severity: DATASET_FINDINGS[id].severity, message, path, hint };
}
