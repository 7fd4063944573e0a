/** The way to the nodes of an estate, for commands: a simulated cluster that is not there yet is made as the estate expects it. */
import type { Estate } from '../config/model.ts';
import { connect } from '../node/connect.ts';
import type { Cluster } from '../node/port.ts';
import { whose } from '../telemetry/metrics/figure.ts';
import { measuredCluster } from '../telemetry/metrics/measured-cluster.ts';
import { observeCluster } from '../telemetry/observe-cluster.ts';
import { labOptionsOf } from './estate-lab.ts';

/** @throws PhoenixError `USAGE`, `NODE_UNREACHABLE` */
export async function connectEstate(
  node: string,
  estate: Estate,
  say: (line: string) => void = () => {},
): Promise<Cluster> {
  const cluster = await connect(node, estate.settings, say, () => labOptionsOf(estate));
  return observeCluster(measuredCluster(cluster, whose(estate)));
}
