/**
 * The HA manager of a simulated cluster in a folder works when a program of it runs. Who waits by reading files runs
 * none, so a reading asks for the manager's round first, where it has something to do.
 */
import { hasHaWork } from '../simulator/ha-work.ts';
import type { Host } from '../simulator/host.ts';
import type { Machine } from './machine.ts';

/** Milliseconds. */
const LIMIT = 60_000;

/** @returns what makes such a machine of one; all machines of a cluster wait for the same round */
export function managedBy(host: Host): (machine: Machine) => Machine {
  let round: Promise<unknown> | null = null;
  const tended = async (machine: Machine): Promise<void> => {
    if (round === null && hasHaWork(host)) {
      round = machine.run(['ha-manager', 'status'], { timeout: LIMIT }).finally(() => (round = null));
    }
    await round;
  };
  return (machine) => ({
    ...machine,
    run: async (argv, options) => {
      // A shell that lists names; whatever else runs is the simulator, which has the round by itself.
      if (argv[0] === 'lxc-ls') await tended(machine);
      return machine.run(argv, options);
    },
    read: async (patterns) => {
      await tended(machine);
      return machine.read(patterns);
    },
  });
}
