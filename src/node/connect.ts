/** From what the user calls the nodes (`local`, `ssh://HOST`, `sim:DIR`) to a cluster. */
import { quote } from '../config/quote.ts';
import type { Settings } from '../config/settings.ts';
import { PhoenixError } from '../errors.ts';
import { clusterOf } from './cluster.ts';
import type { NodeAccess } from './connections.ts';
import { localAccess } from './local.ts';
import { MEMBERS_PATH, membersIn } from './members.ts';
import type { Cluster } from './port.ts';
import { sshAccess, sshMachine, type SshTarget } from './ssh.ts';

export type Target =
  | { readonly is: 'local' }
  | { readonly is: 'ssh'; readonly ssh: SshTarget }
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
  if (text.startsWith('ssh://')) {
    const ssh = parseSsh(text.slice(6));
    if (ssh) return { is: 'ssh', ssh };
  }
  throw new PhoenixError('USAGE', `--node ${quote(text)} names no node`, {
    hint: 'it is "local", "ssh://HOST", "ssh://HOST:PORT" or "sim:FOLDER"',
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

/** The other nodes of the estate are reached by ssh, at their addresses. */
function othersOf(settings: Settings, known: string): NodeAccess[] {
  return Object.entries(settings.nodes)
    .filter(([name]) => name !== known)
    .map(([name, node]) => sshAccess(name, parseSsh(node.address ?? name) ?? { host: name }));
}

async function connectSsh(target: SshTarget, settings: Settings): Promise<Cluster> {
  const machine = await sshMachine(target);
  if (!Object.hasOwn(settings.nodes, machine.name)) {
    await machine.close();
    throw undeclared(machine.name, target.host, settings);
  }
  const entry: NodeAccess = { name: machine.name, open: async () => machine };
  return clusterOf([entry, ...othersOf(settings, machine.name)], { needsCluster: true });
}

async function simulated(folder: string, settings: Settings, say: (line: string) => void): Promise<Cluster> {
  const { simulatedNodes } = await import('./simulated.ts');
  const nodes = await simulatedNodes(folder, settings, say);
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

/**
 * Connects to the cluster of an estate. Close it when done: a session that stays open keeps the process alive.
 * @param say what the user should know of it
 * @throws PhoenixError `USAGE`, `NODE_UNREACHABLE`
 */
export async function connect(
  target: string,
  settings: Settings,
  say: (line: string) => void = () => {},
): Promise<Cluster> {
  const parsed = parseTarget(target);
  switch (parsed.is) {
    case 'sim':
      return simulated(parsed.folder, settings, say);
    case 'ssh':
      return connectSsh(parsed.ssh, settings);
    case 'local': {
      const here = localAccess();
      if (!Object.hasOwn(settings.nodes, here.name)) throw undeclared(here.name, 'this host', settings);
      return clusterOf([here, ...othersOf(settings, here.name)], { needsCluster: true });
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
    .map(([name, host]) => sshAccess(name, { host }));
  const nodes = [{ ...entry, open: async () => machine }, ...othersOf(settings, entry.name), ...more];
  return { cluster: clusterOf(nodes, { needsCluster: true }), addresses };
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
      return { cluster: await simulated(parsed.folder, settings, say), addresses: new Map() };
    case 'ssh': {
      const machine = await sshMachine(parsed.ssh);
      return found({ name: machine.name, open: async () => machine }, settings);
    }
    case 'local':
      return found(localAccess(), settings);
  }
}
