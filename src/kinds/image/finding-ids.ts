/** What can be wrong with the files of images beyond their form. */
import { error, type FindingTable, notice } from '../../config/finding-entry.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Pointer } from '../../json.ts';

export const IMAGE_FINDINGS = {
  PHX680: error(
    'An image has a format that Proxmox does not download',
    'Proxmox takes disks as qcow2, raw or vmdk, and ISO files; it unpacks no archives. Name another file of the same release, or write "filename" with the right ending where the URL has none.',
  ),
  PHX681: notice(
    'No virtual machine is made from an image',
    'It is downloaded to the nodes whose virtual machines use it, and so to none. Write "import" in a disk of one, name "nodes", or remove the file.',
  ),
} as const satisfies FindingTable;

/** A finding at a pointer of the merged file. */
export function finding(
  id: keyof typeof IMAGE_FINDINGS,
  path: Pointer,
  message: string,
  hint: string,
): PointedFinding {
  return { id, severity: IMAGE_FINDINGS[id].severity, message, path, hint };
}
