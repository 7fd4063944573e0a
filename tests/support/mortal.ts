/** A cluster as an apply sees it that dies: from some command on, nothing reaches a node. */
import { PhoenixError } from '../../src/errors.ts';
import type { Cluster, NodePort, RunResult } from '../../src/node/port.ts';

/** The end of a process, as seen from inside: nothing answers any more. */
const DEAD = new PhoenixError('NODE_UNREACHABLE', 'dead');

export type Death =
  | {
      /** Counts the commands that change something, from 1. */
      readonly at: number;
      /** Before the command is sent, or after it ran but before anybody saw its end. */
      readonly when: 'before' | 'after';
    }
  /** Together with the first command that is killed: the whole machine lost its power. */
  | 'with it';

/** The cluster as an apply sees it that dies at some command: from then on nothing reaches the node. */
export function mortal(cluster: Cluster, death: Death | null): { cluster: Cluster; count: () => number } {
  let count = 0;
  let dead = false;
  const alive = () => {
    if (dead) throw DEAD;
  };
  const dies = (when: 'before' | 'after') =>
    death !== null && death !== 'with it' && death.at === count && death.when === when;
  const port = (node: NodePort): NodePort => {
    const command = async <T>(run: () => Promise<T>): Promise<T> => {
      alive();
      count += 1;
      dead = dies('before');
      alive();
      const result = await run();
      dead = dies('after');
      alive();
      return result;
    };
    return {
      name: node.name,
      run: (argv, options): Promise<RunResult> =>
        command(async () => {
          const result = await node.run(argv, options);
          dead = death === 'with it' && result.exit === -9;
          alive();
          return result;
        }),
      writeRaw: (...request) => command(() => node.writeRaw(...request)),
      writeFile: (write) => command(() => node.writeFile(write)),
      look: async (look) => {
        alive();
        return node.look(look);
      },
      reach: async (within) => {
        alive();
        return node.reach(within);
      },
      guest: async (vmid) => {
        alive();
        return node.guest(vmid);
      },
      journal: async (entry) => {
        alive();
        await node.journal(entry);
      },
    };
  };
  return { cluster: { ...cluster, node: (name) => port(cluster.node(name)) }, count: () => count };
}
