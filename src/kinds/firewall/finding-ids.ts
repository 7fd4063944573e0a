/** What can be wrong with a firewall file: ids, severities, titles. */
import { error, type FindingTable } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const FIREWALL_FINDINGS = {
  PHX860: error(
    'A firewall file says of nothing that there is whose firewall it is',
    'Each file is one firewall file of Proxmox: that of the cluster, of a node, of a guest or of a vnet. Write "of": "cluster", "node/pve1", "lxc/web" or "vnet/lab".',
  ),
  PHX861: error(
    'A firewall file holds what Proxmox has no place for in it',
    'The files of the cluster, of nodes, guests and vnets take options of their own, and not each has aliases, IP sets, security groups or rules in every direction. What stands in the wrong file does nothing, or Proxmox skips it.',
  ),
  PHX862: error(
    'A firewall rule makes no sense',
    'Proxmox skips a rule that it cannot make sense of, silently: a rule that was to forbid something then forbids nothing. Ports need a protocol that has ports, an ICMP type needs ICMP, and a macro brings both itself.',
  ),
  PHX863: error(
    'A firewall rule names an address that is none',
    'Addresses are those of a network, names of aliases, "+" and the name of an IP set, or guests of this estate with an address of their own. A rule with one that is none is skipped by Proxmox.',
  ),
} as const satisfies FindingTable;

type FirewallFindingId = keyof typeof FIREWALL_FINDINGS;

/** A finding at a pointer of the merged file. */
export function finding(id: FirewallFindingId, path: Pointer, message: string, hint: string): PointedFinding {
  return { id, severity: FIREWALL_FINDINGS[id].severity, message, path, hint };
}
