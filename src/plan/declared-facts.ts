/** What phoenix.json declares of a node and the node tells otherwise: features were planned with what is declared. */
import type { Settings } from '../config/settings.ts';
import type { Snapshot } from '../node/port.ts';
import type { PolicyVerdict } from './plan.ts';

export function declaredFacts({ nodes }: Settings, snapshot: Snapshot): PolicyVerdict[] {
  return Object.entries(nodes).flatMap(([name, { facts: declared = {} }]) => {
    const found = snapshot.nodes.get(name);
    const has = found?.reachable ? (found.facts ?? {}) : {};
    return Object.entries(declared)
      .filter(([fact, value]) => Object.hasOwn(has, fact) && has[fact] !== String(value))
      .map(([fact, value]) => ({
        policy: 'facts',
        ok: false,
        text: `${name} has ${fact} ${has[fact]}, and phoenix.json declares ${String(value)}`,
      }));
  });
}
