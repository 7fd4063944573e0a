/** `pvesh`: Proxmox's API on the command line. A path is looked up, its parameters are checked, its value is printed. */
import { parseArguments } from '../arguments.ts';
import { nodeNames, readFacts } from '../facts.ts';
import { die, ParameterFailure, UsageFailure } from '../failure.ts';
import { joined, type Properties, type Property } from '../properties.ts';
import { type Command, type Session, sessionWith } from '../session.ts';
import { validateAll } from '../validate.ts';
import { clusterRoutes } from './cluster.ts';
import { guestRoutes } from './guests.ts';
import { machineRoutes } from './machines.ts';
import { poolRoutes } from './pools.ts';
import { render } from './render.ts';
import { flag, type Method, type Route } from './route.ts';
import { sdnRoutes } from './sdn.ts';
import { storageRoutes } from './storages.ts';
import { taskRoutes } from './tasks.ts';

const ROUTES: readonly Route[] = [
  ...clusterRoutes,
  ...guestRoutes,
  ...machineRoutes,
  ...poolRoutes,
  ...sdnRoutes,
  ...storageRoutes,
  ...taskRoutes,
];

/** `pvesh`'s own options. */
const FORMAT: Readonly<Record<string, Property>> = {
  'output-format': { type: 'string', optional: true, enum: ['text', 'json', 'json-pretty', 'yaml'] },
  quiet: flag,
  noproxy: flag,
  'human-readable': flag,
  noborder: flag,
  noheader: flag,
};

interface Match {
  readonly route: Route;
  readonly path: ReadonlyMap<string, string>;
}

const split = (path: string) => path.split('/').filter((part) => part !== '');

/** Volume ids have slashes: the last parameter of a path takes what is left. */
function matchPath(pattern: string, path: string): Map<string, string> | null {
  const [wanted, given] = [split(pattern), split(path)];
  const last = wanted.at(-1) ?? '';
  if (last === '{volume}' && given.length > wanted.length) {
    given.splice(wanted.length - 1, given.length, given.slice(wanted.length - 1).join('/'));
  }
  if (wanted.length !== given.length) return null;
  const found = new Map<string, string>();
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) found.set(name, value);
    else if (part !== value) return null;
  }
  return found;
}

function findRoute(session: Session, method: Method, path: string): Match {
  for (const route of ROUTES) {
    const found = route.method === method ? matchPath(route.path, path) : null;
    if (found && route.properties(session.node.pve)) return { route, path: found };
  }
  return die(`No '${method}' handler defined for '${path}'`, 1);
}

/** The session on the node that the path names; another node is reached as by ssh. */
function onNode(session: Session, name: string | undefined): Session {
  if (name === undefined || name === 'localhost' || name === session.node.name) return session;
  if (!nodeNames(session.host).includes(name)) {
    die(
      `hostname lookup '${name}' failed - failed to get address info for: ${name}: Name or service not known`,
      2,
    );
  }
  return sessionWith(session, { node: readFacts(session.host, name) });
}

const usage = (verb: string, properties: Properties) => {
  const needed = properties.required.map((name) => `--${name} <${properties.get(name)?.type ?? 'string'}> `);
  return `pvesh ${verb} <api_path> ${needed.toSorted().join('')}[OPTIONS] [FORMAT_OPTIONS]\n`;
};

function call(session: Session, method: Method, path: string, words: readonly string[]): void {
  const { route, path: named } = findRoute(session, method, path);
  const declared = joined(FORMAT, route.properties(session.node.pve));
  const properties = joined({}, declared, [...named.keys()]);
  try {
    const { values } = parseArguments({ positional: [], properties }, words, (text) => session.warn(text));
    const inPath = [...named].filter(([name]) => declared.has(name));
    const reasons = validateAll(declared, new Map([...inPath, ...values]));
    if (reasons.size > 0) throw new ParameterFailure(reasons, 2);
    const own = new Map([...values].filter(([name]) => !Object.hasOwn(FORMAT, name)));
    const result = route.run({
      session: onNode(session, named.get('node')),
      values: new Map([...own, ...named]),
    });
    if (result !== undefined && values.get('quiet') !== '1') {
      session.print(render(result, values.get('output-format') ?? 'text'));
    }
  } catch (error) {
    if (error instanceof UsageFailure) die(`${error.message}\n${usage(method, properties)}`);
    if (!(error instanceof ParameterFailure)) throw error;
    const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}\n`).join('');
    die(`${error.message}\n${reasons}${usage(method, properties)}`, 2);
  }
}

/** What is below a path: as far as it is known, guests of a node. */
function list(session: Session, path: string): void {
  const { route, path: named } = findRoute(session, 'get', path);
  const result = route.run({ session: onNode(session, named.get('node')), values: named });
  const names = (Array.isArray(result) ? (result as readonly unknown[]) : []).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { vmid, node, storage, poolid, id } = entry as Record<string, unknown>;
    const name = vmid ?? storage ?? poolid ?? node ?? id;
    return typeof name === 'string' || typeof name === 'number' ? [String(name)] : [];
  });
  for (const name of names.sort()) session.print(`Dr--d        ${name}\n`);
}

export const pvesh: Command = (session, { extra }) => {
  const [verb = '', path, ...words] = extra;
  if (path === undefined) die(`ERROR: no command specified\nUSAGE: pvesh <COMMAND> [ARGS] [OPTIONS]`);
  switch (verb) {
    case 'get':
    case 'create':
    case 'set':
    case 'delete':
      return call(session, verb, path, words);
    case 'ls':
      return list(session, path);
    default:
      return die(`ERROR: unknown command 'pvesh ${verb}'`);
  }
};
