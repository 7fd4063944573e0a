/** What can be wrong with files of SDN beyond their form: ids, severities, titles. */
import { error, type FindingTable } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

const ZONE = {
  PHX840: error(
    'A zone or a vnet has a name that Proxmox does not take',
    'A vnet becomes a bridge of that name on every node, so names are short: two to eight letters and digits, a letter first. Rename the file; what it is for can stand in "alias".',
  ),
  PHX841: error(
    'A zone has an option of another type, or lacks one of its own',
    'Each type of zone has options of its own, and Proxmox refuses the others: a simple zone gives addresses by DHCP, a VLAN zone needs the bridge that its VLANs are on. Remove the option, or choose the type that has it.',
  ),
} as const satisfies FindingTable;

const VNET = {
  PHX842: error(
    'A vnet does not fit its zone',
    'The zone decides what a vnet is: its file must exist in this estate, VLAN and overlay zones need a "tag" that no other vnet of the zone has, simple zones have none, and a vnet that passes VLANs through has no subnets.',
  ),
  PHX843: error(
    'A subnet is not as Proxmox takes it',
    'Proxmox refuses a gateway or a range that is outside of the subnet, ranges that overlap, and DHCP where the zone has none or the subnet no gateway. Correct the addresses, or write "dhcp": "dnsmasq" in the zone.',
  ),
  PHX844: error(
    'A card pins an address where nobody gives any',
    'An address is pinned in the IPAM of a vnet; on a plain bridge somebody else gives addresses, or nobody. Put the card on a vnet of this estate, or write the address as "ip".',
  ),
} as const satisfies FindingTable;

const HOSTS = {
  PHX845: error(
    'Host records are for a zone that answers no questions',
    'Records are answered by the dnsmasq that Proxmox runs for a zone with DHCP. Name such a zone of this estate, or write "dhcp": "dnsmasq" in it.',
  ),
} as const satisfies FindingTable;

export const SDN_FINDINGS = { zone: ZONE, vnet: VNET, hosts: HOSTS } as const;

const ALL = { ...ZONE, ...VNET, ...HOSTS };

/** A finding at a pointer of the merged file. */
export function finding(id: keyof typeof ALL, path: Pointer, message: string, hint: string): PointedFinding {
  return { id, severity: ALL[id].severity, message, path, hint };
}

/** A card pins an address where nobody gives any. */
export const pinFinding = (path: Pointer, message: string, hint: string): PointedFinding =>
  finding('PHX844', path, message, hint);

/** What Proxmox calls zones and vnets (PVE 9.2). */
const NAME = /^[A-Za-z][A-Za-z0-9]{1,7}$/;

export function nameFindings(what: string, name: string): PointedFinding[] {
  if (NAME.test(name)) return [];
  const hint = 'rename the file: two to eight letters and digits, a letter first';
  return [finding('PHX840', '', `"${name}" cannot be the name of a ${what}`, hint)];
}
