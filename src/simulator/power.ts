/** Nodes of a simulated cluster that have failed, and a cluster that has no quorum: what a test or a user switches off. */
import { PhoenixError } from '../errors.ts';
import { Failure } from './failure.ts';
import { nodeNames } from './facts.ts';
import { runningGuests, runningState, setRunning } from './guests.ts';
import type { Host } from './host.ts';
import { machinesOf, machineState, setMachine } from './qm/machines.ts';

const downPath = (node: string) => `/.sim/down/${node}`;
const NO_QUORUM = '/.sim/no-quorum';
const MEMBERS = '/etc/pve/.members';

export const isDown = (host: Host, node: string): boolean => host.read(downPath(node)) !== null;

export const hasQuorum = (host: Host): boolean => host.read(NO_QUORUM) === null;

/** What pmxcfs says of the cluster's members (PVE 9.2); a node that is alone is in none. */
export function writeMembers(host: Host): void {
  const names = nodeNames(host);
  if (names.length < 2) return;
  const nodelist = names.map((name, index) => {
    const online = isDown(host, name) ? 0 : 1;
    return [name, { id: index + 1, online, ip: `192.0.2.${index + 1}` }] as const;
  });
  const cluster = { name: 'lab', version: 1, nodes: names.length, quorate: hasQuorum(host) ? 1 : 0 };
  const text = { nodename: names[0], version: 1, cluster, nodelist: Object.fromEntries(nodelist) };
  host.write(MEMBERS, `${JSON.stringify(text)}\n`);
}

/** The node loses its power: nothing on it runs any more, and nobody reaches it. The cluster keeps its quorum. */
export function failNode(host: Host, node: string): void {
  host.write(downPath(node), '');
  for (const vmid of runningGuests(host)) {
    if (runningState(host, vmid)?.node === node) setRunning(host, vmid, null);
  }
  for (const vmid of machinesOf(host, node)) {
    if (machineState(host, vmid)?.node === node) setMachine(host, vmid, null);
  }
  writeMembers(host);
}

export function recoverNode(host: Host, node: string): void {
  host.remove(downPath(node));
  writeMembers(host);
}

/** Without quorum, /etc/pve can be read and not written (PVE 9.2: pmxcfs). */
export function setQuorum(host: Host, has: boolean): void {
  if (has) host.remove(NO_QUORUM);
  else host.write(NO_QUORUM, '');
  writeMembers(host);
}

/** The same host while the cluster has its quorum; else one on which what is below /etc/pve stays as it is. */
export function quorate(host: Host): Host {
  if (hasQuorum(host)) return host;
  const refuse = (path: string) => {
    if (path.startsWith('/etc/pve/')) throw new Failure('cluster not ready - no quorum?');
  };
  return {
    ...host,
    write: (path, text) => {
      refuse(path);
      host.write(path, text);
    },
    remove: (path) => {
      refuse(path);
      return host.remove(path);
    },
    append: (path, text) => {
      refuse(path);
      host.append(path, text);
    },
  };
}

/** @throws PhoenixError `NODE_UNREACHABLE` */
export function assertUp(host: Host, node: string): void {
  if (isDown(host, node)) {
    throw new PhoenixError('NODE_UNREACHABLE', `the simulated node ${node} is down`);
  }
}
