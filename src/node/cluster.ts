/** A cluster over its machines: the one reading of everything, the nodes, the estate's lock. */
import { PhoenixError } from '../errors.ts';
import { readBackups } from './backups.ts';
import {
  BRIDGE_PATTERN,
  CARD_PATTERNS,
  INTERFACES_PATTERNS,
  PACKAGES_PATH,
  releaseInJson,
  releaseInModule,
  releaseInOutput,
  releaseInPackages,
  VERSION_PATH,
} from './host-facts.ts';
import { FACT_PATTERNS } from './fact-table.ts';
import { JOURNAL_PATTERN } from './journal.ts';
import { takeLock } from './lock.ts';
import type { Machine } from './machine.ts';
import { noCluster, nodePort, readActive } from './node.ts';
import { matches } from './match.ts';
import type { Ask, Cluster, Reads } from './port.ts';
import { CLUSTER_PATTERNS, type NodeReading, snapshotOf } from './snapshot.ts';
import { ACTIVE_TASKS_PATH, liveTasks, openTasks, statPath } from './task-list.ts';

/** A node that may be connected. */
export interface NodeAccess {
  readonly name: string;
  open(): Promise<Machine>;
  /** Whether a connection made now comes about, within so many milliseconds, or why not; absent: it is this machine. */
  reach?(within: number): Promise<true | string>;
}

export interface ClusterOptions {
  /** Set for real hosts: an empty /etc/pve then means that pmxcfs is down, not that there are no guests. */
  readonly needsCluster?: boolean;
  /** Milliseconds since 1970; a simulated cluster has a clock of its own. */
  readonly now?: () => number;
}

const HOST_PATTERNS = [
  BRIDGE_PATTERN,
  ...INTERFACES_PATTERNS,
  ...CARD_PATTERNS,
  ...FACT_PATTERNS,
  '/proc/meminfo',
  '/proc/cpuinfo',
  VERSION_PATH,
  ACTIVE_TASKS_PATH,
  JOURNAL_PATTERN,
  '/run/qemu-server/*.pid',
];

/** What a command prints; nothing when it fails or is not there. */
async function asked(machine: Machine, ...argv: readonly string[]): Promise<string> {
  const nothing = { exit: 1, stdout: '' };
  const { exit, stdout } = await machine.run(argv, { timeout: 60_000 }).catch(() => nothing);
  return exit === 0 ? stdout : '';
}

/** From files where they tell; else from commands, which start Perl. Empty: nobody says. */
async function releaseOf(machine: Machine, files: ReadonlyMap<string, string>): Promise<string> {
  const inModule = releaseInModule(files.get(VERSION_PATH) ?? '');
  if (inModule) return inModule;
  const packages = (await machine.read([PACKAGES_PATH])).get(PACKAGES_PATH) ?? '';
  const inPackages = releaseInPackages(packages);
  if (inPackages) return inPackages;
  return (
    releaseInOutput(await asked(machine, 'pveversion')) ??
    releaseInJson(await asked(machine, 'pvesh', 'get', '/version', '--output-format', 'json')) ??
    ''
  );
}

/** What commands print that kinds ask for; a command that fails says nothing. */
async function askedOf(
  machine: Machine,
  asks: readonly Ask[],
  files: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const paths = [...files.keys()];
  const wanted = asks.filter(
    ({ where }) => where === undefined || paths.some((path) => matches(path, where)),
  );
  const answers = await Promise.all(
    wanted.map(async ({ name, argv }): Promise<readonly [string, string][]> => {
      const result = await machine.run(argv, { timeout: 60_000 }).catch(() => null);
      return result?.exit === 0 ? [[name, result.stdout]] : [];
    }),
  );
  return new Map(answers.flat());
}

async function readNode(machine: Machine, { node = [], asks = [] }: Reads): Promise<NodeReading> {
  const where = asks.flatMap((ask) => ask.where ?? []);
  // The command first: files of this machine are read at once, and the command works meanwhile.
  const [active, files] = await Promise.all([
    readActive(machine),
    machine.read([...new Set([...HOST_PATTERNS, ...node, ...where])]),
  ]);
  const said = await askedOf(machine, asks, files);
  const listed = openTasks(files.get(ACTIVE_TASKS_PATH) ?? '');
  const stats = listed.length > 0 ? await machine.read(listed.map(statPath)) : new Map<string, string>();
  return {
    reachable: true,
    files,
    active,
    said,
    pve: await releaseOf(machine, files),
    tasks: liveTasks(listed, stats),
  };
}

/** The cluster of these nodes; the first one that answers reads what they share and holds the lock. */
export function clusterOf(nodes: readonly NodeAccess[], options: ClusterOptions = {}): Cluster {
  const opened = new Map<string, Promise<Machine>>();
  const machines = new Map<string, Machine>();
  const failures = new Map<string, unknown>();
  const open = (access: NodeAccess): Promise<Machine> => {
    const known = opened.get(access.name);
    if (known) return known;
    const fresh = access.open().then(
      (machine) => {
        machines.set(access.name, machine);
        return machine;
      },
      (error: unknown) => {
        failures.set(access.name, error);
        throw error;
      },
    );
    opened.set(access.name, fresh);
    return fresh;
  };
  const first = async (): Promise<Machine> => {
    let failure: unknown = new PhoenixError('NODE_UNREACHABLE', 'the estate names no node');
    for (const access of nodes) {
      try {
        return await open(access);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  };

  return {
    snapshot: async ({ backupsOn, reads = {} } = {}) => {
      const at = new Date((options.now ?? Date.now)()).toISOString();
      const main = await first();
      const reading = Promise.all(
        nodes.map(async (access): Promise<[string, NodeReading]> => {
          try {
            // Not a moment later than the files below: see readNode.
            const machine = access.name === main.name ? main : await open(access);
            return [access.name, await readNode(machine, reads)];
          } catch (error) {
            if (access.name === main.name || !(error instanceof PhoenixError)) throw error;
            return [access.name, { reachable: false, why: error.message }];
          }
        }),
      );
      // While the nodes still list what runs on them.
      const [readings, cluster] = await Promise.all([
        reading,
        main.read([...new Set([...CLUSTER_PATTERNS, ...(reads.cluster ?? [])])]),
      ]);
      if (options.needsCluster && cluster.size === 0) throw noCluster(main.name);
      const backups = backupsOn === undefined ? null : await readBackups(main, backupsOn);
      return snapshotOf({ at, cluster, nodes: new Map(readings), backups });
    },
    node: (name) => {
      const access = nodes.find((candidate) => candidate.name === name);
      if (!access) {
        throw new PhoenixError('NODE_UNREACHABLE', `there is no connection to the node ${name}`, {
          hint: `phoenix.json must name it under nodes; known are ${nodes.map((n) => n.name).join(', ')}`,
        });
      }
      const failure = failures.get(name);
      if (failure !== undefined) throw failure;
      return nodePort(name, () => open(access), {
        needsCluster: options.needsCluster ?? false,
        reach: async (within) => (await access.reach?.(within)) ?? true,
      });
    },
    lock: async (estate, owner) => takeLock(await first(), estate, owner),
    spawns: () => new Map([...machines].map(([name, machine]) => [name, machine.spawns()])),
    close: async () => {
      await Promise.all([...machines.values()].map((machine) => machine.close()));
    },
  };
}
