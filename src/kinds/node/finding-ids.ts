/** What can be wrong with a node's file. */
import { error, type FindingTable } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const NODE_FINDINGS = {
  PHX910: error(
    'A file is for a node that the estate does not have',
    'The file is called as the node that it is for, and phoenix.json says which there are. Correct the name, or declare the node under "nodes".',
  ),
} as const satisfies FindingTable;

export function finding(
  id: keyof typeof NODE_FINDINGS,
  path: Pointer,
  message: string,
  hint: string,
): PointedFinding {
  return { id, severity: NODE_FINDINGS[id].severity, message, path, hint };
}
