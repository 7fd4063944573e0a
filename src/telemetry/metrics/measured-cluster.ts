/** A cluster of whose commands everybody is counted and timed, where anybody keeps figures. */
import type { Cluster, NodePort, RunResult } from '../../node/port.ts';
import { isMeasured, measure } from '../current.ts';
import { figure, type Whose } from './figure.ts';

/** `/usr/sbin/pct` is `pct`; what has no plain name is something that a file of the estate names. */
function programOf(argv: readonly string[]): string {
  const name = argv[0]?.replace(/^.*\//s, '') ?? '';
  return /^[a-z][a-z0-9-]{0,30}$/.test(name) ? name : 'other';
}

function outcomeOf({ exit, timedOut }: RunResult): string {
  if (timedOut) return 'timeout';
  return exit === 0 ? 'ok' : 'failed';
}

function measuredNode(port: NodePort, of: Whose): NodePort {
  return {
    ...port,
    run: async (argv, options) => {
      const labels = { ...of, node: port.name, program: programOf(argv) };
      const tell = (outcome: string, ms: number) =>
        measure([
          figure('phoenix_node_commands_total', { ...labels, outcome }, 1),
          figure('phoenix_node_command_duration_seconds', labels, ms / 1000),
        ]);
      const began = performance.now();
      try {
        const result = await port.run(argv, options);
        tell(outcomeOf(result), result.ms);
        return result;
      } catch (error) {
        tell('lost', performance.now() - began);
        throw error;
      }
    },
  };
}

/** The cluster itself where nobody keeps figures. */
export function measuredCluster(cluster: Cluster, of: Whose): Cluster {
  if (!isMeasured()) return cluster;
  return { ...cluster, node: (name) => measuredNode(cluster.node(name), of) };
}
