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
  '/etc/dnsmasq.d/*/20-phoenix.conf',
  '/etc/dnsmasq.d/*/phoenix.hosts',
  '/etc/exports.d/phoenix-*.exports',
  '/etc/modules-load.d/phoenix.conf',
  '/etc/phoenix/keys/*',
  '/etc/pve/firewall/*.fw',
  '/etc/pve/nodes/*/host.fw',
  '/etc/pve/priv/storage/*.pw',
  '/etc/pve/sdn/firewall/*.fw',
  '/etc/sysctl.d/90-phoenix.conf',
  '/mnt/pve/*/snippets/*',
  '/var/lib/phoenix/revert/*.fw',
  '/var/lib/vz/snippets/*',
];

/** These are run as root, or name what is. */
const PROGRAMS: readonly string[] = ['/etc/cron.hourly/phoenix-snapshots', '/etc/modprobe.d/phoenix.conf'];

/** @param features whether scripts for the host are allowed */
export const writeAllowed = (features: boolean): readonly string[] => [
  ...WRITTEN,
  ...(features ? PROGRAMS : []),
];
