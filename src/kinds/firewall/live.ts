/** A firewall file as a node has it, and what a change of it that was not confirmed has left there. */
import type { Snapshot } from '../../node/port.ts';
import { anyNode } from '../any-node.ts';
import type { Settings } from '../../config/settings.ts';
import { readingOf, type Reading } from './reading.ts';
import { pathOf, type Target } from './spec.ts';

/** Where the file of before is kept until the node has been reached after a change of it. */
const KEPT = '/var/lib/phoenix/revert';

export interface FirewallLive {
  /** Null: there is no such file. */
  readonly text: string | null;
  readonly reading: Reading;
  /** What the file was before a change that nobody has confirmed; empty: there was none. Null: no change waits. */
  readonly kept: string | null;
}

/** `cluster`, `node-pve1`: names of units and files. */
export function unitNameOf(target: Target): string {
  return target.is === 'node' ? `node-${target.node}` : target.is;
}

export function keptPath(target: Target): string {
  return `${KEPT}/${unitNameOf(target)}.fw`;
}

/** What its node is read for. */
export const NODE_FILES = [`${KEPT}/*.fw`, '/proc/net/route', '/etc/hosts'] as const;

export const CLUSTER_FILES = [
  '/etc/pve/firewall/*.fw',
  '/etc/pve/nodes/*/host.fw',
  '/etc/pve/sdn/firewall/*.fw',
] as const;

/** A file that decides whether the nodes themselves are reached. */
export function guardsNodes(target: Target): boolean {
  return target.is === 'cluster' || target.is === 'node';
}

/** Where its steps run: on the node that it is of, or that its guest is on; of the rest, on the first that answers. */
export function workplaceOf(
  target: Target,
  node: string | null,
  settings: Pick<Settings, 'nodes'>,
  snapshot: Snapshot | null,
): string {
  if (target.is === 'node') return target.node;
  return (
    (target.is === 'guest' ? (snapshot?.guests.get(target.vmid)?.node ?? node) : null) ??
    anyNode(settings, snapshot)
  );
}

function keptIn(snapshot: Snapshot, target: Target): string | null {
  if (!guardsNodes(target)) return null;
  for (const node of snapshot.nodes.values()) {
    const text = node.reachable ? node.files?.get(keptPath(target)) : undefined;
    if (text !== undefined) return text;
  }
  return null;
}

export function liveOf(snapshot: Snapshot, target: Target): FirewallLive {
  const text = snapshot.files?.get(pathOf(target)) ?? null;
  return { text, reading: readingOf(text), kept: keptIn(snapshot, target) };
}
