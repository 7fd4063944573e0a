/** A cluster whose long readings and waits are heard of while they last. */
import type { Cluster } from '../node/port.ts';
import type { Pulse } from './pulse.ts';

export function attended(cluster: Cluster, pulse: Pulse): Cluster {
  return {
    snapshot: (options) => pulse.during('reading the nodes', () => cluster.snapshot(options)),
    node: (name) => cluster.node(name),
    lock: (...asked) => pulse.during('waiting for the lock of the estate', () => cluster.lock(...asked)),
    spawns: () => cluster.spawns(),
    close: () => cluster.close(),
  };
}
