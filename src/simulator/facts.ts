/**
 * What is true of a simulated node: its name, Proxmox version, bridges, what exists on its disk, and which of
 * Proxmox's quirks it has. One file per node, /.sim/nodes/NAME.json; commands read it and never change it.
 */
import { PhoenixError } from '../errors.ts';
import type { Host } from './host.ts';
import { readJson } from './read-json.ts';

export type PveVersion = '8.4' | '9.2';

/** Each is on as on a real node; a test switches one off to prove that it notices. */
export interface Quirks {
  /** `--digest` is compared with the file. */
  readonly digest: boolean;
  /** Options that cannot be changed while a guest runs wait in `[pve:pending]`. */
  readonly pending: boolean;
  /** Some commands exit 0 although they failed: push, resize, template, pvesh tasks, deletes of what is not set. */
  readonly exit0: boolean;
  /** A clone locks its source with `lock: disk`. */
  readonly cloneLock: boolean;
  /** `protection: 1` blocks destroy and any change of rootfs and mounts. */
  readonly protection: boolean;
  /** A net without `hwaddr` gets a new address on every set. */
  readonly mac: boolean;
}

interface Bridge {
  readonly mtu: number;
}

export interface NodeFacts {
  readonly name: string;
  readonly pve: PveVersion;
  /** PVE 9 has version 2; the recordings were made on 1, where bounds and defaults of cpuunits differ. */
  readonly cgroup: 1 | 2;
  readonly cores: number;
  /** KiB. */
  readonly memory: number;
  readonly bridges: Readonly<Record<string, Bridge>>;
  /** Host paths that exist beside `/` and what these imply; a path that ends with `/*` stands for all below it. */
  readonly paths: readonly string[];
  /** Device nodes that exist, such as `/dev/null`. */
  readonly devices: readonly string[];
  /**
   * How arguments are read: in the C locale Perl turns each byte that is not ASCII into U+FFFD (observed).
   * Unset: as the caller's environment says.
   */
  readonly locale?: 'C' | 'UTF-8';
  /** The system in guests of which nobody said it; unset: as their conf files say. */
  readonly guestOs?: string;
  /** The kernel can police traffic: without, no net with a `rate` can be plugged (as on the recorded node). */
  readonly policing: boolean;
  /** Seconds after its start when the agent of a virtual machine answers; at once when absent. */
  readonly boot?: number;
  /** Virtual machines that do not hear a shutdown: they end by force only. */
  readonly deaf?: readonly number[];
  readonly quirks: Quirks;
  /** Factor on the recorded durations of commands; 0 answers at once. */
  readonly latency: number;
}

const ALL_QUIRKS: Quirks = {
  digest: true,
  pending: true,
  exit0: true,
  cloneLock: true,
  protection: true,
  mac: true,
};

export const DEFAULT_FACTS: Omit<NodeFacts, 'name'> = {
  pve: '9.2',
  cgroup: 2,
  cores: 8,
  memory: 32 * 1024 * 1024,
  bridges: { vmbr0: { mtu: 1500 } },
  paths: ['/srv', '/mnt', '/opt', '/tmp', '/root', '/var/lib', '/var/tmp', '/usr/share', '/etc', '/home'],
  devices: [
    '/dev/null',
    '/dev/zero',
    '/dev/full',
    '/dev/random',
    '/dev/urandom',
    '/dev/fuse',
    '/dev/net/tun',
  ],
  policing: true,
  quirks: ALL_QUIRKS,
  latency: 0,
};

/** A node's facts: the given ones over the defaults. */
export function nodeFacts(
  name: string,
  facts: Partial<Omit<NodeFacts, 'quirks'>> & { quirks?: Partial<Quirks> } = {},
): NodeFacts {
  return { ...DEFAULT_FACTS, ...facts, name, quirks: { ...ALL_QUIRKS, ...facts.quirks } };
}

const FOLDER = '/.sim/nodes';

export function writeFacts(host: Host, facts: NodeFacts): void {
  host.write(`${FOLDER}/${facts.name}.json`, `${JSON.stringify(facts, null, 2)}\n`);
}

/** Names of the cluster's nodes, sorted. */
export function nodeNames(host: Host): string[] {
  return host
    .list(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

/** What was read last: every command asks, and hardly one finds something new. */
let last: { readonly name: string; readonly text: string; readonly facts: NodeFacts } | null = null;

/** @throws PhoenixError `NODE_UNREACHABLE` when the cluster has no such node. */
export function readFacts(host: Host, name: string): NodeFacts {
  const text = host.read(`${FOLDER}/${name}.json`);
  if (text !== null && last?.text === text && last.name === name) return last.facts;
  const facts = factsOf(host, name);
  last = text === null ? null : { name, text, facts };
  return facts;
}

function factsOf(host: Host, name: string): NodeFacts {
  const facts = readJson(host, `${FOLDER}/${name}.json`) as Partial<NodeFacts> | null;
  if (facts === null) {
    throw new PhoenixError('NODE_UNREACHABLE', `the simulated cluster has no node ${name}`, {
      hint: `its nodes are: ${nodeNames(host).join(', ') || 'none'}`,
    });
  }
  return nodeFacts(name, facts);
}

/** Does a path of the host exist? Only what the facts name does. */
export function hostPathExists(facts: NodeFacts, path: string): boolean {
  const clean = path.replace(/\/+$/, '') || '/';
  if (clean === '/' || facts.devices.includes(clean)) return true;
  return facts.paths.some((known) => {
    if (known.endsWith('/*')) return clean.startsWith(known.slice(0, -1)) || clean === known.slice(0, -2);
    return known === clean || known.startsWith(`${clean}/`);
  });
}
