/** What can be wrong with what cloud-init is told. */
import { error, type FindingTable, warning } from '../../../config/finding-entry.ts';
import type { PointedFinding } from '../../../errors.ts';
import type { Pointer } from '../../../json.ts';

export const CLOUD_INIT_FINDINGS = {
  PHX675: error(
    'A file for cloud-init is not there, or is no cloud-config',
    'A file is cloud-config for cloud-init when its first line is exactly `#cloud-config`, and is passed over otherwise without an error that anybody sees. Correct the name, or the first line; what stands in JSON gets that line by itself.',
  ),
  PHX676: warning(
    'A key is not known to cloud-init',
    'It warns in a log inside the guest and goes on without it. Correct the name; of a newer cloud-init than Phoenix knows, it may be right.',
  ),
  PHX677: error(
    'A password stands in the open in what cloud-init is told',
    'Everybody who may read the repository, the snippet or the drive can read it. Write a hash (`mkpasswd -m yescrypt`) under `passwd` or `hashed_passwd`, or a reference to a secret as the whole value; best let keys in only.',
  ),
  PHX678: error(
    'What cloud-init is told is too large',
    'Proxmox reads snippets up to 1 MiB. Fetch large files by a command of the first boot, or bring them in by a feature.',
  ),
  PHX679: warning(
    'User data takes the place of what stands beside it',
    'Proxmox hands on either the user data of a file, or its own made of user, keys and upgrade: with "userData", cloud-init never hears of these. Say them in the user data itself.',
  ),
} as const satisfies FindingTable;

/** A finding at a pointer of the merged file. */
export function finding(
  id: keyof typeof CLOUD_INIT_FINDINGS,
  path: Pointer,
  message: string,
  hint: string,
): PointedFinding {
  return { id, severity: CLOUD_INIT_FINDINGS[id].severity, message, path, hint };
}
