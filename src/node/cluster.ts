/** A cluster over its machines: the one reading of everything, the nodes, the estate's lock. */
import { PhoenixError } from '../errors.ts';
import { newestBackups, readBackupsAcross } from './backups.ts';
import { type Connections, connectionsOf, type NodeAccess } from './connections.ts';
import {
  BOOT_PATH,
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
import { assertQuorum, MEMBERS_PATH } from './members.ts';
import { noCluster, nodePort, readActive } from './node.ts';
import { matches } from './match.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { Ask, Cluster, NodeFacts, Reads, Snapshot } from './port.ts';
import { CLUSTER_PATTERNS, type NodeReading, snapshotOf } from './snapshot.ts';
import { parseStorageCfg } from './storage-cfg.ts';
import { ACTIVE_TASKS_PATH, liveTasks, openTasks, statPath } from './task-list.ts';

export interface ClusterOptions {
  /** Set for real hosts: an empty /etc/pve then means that pmxcfs is down, not that there are no guests. */
  readonly needsCluster?: boolean;
  /** The boot id of the kernel that Phoenix runs on; absent: it cannot be one of theirs. */
  readonly boot?: string | undefined;
  /** Milliseconds since 1970; a simulated cluster has a clock of its own. */
  readonly now?: () => number;
  /** Who takes the estate's lock; this process unless given. */
  readonly identity?: ProcessIdentity;
}

/** What every reading takes of each node. */
export const HOST_PATTERNS = [
  BRIDGE_PATTERN,
  ...INTERFACES_PATTERNS,
  ...CARD_PATTERNS,
  ...FACT_PATTERNS,
  '/proc/meminfo',
  '/proc/cpuinfo',
  VERSION_PATH,
  BOOT_PATH,
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

/** Of commands on that node; what it read of it before is given where it has. */
async function tasksOf(machine: Machine, list?: string): Promise<string[]> {
  const text = list ?? (await machine.read([ACTIVE_TASKS_PATH])).get(ACTIVE_TASKS_PATH) ?? '';
  const listed = openTasks(text);
  return liveTasks(listed, listed.length > 0 ? await machine.read(listed.map(statPath)) : new Map());
}

async function readNode(
  machine: Machine,
  { node = [], asks = [] }: Reads,
  releases: Map<string, string>,
): Promise<NodeReading> {
  const where = asks.flatMap((ask) => ask.where ?? []);
  // The command first: files of this machine are read at once, and the command works meanwhile.
  const [active, files] = await Promise.all([
    readActive(machine),
    machine.read([...new Set([...HOST_PATTERNS, ...node, ...where])]),
  ]);
  const said = await askedOf(machine, asks, files);
  const tasks = await tasksOf(machine, files.get(ACTIVE_TASKS_PATH) ?? '');
  const pve = releases.get(machine.name) ?? (await releaseOf(machine, files));
  // Where no file tells, commands are asked: once, and not with every reading.
  releases.set(machine.name, pve);
  return {
    reachable: true,
    files,
    active,
    said,
    pve,
    tasks,
  };
}

/** What is the same on every node, and who told it. */
async function readCluster(
  connections: Connections,
  patterns: readonly string[],
  needsCluster: boolean,
): Promise<{ readonly teller: Machine; readonly files: ReadonlyMap<string, string> }> {
  return connections.ask(async (teller) => {
    const files = await teller.read(patterns);
    // Its pmxcfs may be down while those of the others run.
    if (needsCluster && files.size === 0) throw noCluster(teller.name);
    return { teller, files };
  });
}

const isHere = (reading: NodeReading, boot: string | undefined) =>
  boot !== undefined && reading.reachable && reading.files.get(BOOT_PATH)?.trim() === boot;

function nobodyAnswers(readings: readonly (readonly [string, NodeReading])[]): PhoenixError {
  const [first] = readings;
  const why = first && !first[1].reachable ? first[1].why : 'the estate names no node';
  return new PhoenixError('NODE_UNREACHABLE', why);
}

const isAway = (error: unknown) => error instanceof PhoenixError && error.code === 'NODE_UNREACHABLE';

/** The cluster of these nodes; the first one that answers reads what they share and holds the lock. */
export function clusterOf(nodes: readonly NodeAccess[], options: ClusterOptions = {}): Cluster {
  const { needsCluster = false, now = Date.now, boot, identity } = options;
  const connections = connectionsOf(nodes);
  const releases = new Map<string, string>();
  const readOne = async (access: NodeAccess, reads: Reads): Promise<NodeReading> => {
    try {
      return await readNode(await connections.open(access), reads, releases);
    } catch (error) {
      // A node that is there and may not be read is no node that is down: nobody would look for the reason.
      const isFirst = access === nodes[0];
      if (isFirst ? !isAway(error) : !(error instanceof PhoenixError)) throw error;
      return { reachable: false, why: (error as PhoenixError).message };
    }
  };

  /** Of nodes that answer, the one that told of the cluster first. */
  const backupsAt = async (
    storage: string,
    readings: readonly (readonly [string, NodeReading])[],
    { teller, files }: Awaited<ReturnType<typeof readCluster>>,
  ) => {
    const up = readings.filter(([name, { reachable }]) => reachable && name !== teller.name);
    const others = nodes.filter(({ name }) => up.some(([one]) => one === name));
    const machines = [teller, ...(await Promise.all(others.map((access) => connections.open(access))))];
    const entry = parseStorageCfg(files.get('/etc/pve/storage.cfg') ?? '').get(storage);
    return newestBackups(await readBackupsAcross(machines, storage, entry));
  };

  /**
   * With the tasks that are at work by now, where a command of ours has no end in a journal. It may have outlived its
   * Phoenix, and have begun its task and locked its guest between the reading of the node's tasks and that of the guests'
   * files: what is at work must not pass for what a killed command left.
   */
  const withLateTasks = async (snapshot: Snapshot): Promise<Snapshot> => {
    const facts = [...snapshot.nodes.values()];
    if (facts.every((one) => !one.reachable || one.intents.length === 0)) return snapshot;
    const known = await Promise.all(
      nodes.map(async (access): Promise<readonly [string, NodeFacts][]> => {
        const one = snapshot.nodes.get(access.name);
        if (!one?.reachable) return one ? [[access.name, one]] : [];
        const late = await tasksOf(await connections.open(access));
        return [[access.name, { ...one, tasks: [...new Set([...one.tasks, ...late])] }]];
      }),
    );
    return { ...snapshot, nodes: new Map(known.flat()) };
  };

  return {
    snapshot: async ({ backupsOn, reads = {} } = {}) => {
      const at = new Date(now()).toISOString();
      // Before anything is asked: what is connected answers at once, and so all of it tells of the same moment.
      await connections.ask(async () => undefined);
      const patterns = [...new Set([...CLUSTER_PATTERNS, ...(reads.cluster ?? [])])];
      // While the nodes still list what runs on them: neither waits for the other.
      const [readings, cluster] = await Promise.all([
        Promise.all(nodes.map(async (access) => [access.name, await readOne(access, reads)] as const)),
        readCluster(connections, patterns, needsCluster),
      ]);
      const [own] = readings.find(([, { reachable }]) => reachable) ?? [];
      // A cluster of which no node tells what runs cannot be planned for: say what the first one said.
      if (own === undefined) throw nobodyAnswers(readings);
      const backups = backupsOn === undefined ? null : await backupsAt(backupsOn, readings, cluster);
      const here = readings.find(([, one]) => isHere(one, boot))?.[0];
      const read = snapshotOf({ at, cluster: cluster.files, nodes: new Map(readings), backups });
      const all = await withLateTasks(read);
      return here === undefined ? all : { ...all, here };
    },
    node: (name) => {
      const access = nodes.find((candidate) => candidate.name === name);
      if (!access) {
        throw new PhoenixError('NODE_UNREACHABLE', `there is no connection to the node ${name}`, {
          hint: `phoenix.json must name it under nodes; known are ${nodes.map((n) => n.name).join(', ')}`,
        });
      }
      return nodePort(name, () => connections.open(access), {
        needsCluster,
        reach: async (within) => {
          const answer = (await access.reach?.(within)) ?? true;
          // What failed a moment ago may be asked again.
          if (answer === true) connections.forgive(name);
          return answer;
        },
      });
    },
    lock: async (estate, owner, patience, wait) => {
      const members = await connections.shared.read([MEMBERS_PATH]);
      assertQuorum(members.get(MEMBERS_PATH) ?? '');
      const timing = { ...wait, ...(patience === undefined ? {} : { patience }) };
      return takeLock(connections.shared, estate, owner, timing, identity);
    },
    spawns: () => connections.spawns(),
    close: () => connections.close(),
  };
}
