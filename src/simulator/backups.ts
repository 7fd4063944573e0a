/** Backup files of guests: the conf file that is in them, and the guest's files beside them. */
import { copyTree, guestRoot, removeTree } from './guest-files.ts';
import type { Host } from './host.ts';

const treeOf = (volid: string) => `/.sim/backups/${encodeURIComponent(volid)}`;

export const keepBackupFiles = (host: Host, volid: string, vmid: number): void =>
  copyTree(host, guestRoot(vmid), treeOf(volid));

export const restoreBackupFiles = (host: Host, volid: string, vmid: number): void =>
  copyTree(host, treeOf(volid), guestRoot(vmid));

export const removeBackup = (host: Host, volid: string): void => removeTree(host, treeOf(volid));
