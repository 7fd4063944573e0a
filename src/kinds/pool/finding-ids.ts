/** What can be wrong with a pool: ids, severities, titles. */
import { error, type FindingTable } from '../../config/finding-entry.ts';

export const POOL_FINDINGS = {
  PHX880: error(
    'A file of a pool has no name that a pool may have',
    'Names of pools begin with a letter. Write "id" where the name of the file is another one.',
  ),
} as const satisfies FindingTable;
