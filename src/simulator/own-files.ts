/**
 * Files that each node of a simulated cluster has of its own, though all nodes stand in one folder: what lies outside of
 * /etc/pve and is read of one node. They are kept below /.sim/own/NODE.
 */

/** Beginnings of paths. */
const FOLDERS = [
  '/etc/default/',
  '/etc/phoenix/',
  '/etc/exports',
  '/etc/cron.hourly/',
  '/etc/hosts',
  '/etc/dnsmasq.d/',
  '/etc/modprobe.d/',
  '/etc/modules-load.d/',
  '/etc/network/',
  '/etc/os-release',
  '/etc/sysctl.d/',
  '/proc/driver/nvidia/',
  '/proc/net/route',
  '/proc/spl/',
  '/proc/sys/',
  '/run/qemu-server/',
  '/sys/module/',
  '/var/lib/dpkg/status',
  '/var/lib/nfs/',
  '/var/lib/phoenix/features/',
  '/var/lib/phoenix/revert/',
] as const;

/** Whether every node has its own file of that path, or of that pattern. */
export const isOwn = (path: string): boolean => FOLDERS.some((folder) => path.startsWith(folder));

const ownRoot = (node: string): string => `/.sim/own/${node}`;

/** Where the simulator keeps a node's own file. */
export const ownPath = (node: string, path: string): string => `${ownRoot(node)}${path}`;

/** The path that the node has for a file of its own; another one's is what it is. */
export function asSeen(node: string, path: string): string {
  const root = `${ownRoot(node)}/`;
  return path.startsWith(root) ? path.slice(root.length - 1) : path;
}
