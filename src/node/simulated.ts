/**
 * The nodes of a simulated cluster in a folder: the very code of a real host, with the folder before every path, and
 * with the folder's own `pct`, `pvesh` … first on the PATH of commands.
 */
import { resolve } from 'node:path';
import { PhoenixError } from '../errors.ts';
import { readFacts, nodeNames } from '../simulator/facts.ts';
import { diskHost } from '../simulator/edge/disk-host.ts';
import type { NodeAccess } from './cluster.ts';
import { directMachine } from './direct.ts';
import { COMMAND_ENVIRONMENT } from './machine.ts';
import { withFacts } from './simulated-facts.ts';

/**
 * The nodes that `phoenix lab` made in that folder.
 * @throws PhoenixError `NODE_UNREACHABLE` when the folder is no simulated cluster.
 */
export function simulatedNodes(folder: string): NodeAccess[] {
  const root = resolve(folder);
  const host = diskHost(root);
  const names = nodeNames(host);
  if (names.length === 0) {
    throw new PhoenixError('NODE_UNREACHABLE', `${folder} is no simulated cluster`, {
      hint: `make one of it: phoenix lab ${folder} -- pct list`,
    });
  }
  return names.map((name) => ({
    name,
    open: async () => {
      const env = {
        ...COMMAND_ENVIRONMENT,
        PATH: `${root}/.sim/bin:${COMMAND_ENVIRONMENT.PATH}`,
        PHOENIX_SIM_NODE: name,
      };
      return withFacts(directMachine({ name, root, env }), () => readFacts(host, name));
    },
  }));
}
