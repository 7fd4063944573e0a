/** What can be wrong with a container beyond the form of its file: ids, severities, titles. */
import { error, type FindingTable, warning } from '../../config/finding-entry.ts';
import type { Pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';

export const LXC_FINDINGS = {
  PHX601: error('A bind does not exist in phoenix.json'),
  PHX602: error('A GPU does not exist on the node, or has less memory than is asked for'),
  PHX603: error('A bridge is missing, or does not exist on the node'),
  PHX604: error('A guest does not say which of several nodes it is on'),
  PHX605: error('A mount is neither a bind nor a volume, or both'),
  PHX606: error('A guest comes from both an archive and a clone, or from neither'),
  PHX607: error('A root disk is missing or incomplete'),
  PHX608: error('A gateway cannot be reached from the address of its card'),
  PHX609: error('Two cards of a guest have the same name, MAC or address'),
  PHX610: error('Something cannot be said of a template'),
  PHX611: error('A clone is not possible as written'),
  PHX612: error('The Proxmox VE version of the node does not know an option'),
  PHX613: warning('A storage is not declared for the node'),
  PHX614: error('Snapshots are not possible for this guest'),
  PHX615: error('A description, tag or snapshot is reserved for Phoenix'),
  PHX617: error('An unprivileged guest has quotas'),
  PHX618: error('A health check cannot be made as written'),
  PHX616: error('A path cannot stand in an option of Proxmox'),
} as const satisfies FindingTable;

export type LxcFindingId = keyof typeof LXC_FINDINGS;

/** A sentence: upper case first, a full stop at the end. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** A finding at a pointer of the merged file. */
export function finding(id: LxcFindingId, path: Pointer, message: string, hint: string): PointedFinding {
  return { id, severity: LXC_FINDINGS[id].severity, message, path, hint: sentence(hint) };
}
