/** What can be wrong with a pool beyond the form of its file: ids, severities, titles. */
import { error, type FindingTable } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const ZPOOL_FINDINGS = {
  PHX824: error(
    'The disks of a pool do not fit its layout',
    'A mirror needs two disks, raidz1 two, raidz2 three, raidz3 four, and each disk can be in one place only. Correct "disks", "layout" or "width".',
  ),
} as const satisfies FindingTable;

/** A finding at a pointer of the merged file. */
export function finding(path: Pointer, message: string, hint: string): PointedFinding {
  return { id: 'PHX824', severity: ZPOOL_FINDINGS.PHX824.severity, message, path, hint };
}
