/**
 * The HA manager of a simulated cluster. Nothing runs between two commands, so at each one it does first what the real one
 * would have done meanwhile: requests that it has seen before are carried out, guests of a failed node are recovered.
 * It works where /etc/pve/ha/manager_status is there; on the recorded node no manager ran.
 */
import { splitList } from './formats.ts';
import { type NodeFacts, nodeNames, readFacts } from './facts.ts';
import { Failure } from './failure.ts';
import { isRunning, ownerOf } from './guests.ts';
import { CRM_COMMANDS, hasManager, type HaResource, MANAGER_STATUS as STATUS, readResources } from './ha.ts';
import { readGroups, readRules } from './ha-sections.ts';
import { type Host, LockTimeout } from './host.ts';
import { migrateNow } from './pct/migrate.ts';
import { startGuest, stopGuest } from './pct/power.ts';
import { isDown } from './power.ts';
import { isMachineRunning, withVmLock } from './qm/machines.ts';
import { migrateMachineNow } from './qm/migrate.ts';
import { startMachine, stopMachine } from './qm/power.ts';
import { readJson } from './read-json.ts';
import type { GuestRuntime, Session } from './session.ts';
import { held } from './shared-files.ts';
import { runTask } from './tasks.ts';
import { withGuestLock } from './conf-store.ts';

/** What the manager saw in its last round: it acts in the next one, so that a request is never done at once. */
const SEEN = '/.sim/ha-seen.json';

export function startManager(host: Host): void {
  writeStatus(host, new Map());
}

function writeStatus(host: Host, states: ReadonlyMap<string, string>): void {
  const nodes = nodeNames(host);
  const services = [...states].map(([sid, state]) => {
    const vmid = Number(sid.split(':')[1]);
    const running = isUp(host, vmid, sid.startsWith('vm:') ? 'qemu' : 'lxc') ? { running: 1 } : {};
    return [sid, { node: ownerOf(host, vmid)?.node ?? '', state, ...running }] as const;
  });
  const status = {
    master_node: nodes.find((node) => !isDown(host, node)) ?? '',
    node_status: Object.fromEntries(nodes.map((node) => [node, isDown(host, node) ? 'fence' : 'online'])),
    service_status: Object.fromEntries(services),
  };
  const text = JSON.stringify(status);
  if (text !== host.read(STATUS)) host.write(STATUS, text);
}

function silent(host: Host, node: NodeFacts, runtime: GuestRuntime | null): Session {
  const none = () => {};
  return {
    host,
    node,
    command: 'pve-ha-lrm',
    argv: ['pve-ha-lrm'],
    stdin: '',
    env: {},
    runtime,
    call: () => ({ exit: 1, stdout: '', stderr: '', ms: 0 }),
    print: none,
    warn: none,
    at: none,
  };
}

const withoutRank = (node: string) => node.replace(/:\d+$/, '');

/** The nodes that a rule or a group prefers, best first; null: it has none. */
function preferred(
  host: Host,
  sid: string,
  resource: HaResource,
): { nodes: string[]; strict: boolean } | null {
  const rule = [...readRules(host).values()].find(
    ({ type, options }) =>
      type === 'node-affinity' &&
      !options.has('disable') &&
      splitList(options.get('resources') ?? '').includes(sid),
  );
  const group = readGroups(host).get(resource.get('group') ?? '');
  const found = rule ?? group;
  if (!found) return null;
  const rank = (node: string) => Number(/:(\d+)$/.exec(node)?.[1] ?? 0);
  const nodes = splitList(found.options.get('nodes') ?? '').toSorted((a, b) => rank(b) - rank(a));
  const strict = (found.options.get('strict') ?? found.options.get('restricted')) === '1';
  return { nodes: nodes.map(withoutRank), strict };
}

/** Nodes on which one stands that it must be kept apart from. */
function avoided(host: Host, sid: string): Set<string> {
  const apart = [...readRules(host).values()].filter(
    ({ type, options }) =>
      type === 'resource-affinity' && options.get('affinity') === 'negative' && !options.has('disable'),
  );
  const others = apart
    .map(({ options }) => splitList(options.get('resources') ?? ''))
    .filter((resources) => resources.includes(sid))
    .flat()
    .filter((other) => other !== sid);
  return new Set(others.flatMap((other) => ownerOf(host, Number(other.split(':')[1]))?.node ?? []));
}

/** Where a guest of a failed node goes; null: nowhere. */
function refuge(host: Host, sid: string, resource: HaResource): string | null {
  const away = avoided(host, sid);
  const up = nodeNames(host).filter((node) => !isDown(host, node) && !away.has(node));
  const wish = preferred(host, sid, resource);
  const best = wish?.nodes.find((node) => up.includes(node));
  return best ?? (wish?.strict ? null : (up[0] ?? null));
}

/** Its conf file is moved to another node, as pmxcfs does when the old one is fenced. */
function recover(host: Host, vmid: number, from: string, to: string): void {
  const path = (node: string, folder: string) => `/etc/pve/nodes/${node}/${folder}/${vmid}.conf`;
  for (const folder of ['lxc', 'qemu-server']) {
    const text = host.read(path(from, folder));
    if (text === null) continue;
    host.remove(path(from, folder));
    host.write(path(to, folder), text);
  }
}

type GuestType = 'lxc' | 'qemu';

const isUp = (host: Host, vmid: number, type: GuestType): boolean =>
  type === 'qemu' ? isMachineRunning(host, vmid) : isRunning(host, vmid);

function start(session: Session, vmid: number, type: GuestType): void {
  const task = type === 'qemu' ? 'qmstart' : 'vzstart';
  runTask(session, task, String(vmid), (told) => {
    if (type === 'qemu') withVmLock(session, vmid, () => startMachine(session, vmid));
    else withGuestLock(session, vmid, () => startGuest(session, vmid, told));
  });
}

function stop(session: Session, vmid: number, type: GuestType): void {
  const task = type === 'qemu' ? 'qmshutdown' : 'vzshutdown';
  runTask(session, task, String(vmid), () => {
    if (type === 'qemu')
      withVmLock(session, vmid, () => stopMachine(session, vmid, { within: null, force: true }));
    else withGuestLock(session, vmid, () => stopGuest(session, vmid));
  });
}

interface Round {
  readonly host: Host;
  readonly runtime: GuestRuntime | null;
  /** Sees a request; true when it was seen in an earlier round. */
  readonly isDue: (request: string) => boolean;
  readonly moves: ReadonlyMap<string, string>;
  readonly done: (sid: string) => void;
}

/** @returns the state of the service after this round */
function tend({ host, runtime, isDue, moves, done }: Round, sid: string, resource: HaResource): string {
  const vmid = Number(sid.split(':')[1]);
  const owner = ownerOf(host, vmid);
  const asked = resource.get('state') ?? 'started';
  if (!owner || asked === 'ignored') return 'ignored';
  const { type } = owner;
  let { node } = owner;
  if (isDown(host, node)) {
    const to = asked === 'disabled' ? null : refuge(host, sid, resource);
    if (to === null || !isDue(`${sid} fence ${node}`)) return 'fence';
    recover(host, vmid, node, to);
    node = to;
  }
  const session = silent(host, readFacts(host, node), runtime);
  const target = moves.get(sid);
  if (target !== undefined && target !== node) {
    if (isDown(host, target) || !isDue(`${sid} migrate ${target}`)) return 'migrate';
    done(sid);
    if (type === 'lxc') migrateNow(session, vmid, target);
    else migrateMachineNow(session, vmid, target);
    return asked;
  }
  if (target !== undefined) done(sid);
  const running = isUp(host, vmid, type);
  if (running === (asked === 'started' || asked === 'enabled')) return asked;
  if (!isDue(`${sid} ${asked}`)) return running ? 'request_stop' : 'starting';
  if (running) stop(session, vmid, type);
  else start(session, vmid, type);
  return asked;
}

/** What was asked meanwhile stays. */
function forgetRequests(host: Host, seen: readonly string[], finished: ReadonlySet<string>): void {
  const lines = (host.read(CRM_COMMANDS) ?? '').split('\n').filter((line) => line !== '');
  const open = lines.filter((line) => !seen.includes(line) || !finished.has(line.split(' ')[1] ?? ''));
  host.write(CRM_COMMANDS, open.map((line) => `${line}\n`).join(''));
}

/** One round; a cluster without a manager has none, and while another program's lasts, it is that one. */
export function tendHa(host: Host, runtime: GuestRuntime | null): void {
  if (!hasManager(host)) return;
  try {
    host.withLock('/.sim/locks/ha-round', 0, () => tendAll(host, runtime));
  } catch (error) {
    if (!(error instanceof LockTimeout) || error.path !== '/.sim/locks/ha-round') throw error;
  }
}

function tendAll(host: Host, runtime: GuestRuntime | null): void {
  const resources = readResources(host);
  if (resources.size === 0) return;
  const before = new Set((readJson(host, SEEN) as readonly string[] | null) ?? []);
  const seen: string[] = [];
  const isDue = (request: string) => {
    seen.push(request);
    return before.has(request);
  };
  const lines = (host.read(CRM_COMMANDS) ?? '').split('\n').filter((line) => line !== '');
  const moves = new Map(
    lines.map((line): [string, string] => {
      const [, sid = '', target = ''] = line.split(' ');
      return [sid, target];
    }),
  );
  const finished = new Set<string>();
  const round: Round = { host, runtime, isDue, moves, done: (sid) => void finished.add(sid) };
  const states = new Map<string, string>();
  for (const [sid, resource] of resources) {
    try {
      states.set(sid, tend(round, sid, resource));
    } catch (error) {
      // What does not start or move stays where it is, as the real manager leaves it, with an error to look at.
      if (!(error instanceof Failure)) throw error;
      states.set(sid, 'error');
    }
  }
  if (finished.size > 0) held(host, 'ha', () => forgetRequests(host, lines, finished));
  const next = JSON.stringify(seen);
  if (next !== (host.read(SEEN) ?? '[]')) host.write(SEEN, next);
  writeStatus(host, states);
}
