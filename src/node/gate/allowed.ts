/** The files that kinds and every reading need, as `phoenix node` allows them. */
import { HOST_PATTERNS } from '../cluster.ts';
import type { Reads } from '../port.ts';
import { CLUSTER_PATTERNS } from '../snapshot.ts';

interface Reader {
  readonly reads?: Reads;
}

export function readAllowed(kinds: readonly Reader[]): readonly string[] {
  const own = kinds.flatMap(({ reads = {} }) => {
    const { cluster = [], node = [], asks = [] } = reads;
    return [...cluster, ...node, ...asks.flatMap(({ where }) => where ?? [])];
  });
  return [...new Set([...CLUSTER_PATTERNS, ...HOST_PATTERNS, ...own])];
}

/** Files that kinds replace as a whole. None of them is a program, and none is run as root. */
const WRITTEN: readonly string[] = [
  '/etc/pve/firewall/*.fw',
  '/etc/pve/nodes/*/host.fw',
  '/etc/exports.d/phoenix*.exports',
  '/etc/sysctl.d/*phoenix*.conf',
  '/etc/modules-load.d/*phoenix*.conf',
  '/etc/hosts',
  '/etc/dnsmasq.d/*/phoenix*.conf',
];

export const writeAllowed = (): readonly string[] => WRITTEN;
