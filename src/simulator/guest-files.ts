/** The files of a guest: a folder of the host that travels with clones, snapshots, rollbacks and backups. */
import type { Host } from './host.ts';

export const guestRoot = (vmid: number) => `/.sim/guests/${vmid}/rootfs`;
const snapshotRoot = (vmid: number, snapname: string) => `/.sim/guests/${vmid}/snapshots/${snapname}`;

/** Copies a folder with all that is in it; one that is not there is empty. */
export function copyTree(host: Host, from: string, to: string): void {
  if (host.copyTree) return host.copyTree(from, to);
  for (const name of host.list(from)) {
    const text = host.read(`${from}/${name}`);
    if (text === null) copyTree(host, `${from}/${name}`, `${to}/${name}`);
    else host.write(`${to}/${name}`, text);
  }
}

export function removeTree(host: Host, folder: string): void {
  if (host.removeTree) return host.removeTree(folder);
  for (const name of host.list(folder)) {
    if (!host.remove(`${folder}/${name}`)) removeTree(host, `${folder}/${name}`);
  }
}

/** The files of one guest become those of another: of its running state, or of a snapshot. */
export function copyGuestFiles(host: Host, from: number, to: number, snapname: string | null): void {
  copyTree(host, snapname === null ? guestRoot(from) : snapshotRoot(from, snapname), guestRoot(to));
}

export function snapshotGuestFiles(host: Host, vmid: number, snapname: string): void {
  copyTree(host, guestRoot(vmid), snapshotRoot(vmid, snapname));
}

export function rollbackGuestFiles(host: Host, vmid: number, snapname: string): void {
  removeTree(host, guestRoot(vmid));
  copyTree(host, snapshotRoot(vmid, snapname), guestRoot(vmid));
}

export const deleteGuestSnapshot = (host: Host, vmid: number, snapname: string): void =>
  removeTree(host, snapshotRoot(vmid, snapname));

export const removeGuestFiles = (host: Host, vmid: number): void => removeTree(host, `/.sim/guests/${vmid}`);
