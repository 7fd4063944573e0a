/** A cluster whose connection is lost in the midst of an apply. */
import { PhoenixError } from '../../src/errors.ts';
import type { Cluster } from '../../src/node/port.ts';

/** A cluster whose connection is lost before its nth change: nothing is done after that, by nobody. */
export function cutBefore(
  cluster: Cluster,
  n: number,
): { readonly cluster: Cluster; readonly wasCut: () => boolean } {
  let count = 0;
  const gone = () => new PhoenixError('NODE_UNREACHABLE', 'the connection was lost');
  const changing =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      count += 1;
      if (count >= n) throw gone();
      return call(...args);
    };
  const reading =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (count >= n) throw gone();
      return call(...args);
    };
  const wrapped: Cluster = {
    ...cluster,
    node: (name) => {
      const node = cluster.node(name);
      return {
        ...node,
        run: changing((...all) => node.run(...all)),
        writeFile: changing((...all) => node.writeFile(...all)),
        writeRaw: changing((...all) => node.writeRaw(...all)),
        guest: reading((...all) => node.guest(...all)),
        look: reading((...all) => node.look(...all)),
        journal: reading((...all) => node.journal(...all)),
      };
    },
  };
  return { cluster: wrapped, wasCut: () => count >= n };
}
