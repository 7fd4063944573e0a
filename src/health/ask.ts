/** One try of a check on the nodes. */
import type { Cluster } from '../node/port.ts';
import type { HealthCheck } from './check.ts';
import { type Place, probeOf } from './probe.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** @throws PhoenixError `NODE_UNREACHABLE` */
export async function askHealth(
  check: HealthCheck,
  guest: Place,
  cluster: Pick<Cluster, 'node'>,
): Promise<Verdict> {
  const { node, argv, timeout } = probeOf(check, guest);
  return verdictOf(check, await cluster.node(node).run(argv, { timeout }));
}
