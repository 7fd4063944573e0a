/** Nodes of a simulated cluster that have failed, and a cluster that has no quorum: what a test or a user switches off. */
import { PhoenixError } from '../errors.ts';
import { Failure } from './failure.ts';
import { nodeNames } from './facts.ts';
import { runningGuests, runningState, setRunning } from './guests.ts';
import type { Host } from './host.ts';
import { ownPath } from './own-files.ts';
import { machinesOf, machineState, setMachine } from './qm/machines.ts';

const downPath = (node: string) => `/.sim/down/${node}`;
const NO_QUORUM = '/.sim/no-quorum';
const MEMBERS = '/etc/pve/.members';

/** With a number in its file, until that time, in milliseconds since 1970: it is restarting. */
export function isDown(host: Host, node: string): boolean {
  const text = host.read(downPath(node))?.trim();
  if (text === undefined) return false;
  if (!/^\d+$/.test(text) || host.now() < Number(text)) return true;
  recoverNode(host, node);
  return false;
}

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Milliseconds that a node takes from its last word to the first one after its restart. */
const RESTART = 20_000;

/** What a node wants a restart for is asked for by files of this beginning: a restart is the answer to it. */
const WANTED = /^restart-/;

/** All that runs on the node ends, and it comes back by itself; what is kept on disk stays. Guests stay down. */
export function restartNode(host: Host, node: string): void {
  failNode(host, node);
  host.write(downPath(node), `${host.now() + RESTART}\n`);
  const former = host.read(ownPath(node, BOOT_ID)) ?? '';
  const count = Number(/-(\d+)\n$/.exec(former)?.[1] ?? 0) + 1;
  host.write(ownPath(node, BOOT_ID), `boot-${node}-${count}\n`);
  const wishes = `/.sim/failing/${node}`;
  for (const name of host.list(wishes)) if (WANTED.test(name)) host.remove(`${wishes}/${name}`);
}

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
