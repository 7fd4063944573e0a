/** From what the user calls the nodes (`local`, `ssh://HOST`, `phoenix://HOST`, `sim:DIR`) to a cluster. */
import { quote } from '../config/quote.ts';
import type { NodeSettings, Settings } from '../config/settings.ts';
import { PhoenixError } from '../errors.ts';
import { clusterOf, type ClusterOptions } from './cluster.ts';
import type { NodeAccess } from './connections.ts';
import { once } from '../once.ts';
import { localAccess, ownBoot } from './local.ts';
import type { Machine } from './machine.ts';
import { MEMBERS_PATH, membersIn } from './members.ts';
import type { FreshOptions } from '../simulator/fresh-node.ts';
import type { Cluster } from './port.ts';
import { freshOptions } from './simulated-estate.ts';
import { sshAccess, sshMachine, type SshTarget } from './ssh.ts';

const realNodes = (): ClusterOptions => ({ needsCluster: true, boot: ownBoot() });

export type Target =
  | { readonly is: 'local' }
  | { readonly is: 'ssh'; readonly ssh: SshTarget }
  /** By `phoenix node`, a forced command of its ssh key. */
  | { readonly is: 'phoenix'; readonly ssh: SshTarget }
  | { readonly is: 'sim'; readonly folder: string };

/** A name or an address; no beginning that ssh could take for an option. */
const HOST = /^[A-Za-z0-9][A-Za-z0-9.-]*$|^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/;

function parseSsh(text: string): SshTarget | null {
  const match = /^(?:([a-z_][a-z0-9_-]*)@)?(?:\[([^\]]+)\]|([^:@/[\]]+))(?::(\d+))?\/?$/.exec(text);
  const [, user, bracketed, plain, port] = match ?? [];
  const host = bracketed ?? plain ?? '';
  if (!HOST.test(host) || (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))) return null;
  return {
    host,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(user === undefined ? {} : { user }),
  };
}

/**
 * Reads the value of `--node`.
 * @throws PhoenixError `USAGE`
 */
export function parseTarget(text: string): Target {
  if (text === 'local') return { is: 'local' };
  if (text.startsWith('sim:') && text.length > 4) return { is: 'sim', folder: text.slice(4) };
  for (const is of ['ssh', 'phoenix'] as const) {
    const ssh = text.startsWith(`${is}://`) ? parseSsh(text.slice(is.length + 3)) : null;
    if (ssh) return { is, ssh };
  }
  throw new PhoenixError('USAGE', `--node ${quote(text)} names no node`, {
    hint: 'it is "local", "ssh://HOST", "ssh://HOST:PORT", "phoenix://HOST" or "sim:FOLDER"',
  });
}

function undeclared(name: string, how: string, settings: Settings): PhoenixError {
  const nodes = Object.keys(settings.nodes);
  return new PhoenixError(
    'NODE_UNREACHABLE',
    `${how} is the node ${name}, which phoenix.json does not name`,
    {
      hint: `run this on ${nodes.join(' or ') || 'a node that it names'}, or say --node ssh://${nodes[0] ?? 'HOST'}`,
    },
  );
}

/** Where the estate says that a node is, and what answers there. */
function targetOf(name: string, { address, connect: how }: NodeSettings): SshTarget {
  const target = parseSsh(address ?? name) ?? { host: name };
  return how === 'phoenix' ? { ...target, how } : target;
}

/** The other nodes of the estate. */
function othersOf(settings: Settings, known: string | null): NodeAccess[] {
  return Object.entries(settings.nodes)
    .filter(([name]) => name !== known)
    .map(([name, node]) => sshAccess(name, targetOf(name, node)));
}

/** A machine that is connected already, and connected anew when that was cut. */
function connected(machine: Machine, open: () => Promise<Machine>): NodeAccess {
  return { name: machine.name, open: async () => (machine.isLost?.() ? open() : machine) };
}

/** The node of the estate that is meant: by its name, or by where phoenix.json says that it is. */
function namedBy({ host, port }: SshTarget, settings: Settings): string | undefined {
  return Object.keys(settings.nodes).find((name) => {
    const node = settings.nodes[name];
    const known = node ? targetOf(name, node) : null;
    return name === host || (known?.host === host && known.port === port);
  });
}

async function connectSsh(
  target: SshTarget,
  settings: Settings,
  say: (line: string) => void,
): Promise<Cluster> {
  let machine: Machine;
  try {
    machine = await sshMachine(target);
  } catch (error) {
    const name = namedBy(target, settings);
    const others = othersOf(settings, name ?? null);
    // Nobody knows whether a stranger is of this cluster; a node of it that is down is no reason not to ask the next one.
    if (!(error instanceof PhoenixError) || name === undefined || others.length === 0) throw error;
    say(
      `${error.message}: ${others.map((other) => other.name).join(', ')} ${others.length === 1 ? 'is' : 'are'} asked instead`,
    );
    return clusterOf([sshAccess(name, target), ...others], realNodes());
  }
  if (!Object.hasOwn(settings.nodes, machine.name)) {
    await machine.close();
    throw undeclared(machine.name, target.host, settings);
  }
  const entry = connected(machine, () => sshMachine(target));
  return clusterOf([entry, ...othersOf(settings, machine.name)], realNodes());
}

/** From one node of the cluster to the others: at their addresses in the cluster, with the keys that it knows. */
function membersFrom(here: NodeAccess, settings: Settings): NodeAccess[] {
  const addresses = once(async () => {
    const machine = await here.open();
    return membersIn((await machine.read([MEMBERS_PATH])).get(MEMBERS_PATH) ?? '');
  });
  return Object.entries(settings.nodes).flatMap(([name, node]) => {
    if (name === here.name) return [];
    const known = targetOf(name, node);
    const open = async () => {
      const host = node.address === undefined ? (await addresses().catch(() => null))?.get(name) : undefined;
      const target = { ...known, ...(host === undefined ? {} : { host }), member: name };
      return sshAccess(name, target).open();
    };
    return [{ ...sshAccess(name, { ...known, member: name }), open }];
  });
}

async function simulated(folder: string, settings: Settings, { say, fresh }: Around): Promise<Cluster> {
  const { simulatedNodes } = await import('./simulated.ts');
  const nodes = await simulatedNodes(folder, fresh ?? (() => freshOptions(settings)), say);
  const known = new Set(nodes.map(({ name }) => name));
  const missing = Object.keys(settings.nodes).filter((name) => !known.has(name));
  const absent = missing.map((name): NodeAccess => ({
    name,
    open: async () => {
      throw new PhoenixError('NODE_UNREACHABLE', `the simulated cluster in ${folder} has no node ${name}`, {
        hint: `its nodes are ${[...known].join(', ') || 'none'}`,
      });
    },
  }));
  return clusterOf([...nodes, ...absent]);
}

interface Around {
  /** What the user should know of it. */
  readonly say: (line: string) => void;
  /** What becomes of a folder that is empty still, where more is known than the settings tell. */
  readonly fresh?: (() => FreshOptions) | undefined;
}

/**
 * Connects to the cluster of an estate. Close it when done: a session that stays open keeps the process alive.
 * @param say what the user should know of it
 * @param fresh what a simulated cluster has that is not there yet; what the settings tell when absent
 * @throws PhoenixError `USAGE`, `NODE_UNREACHABLE`
 */
export async function connect(
  target: string,
  settings: Settings,
  say: (line: string) => void = () => {},
  fresh?: () => FreshOptions,
): Promise<Cluster> {
  const parsed = parseTarget(target);
  switch (parsed.is) {
    case 'sim':
      return simulated(parsed.folder, settings, { say, fresh });
    case 'ssh':
      return connectSsh(parsed.ssh, settings, say);
    case 'phoenix':
      return connectSsh({ ...parsed.ssh, how: 'phoenix' }, settings, say);
    case 'local': {
      const here = localAccess();
      if (!Object.hasOwn(settings.nodes, here.name)) throw undeclared(here.name, 'this host', settings);
      return clusterOf([here, ...membersFrom(here, settings)], realNodes());
    }
  }
}

/** A cluster of which no file need say anything. */
export interface Found {
  readonly cluster: Cluster;
  /** Where nodes are reached by ssh, by name, where the cluster says so and no file does. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** The cluster of a node, with all members that it names, in `phoenix.json` or not. */
async function found(entry: NodeAccess, settings: Settings): Promise<Found> {
  const machine = await entry.open();
  const members = (await machine.read([MEMBERS_PATH])).get(MEMBERS_PATH) ?? '';
  const addresses = new Map([...membersIn(members)].filter(([name]) => !Object.hasOwn(settings.nodes, name)));
  const more = [...addresses]
    .filter(([name]) => name !== entry.name)
    .map(([name, host]) => sshAccess(name, entry.reach ? { host } : { host, member: name }));
  const nodes = [
    { ...entry, ...connected(machine, () => entry.open()) },
    ...othersOf(settings, entry.name),
    ...more,
  ];
  return { cluster: clusterOf(nodes, realNodes()), addresses };
}

/**
 * Connects to a cluster that `phoenix.json` need not name, to see what there is.
 * @param settings of the estate that it may become a part of
 * @throws PhoenixError `USAGE`, `NODE_UNREACHABLE`
 */
export async function discover(
  target: string,
  settings: Settings,
  say: (line: string) => void = () => {},
): Promise<Found> {
  const parsed = parseTarget(target);
  switch (parsed.is) {
    case 'sim':
      return { cluster: await simulated(parsed.folder, settings, { say }), addresses: new Map() };
    case 'ssh':
    case 'phoenix': {
      const target = parsed.is === 'ssh' ? parsed.ssh : ({ ...parsed.ssh, how: 'phoenix' } as const);
      return found(
        connected(await sshMachine(target), () => sshMachine(target)),
        settings,
      );
    }
    case 'local':
      return found(localAccess(), settings);
  }
}
