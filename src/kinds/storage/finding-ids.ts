/** What can be wrong with a storage beyond the form of its file: ids, severities, titles. */
import { error, type FindingTable } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const STORAGE_FINDINGS = {
  PHX825: error(
    'An option is none of the type of its storage',
    'Proxmox refuses the entry, with a message about an unexpected property. Remove the option, or correct "type".',
  ),
  PHX826: error(
    'A storage lacks what its type cannot do without',
    'A folder has a path, a pool of ZFS its dataset, a share its server. Write what is missing.',
  ),
  PHX827: error(
    'The name of a file cannot be the id of a storage',
    'Proxmox takes letters, digits, "-", "_" and ".", beginning with a letter and ending with a letter or digit. Name the file so.',
  ),
} as const satisfies FindingTable;

export function finding(
  id: keyof typeof STORAGE_FINDINGS,
  path: Pointer,
  message: string,
  hint: string,
): PointedFinding {
  return { id, severity: STORAGE_FINDINGS[id].severity, message, path, hint };
}
