/** The firewall of a simulated node: the files it reads, the network it takes for its own, and who reaches it. */
import { PhoenixError } from '../../errors.ts';
import { nodeNames } from '../facts.ts';
import { guestsOf } from './guests.ts';
import type { Host } from '../host.ts';
import { assertUp, isDown } from '../power.ts';
import { ownPath } from '../own-files.ts';
import { fireTimers } from '../timers.ts';
import { emptyConfig, type FirewallConfig, readConfig } from './config.ts';
import { admits } from './packet.ts';

const CLUSTER = '/etc/pve/firewall/cluster.fw';
const hostPath = (node: string) => `/etc/pve/nodes/${node}/host.fw`;

/** The address from which Phoenix comes; without, every connection comes about. */
const CALLER = '/.sim/reached-from';

interface NodeFirewall {
  readonly cluster: FirewallConfig;
  readonly host: FirewallConfig;
  readonly localNetwork: string;
}

/** 192.0.2.1 is the first node's, as in .members. */
export function addressOf(host: Host, node: string): string {
  return `192.0.2.${nodeNames(host).indexOf(node) + 1}`;
}

/** What /etc/hosts and the routes of a node say of its own network. */
export function writeOwnNetwork(host: Host, node: string): void {
  const address = addressOf(host, node);
  host.write(ownPath(node, '/etc/hosts'), `127.0.0.1 localhost\n${address} ${node}.lab ${node}\n`);
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
  const route = 'vmbr0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n';
  host.write(ownPath(node, '/proc/net/route'), `${head}${route}`);
}

/** Reads all files that the node's firewall is made of; `warn` hears what it skips. */
export function firewallOf(host: Host, node: string, warn: (text: string) => void = () => {}): NodeFirewall {
  const read = (path: string, where: 'cluster' | 'host' | 'guest', cluster?: FirewallConfig) => {
    const text = host.read(path);
    return text === null
      ? emptyConfig()
      : readConfig({ path, text, where, warn, ...(cluster ? { cluster } : {}) });
  };
  const cluster = read(CLUSTER, 'cluster');
  const own = read(hostPath(node), 'host', cluster);
  for (const vmid of guestsOf(host, node)) read(`/etc/pve/firewall/${vmid}.fw`, 'guest', cluster);
  return { cluster, host: own, localNetwork: '192.0.2.0/24' };
}

/** From which address Phoenix calls from now on; null: from anywhere. */
export function callFrom(host: Host, address: string | null): void {
  if (address === null) host.remove(CALLER);
  else host.write(CALLER, address);
}

/** Why a fresh connection does not come about; null: it does. */
export function turnedAway(host: Host, node: string): string | null {
  if (isDown(host, node)) return `the simulated node ${node} is down`;
  fireTimers(host);
  const source = host.read(CALLER);
  if (source === null) return null;
  const isIn = admits({ source: source.trim(), port: 22 }, firewallOf(host, node));
  return isIn ? null : `ssh: connect to host ${node} port 22: Connection timed out`;
}

/** @throws PhoenixError `NODE_UNREACHABLE` where the node is down, or its firewall turns Phoenix away */
export function assertReached(host: Host, node: string): void {
  assertUp(host, node);
  const why = turnedAway(host, node);
  if (why !== null) throw new PhoenixError('NODE_UNREACHABLE', why);
}
