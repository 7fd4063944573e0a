/** What can be wrong with a container beyond the form of its file: ids, severities, titles. */
import { error, type FindingTable, warning } from '../../config/finding-entry.ts';
import type { Pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';

export const LXC_FINDINGS = {
  PHX601: error(
    'A bind does not exist in phoenix.json',
    'The guest would lack the folder, or the apply would fail on the node. Declare the folder of the host under "binds" in phoenix.json, where its owner stands too.',
  ),
  PHX602: error(
    'A GPU does not exist on the node, or has less memory than is asked for',
    'The device nodes of a card come from its declaration; without it, or with more memory asked for than it has, the service in the guest does not start. Declare the card under "gpus" of the node, or ask for one that is there.',
  ),
  PHX603: error(
    'A bridge is missing, or does not exist on the node',
    'A guest with a card on no bridge, or on one that the node lacks, does not start. Name one of the node\'s bridges; "bridges" in phoenix.json says which there are.',
  ),
  PHX604: error(
    'A guest does not say which of several nodes it is on',
    'With several nodes Phoenix does not choose where a guest is made: moving it later means downtime. Write "node", in the base if most are on the same one.',
  ),
  PHX605: error(
    'A mount is neither a bind nor a volume, or both',
    'Proxmox mounts either a folder of the host or a volume of its own at a path. Write "bind:NAME", or "storage" and "size".',
  ),
  PHX606: error(
    'A guest comes from both an archive and a clone, or from neither',
    'A guest is made either from an archive ("ostemplate") or as a clone ("clone"), and Phoenix does not choose. Keep one; null takes away what a profile brought; "adopt": true is for a guest that exists.',
  ),
  PHX607: error(
    'A root disk is missing or incomplete',
    'Proxmox cannot make a container from an archive without a disk to unpack it on. Write "rootfs": { "storage": "local-zfs", "size": "8G" }.',
  ),
  PHX608: error(
    'A gateway cannot be reached from the address of its card',
    'The guest would start without a way out of its network, or not at all. Correct the gateway, or the prefix length of the address.',
  ),
  PHX609: error(
    'Two cards of a guest have the same name, MAC or address',
    "With the same name the guest does not start, and with the same MAC or address its own cards take each other's packets. Give each card its own.",
  ),
  PHX610: error(
    'Something cannot be said of a template',
    'A template is a stopped guest with a read-only disk that others are cloned from; Proxmox refuses to start, resize or change it so. Leave the key out.',
  ),
  PHX611: error(
    'A clone is not possible as written',
    'Proxmox takes some keys of a clone from its source, and cannot clone everything from everywhere: the apply would fail half-way. The hint says which key to leave out, or which source to take.',
  ),
  PHX612: error(
    'The Proxmox VE version of the node does not know an option',
    'The node would refuse the option as unknown. Leave it out, or upgrade the node and then its "pve" in phoenix.json.',
  ),
  PHX613: warning(
    'A storage is not declared for the node',
    'Phoenix cannot tell whether the storage is there, is shared, or takes container disks, so the apply is the first to find out. Declare it under "storages" of the node.',
  ),
  PHX614: error(
    'Snapshots are not possible for this guest',
    'Proxmox takes no snapshot of a guest whose storage cannot, or that has folders of the host mounted. Leave "snapshots" out, or what forbids them.',
  ),
  PHX615: error(
    'A description, tag or snapshot is reserved for Phoenix',
    'Phoenix tells its own guests by the marker in the description, the tag "phoenix" and snapshots of its own name; a file that writes those would confuse or forge them. Write it otherwise.',
  ),
  PHX617: error(
    'An unprivileged guest has quotas',
    'The kernel does not let an unprivileged container have quotas, and Proxmox does not start it. Leave "quota" out.',
  ),
  PHX618: error(
    'A health check cannot be made as written',
    'A check that cannot be made fails on every apply, and stops whatever depends on the guest. The hint says what it lacks: a port, an address, a place to be made from.',
  ),
  PHX619: error(
    'A map of user ids cannot be as written',
    'Proxmox or LXC would not start the guest: the kernel takes no map in which an id stands twice, and a guest without its root is none. It is found here instead of at its next start.',
  ),
  PHX616: error(
    'A path cannot stand in an option of Proxmox',
    'Options of Proxmox are lists with commas, so a path or name with one, or with "..", means something else there. Use a path without.',
  ),
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
