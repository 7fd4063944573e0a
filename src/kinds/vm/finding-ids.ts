/** What can be wrong with a virtual machine beyond the form of its file: ids, severities, titles. */
import { error, type FindingTable, warning } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const VM_FINDINGS = {
  PHX660: error(
    'A virtual machine does not say which of several nodes it is on',
    'With several nodes Phoenix does not choose where a machine is made. Write "node", in the base if most are on the same one.',
  ),
  PHX661: error(
    'A virtual machine does not say what it is made from',
    'It is a clone of another one, or has disks of its own: new ones with a size, or ones that begin with an image. Write "clone" or "disks"; "adopt": true is for one that exists.',
  ),
  PHX662: error(
    'A disk is incomplete, or says things that exclude each other',
    'Proxmox makes a disk on a storage, with a size or from an image; a disc in a drive has neither. The hint says what is missing.',
  ),
  PHX663: error(
    'UEFI and its disk do not belong together',
    'Without a disk for its variables UEFI forgets what it boots from at each stop; with SeaBIOS nothing uses it. Write both "bios": "ovmf" and "efidisk0", or neither.',
  ),
  PHX664: error(
    'Something in a virtual machine needs its guest agent, and that is off',
    'Features, and checks of health that are made inside, go through the guest agent. Write "agent": true and have it in the image; what cloud-init installs it is there after the first boot.',
  ),
  PHX665: error(
    'Something cannot be said of a template',
    'A template is a stopped machine with disks that nobody writes to; Proxmox does not start it, nor take snapshots of it. Leave the key out.',
  ),
  PHX666: error(
    'A clone is not possible as written',
    'Proxmox takes some keys of a clone from its source, and cannot clone everything from everywhere. The hint says which key to leave out, or which source to take.',
  ),
  PHX667: error(
    'A card of the node cannot be given to a virtual machine',
    'A GPU is passed to a machine by a resource mapping of the cluster, and as a whole. Declare the card in phoenix.json with the name of its "mapping", or write "hostpci0" yourself.',
  ),
  PHX668: error(
    'A network card is not possible as written',
    'A card on no bridge, with a gateway outside of its network, or with the address of another card of the same machine leaves the machine without network. Correct it.',
  ),
  PHX669: error(
    'A description, tag or snapshot is reserved for Phoenix',
    'Phoenix tells its own guests by the marker in the description, the tag "phoenix" and snapshots of its own name. Write it otherwise.',
  ),
  PHX670: error(
    'Snapshots are not possible for this machine',
    'Proxmox takes no snapshot of a machine whose storage has none. Leave "snapshots" out, or use another storage.',
  ),
  PHX671: warning(
    'A storage is not declared for the node',
    'Phoenix cannot tell whether the storage is there, is shared, or takes disks of machines. Declare it under "storages" of the node.',
  ),
  PHX672: error(
    'A health check cannot be made as written',
    'A check that cannot be made fails on every apply. The hint says what it lacks: a port, an address, a place to be made from.',
  ),
  PHX674: error(
    'A machine with Windows names a version of its hardware',
    'Proxmox pins the version of such a machine by itself when it is made, and Phoenix leaves it there. Write "q35" or "pc", or leave "machine" out.',
  ),
  PHX673: error(
    'What cloud-init is told does not reach the machine',
    'Addresses, users and keys are read from a drive that Proxmox writes for cloud-init. Write "cloudInit": { "storage": … }, or leave them out.',
  ),
} as const satisfies FindingTable;

/** A sentence: upper case first, a full stop at the end. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** A finding at a pointer of the merged file. */
export function finding(
  id: keyof typeof VM_FINDINGS,
  path: Pointer,
  message: string,
  hint: string,
): PointedFinding {
  return { id, severity: VM_FINDINGS[id].severity, message, path, hint: sentence(hint) };
}
