/** Where guests stand on the simulated machine: conf files, the running set, and their lock files. */
import type { Host } from './host.ts';

const NODES = '/etc/pve/nodes';

export const guestFolder = (node: string) => `${NODES}/${node}/lxc`;
export const confPath = (node: string, vmid: number) => `${guestFolder(node)}/${vmid}.conf`;
/** As messages name it. */
export const shortConfPath = (node: string, vmid: number) => `nodes/${node}/lxc/${vmid}.conf`;
/** Proxmox's flock of a guest; each node has its own, so the simulator's file name carries the node. */
export const lockPath = (vmid: number) => `/run/lock/lxc/pve-config-${vmid}.lock`;

/** VMIDs of the containers whose conf files stand in the node's folder, ascending. */
export function guestsOf(host: Host, node: string): number[] {
  return host
    .list(guestFolder(node))
    .flatMap((name) => /^([1-9]\d*)\.conf$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** The node that owns a VMID, container or virtual machine, anywhere in the cluster. */
export function ownerOf(
  host: Host,
  vmid: number,
): { readonly node: string; readonly type: 'lxc' | 'qemu' } | null {
  for (const node of host.list(NODES)) {
    if (host.read(confPath(node, vmid)) !== null) return { node, type: 'lxc' };
    if (host.read(`${NODES}/${node}/qemu-server/${vmid}.conf`) !== null) return { node, type: 'qemu' };
  }
  return null;
}

/** What is known of a guest that runs. An empty file means the same with nothing known. */
export interface Running {
  readonly node?: string;
  /** Milliseconds since 1970. */
  readonly since?: number;
  /** A made-up process id. */
  readonly pid?: number;
}

export const runningPath = (vmid: number) => `/.sim/running/${vmid}`;

/** Null when the guest is stopped. The first line of the file is the node, for `lxc-ls`, the second JSON. */
export function runningState(host: Host, vmid: number): Running | null {
  const text = host.read(runningPath(vmid));
  if (text === null) return null;
  const [node = '', json = ''] = text.split('\n');
  return { ...(json ? (JSON.parse(json) as Running) : {}), ...(node ? { node } : {}) };
}

export const isRunning = (host: Host, vmid: number) => host.read(runningPath(vmid)) !== null;

/** VMIDs of all guests that run in the cluster, ascending. */
export function runningGuests(host: Host): number[] {
  return host
    .list('/.sim/running')
    .map(Number)
    .sort((a, b) => a - b);
}

export function setRunning(host: Host, vmid: number, state: Running | null): void {
  if (state) host.write(runningPath(vmid), `${state.node ?? ''}\n${JSON.stringify(state)}\n`);
  else host.remove(runningPath(vmid));
}
