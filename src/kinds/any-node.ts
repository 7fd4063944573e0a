/** Where steps run that are no single node's: what is in /etc/pve, any node can change. */
import type { Settings } from '../config/settings.ts';
import type { Snapshot } from '../node/port.ts';
import type { NodeName } from './step.ts';

/** The first node of the estate; with a snapshot, the first one that answered. */
export function anyNode({ nodes }: Pick<Settings, 'nodes'>, snapshot: Snapshot | null = null): NodeName {
  const names = Object.keys(nodes);
  return names.find((name) => snapshot?.nodes.get(name)?.reachable) ?? names[0] ?? '';
}
