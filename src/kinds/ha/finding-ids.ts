/** What can be wrong with the files of HA resources and rules beyond their form. */
import { error, type FindingTable } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const HA_FINDINGS = {
  PHX890: error(
    'An HA resource is of no guest',
    'HA starts, watches and moves one guest, so its file has to name one of this estate by its address. Correct "guest"; a guest of another estate stays with the other estate.',
  ),
  PHX891: error(
    'This version of Proxmox has no such HA setting',
    'Rules between resources, and failback of a single resource, came with PVE 9; PVE 8 has groups of nodes, which a rule of the type node-affinity becomes there. Leave it out until every node is upgraded.',
  ),
  PHX892: error(
    'An HA rule names what HA does not have',
    'Proxmox refuses a rule about guests that HA does not manage, or about nodes that the cluster does not have. Name files of ha/ under "resources", and nodes of phoenix.json under "nodes".',
  ),
  PHX893: error(
    'An HA rule lacks what its type needs, or has what belongs to the other type',
    'A rule of the type node-affinity says which "nodes" its resources are on; one of the type resource-affinity says whether at least two resources are kept together or apart.',
  ),
} as const satisfies FindingTable;

/** A finding at a pointer of the merged file. */
export function finding(
  id: keyof typeof HA_FINDINGS,
  path: Pointer,
  message: string,
  hint: string,
): PointedFinding {
  return { id, severity: HA_FINDINGS[id].severity, message, path, hint };
}
