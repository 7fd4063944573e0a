/** Clusters that something happens to: a test looks at every command before and after it runs, and may end the caller. */
import { PhoenixError } from '../../src/errors.ts';
import type { Cluster, NodePort, RunOptions, RunResult } from '../../src/node/port.ts';

export interface Watch {
  /** Right before a command, when Phoenix has looked for the last time. */
  readonly before?: (argv: readonly string[], node: string) => void;
  /** Right after it, before Phoenix looks again. */
  readonly after?: (argv: readonly string[], result: RunResult, node: string) => void;
}

/** The same cluster, watched. */
export function watched(cluster: Cluster, { before, after }: Watch): Cluster {
  const watchedNode = (port: NodePort): NodePort => ({
    ...port,
    run: async (argv: readonly string[], options?: RunOptions) => {
      before?.(argv, port.name);
      const result = await port.run(argv, options);
      after?.(argv, result, port.name);
      return result;
    },
    writeRaw: async (vmid, lines, digest) => {
      before?.(['raw', 'write', String(vmid)], port.name);
      await port.writeRaw(vmid, lines, digest);
      after?.(['raw', 'write', String(vmid)], { exit: 0, stdout: '', stderr: '', ms: 0 }, port.name);
    },
  });
  return { ...cluster, node: (name) => watchedNode(cluster.node(name)) };
}

/** From now on nothing of this process reaches a node any more: what a killed process looks like from inside. */
const DEAD = new PhoenixError('NODE_UNREACHABLE', 'the process is dead');

/** When a caller dies: before the command of that number is sent, or after it ran and nobody saw its end. From 1. */
export type Death =
  | { readonly at: number; readonly when: 'before' | 'after' }
  /** With the first command that is killed. */
  | { readonly when: 'killed' };

export interface Mortal {
  readonly cluster: Cluster;
  /** Commands that were given so far, the raw writer's among them. */
  readonly given: () => number;
}

/** A cluster whose caller dies at some command; null: it lives. */
export function mortal(cluster: Cluster, death: Death | null): Mortal {
  let given = 0;
  let dead = false;
  const alive = () => {
    if (dead) throw DEAD;
  };
  const dies = (when: 'before' | 'after', isKilled: boolean) => {
    dead ||= death?.when === 'killed' ? isKilled : death?.at === given && death.when === when;
    alive();
  };
  const seen = watched(cluster, {
    before: (argv) => {
      alive();
      if (argv[0] === 'lxc-ls') return;
      given += 1;
      dies('before', false);
    },
    after: (argv, { exit }) => {
      if (argv[0] !== 'lxc-ls') dies('after', exit < 0);
    },
  });
  return {
    given: () => given,
    cluster: {
      ...seen,
      node: (name) => {
        const port = seen.node(name);
        const living =
          <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
          async (...args: A): Promise<R> => {
            alive();
            return call(...args);
          };
        return {
          ...port,
          guest: living((vmid: number) => port.guest(vmid)),
          journal: living((entry: Parameters<NodePort['journal']>[0]) => port.journal(entry)),
        };
      },
      // The estate's lock is given back: that of a dead process is taken over, and this process lives.
    },
  };
}
