/**
 * The nodes of a simulated cluster in a folder: the very code of a real host, with the folder's files for the node's
 * own, and with the folder's `pct`, `pvesh` … first on the PATH of commands.
 */
import { knownLab, type Lab } from '../simulator/edge/known-lab.ts';
import { pathMapper } from '../simulator/edge/layout.ts';
import { systemFolder } from '../simulator/edge/shims.ts';
import { readFacts } from '../simulator/facts.ts';
import type { FreshOptions } from '../simulator/fresh-node.ts';
import { assertReached, turnedAway } from '../simulator/firewall/node.ts';
import type { NodeAccess } from './connections.ts';
import { directMachine } from './direct.ts';
import { COMMAND_ENVIRONMENT } from './machine.ts';
import { withFacts } from './simulated-facts.ts';
import { managedBy } from './simulated-manager.ts';
import { withPower } from './simulated-power.ts';

/** To make a lab takes the whole simulator; to read one does not. */
async function labIn(folder: string, fresh: () => FreshOptions, say: (line: string) => void): Promise<Lab> {
  const known = knownLab(folder);
  if (known) return known;
  const { openLab } = await import('../simulator/edge/lab.ts');
  const lab = openLab(folder, fresh());
  say(`${lab.dir} is a new simulated node: nothing is really installed in its guests, see "phoenix lab up"`);
  return lab;
}

/**
 * The nodes in that folder; an empty one becomes a cluster as the estate declares it, and that is said: its name may be a slip.
 * @throws PhoenixError `USAGE` when the folder holds something else.
 */
export async function simulatedNodes(
  folder: string,
  fresh: () => FreshOptions,
  say: (line: string) => void,
): Promise<NodeAccess[]> {
  const lab = await labIn(folder, fresh, say);
  const real = pathMapper(lab.dir, lab.layout);
  const managed = managedBy(lab.host);
  return lab.nodes.map((name) => ({
    name,
    open: async () => {
      const env = {
        ...COMMAND_ENVIRONMENT,
        PATH: `${lab.bin(name)}:${systemFolder(lab.dir, name)}:${COMMAND_ENVIRONMENT.PATH}`,
      };
      assertReached(lab.host, name);
      const machine = managed(withFacts(directMachine({ name, real, env }), () => readFacts(lab.host, name)));
      return withPower(machine, lab.host);
    },
    reach: async () => turnedAway(lab.host, name) ?? true,
  }));
}
