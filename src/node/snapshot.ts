/** Makes a Snapshot of what was read on the nodes: a pure function of file texts and of the running set. */
import { digest } from './conf.ts';
import { factTable } from './fact-table.ts';
import { BOOT_PATH, bridgesOf, cardsOf, coresOf, memoryOf } from './host-facts.ts';
import { unfinishedIntents } from './journal.ts';
import type { GuestFile, NodeFacts, Snapshot } from './port.ts';
import { parseStorageCfg } from './storage-cfg.ts';
import { parsePools } from './user-cfg.ts';

const HA_PATH = '/etc/pve/ha/resources.cfg';

/** Files that are the same on every node of a cluster. */
export const CLUSTER_PATTERNS = [
  '/etc/pve/nodes/*/lxc/*.conf',
  '/etc/pve/nodes/*/qemu-server/*.conf',
  '/etc/pve/storage.cfg',
  '/etc/pve/user.cfg',
  HA_PATH,
] as const;

/** What one node said. */
export type NodeReading =
  | { readonly reachable: false; readonly why: string }
  | {
      readonly reachable: true;
      /** Texts by path: everything below /proc, /sys, /var and /etc/network that was asked for. */
      readonly files: ReadonlyMap<string, string>;
      readonly pve: string;
      /** What `lxc-ls --active` printed. */
      readonly active: string;
      /** UPIDs whose processes live. */
      readonly tasks: readonly string[];
      /** What commands printed that kinds asked for. */
      readonly said?: ReadonlyMap<string, string>;
    };

export interface Reading {
  /** ISO time. */
  readonly at: string;
  /** Texts of the cluster's files, read on one node. */
  readonly cluster: ReadonlyMap<string, string>;
  readonly nodes: ReadonlyMap<string, NodeReading>;
  readonly backups: ReadonlyMap<number, string> | null;
}

const CONF = /^\/etc\/pve\/nodes\/([^/]+)\/(lxc|qemu-server)\/([1-9]\d*)\.conf$/;
const PID = /^\/run\/qemu-server\/([1-9]\d*)\.pid$/;

/** A conf file by its path, or null when the path is none. */
export function guestFile(path: string, text: string): GuestFile | null {
  const match = CONF.exec(path);
  if (!match) return null;
  const [, node = '', folder, vmid] = match;
  let known: string | undefined;
  return {
    vmid: Number(vmid),
    type: folder === 'lxc' ? 'lxc' : 'qemu',
    node,
    text,
    // Of the guests of an estate, most are only looked at.
    get digest() {
      return (known ??= digest(text));
    },
  };
}

/** VMIDs in the output of `lxc-ls --active`: names in columns; other names are containers of somebody else. */
export function activeContainers(output: string): number[] {
  return output
    .split(/\s+/)
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map(Number);
}

/** Containers that run, and virtual machines that have a pid file. */
function runningOf(files: ReadonlyMap<string, string>, active: string): Set<number> {
  const machines = [...files.keys()].flatMap((path) => PID.exec(path)?.[1] ?? []).map(Number);
  return new Set([...activeContainers(active), ...machines]);
}

function bootIn(files: ReadonlyMap<string, string>): { readonly boot?: string } {
  const boot = files.get(BOOT_PATH)?.trim();
  return boot ? { boot } : {};
}

function factsOf(reading: NodeReading): NodeFacts {
  if (!reading.reachable) return reading;
  const { files, pve, active, tasks, said = new Map() } = reading;
  return {
    reachable: true,
    pve,
    running: runningOf(files, active),
    bridges: bridgesOf(files),
    cards: cardsOf(files),
    facts: factTable(files, pve),
    cores: coresOf(files.get('/proc/cpuinfo') ?? ''),
    memory: memoryOf(files.get('/proc/meminfo') ?? ''),
    ...bootIn(files),
    intents: unfinishedIntents(files),
    tasks,
    files,
    said,
  };
}

/** Guests that HA manages: sections `ct: 101` and `vm: 102`. */
function managedIn(text: string): Set<number> {
  return new Set([...text.matchAll(/^(?:ct|vm):\s*([1-9]\d*)\s*$/gm)].map(([, vmid]) => Number(vmid)));
}

/** The snapshot that a reading amounts to. */
export function snapshotOf(reading: Reading): Snapshot {
  const guests = new Map<number, GuestFile>();
  for (const [path, text] of reading.cluster) {
    const file = guestFile(path, text);
    if (file) guests.set(file.vmid, file);
  }
  return {
    at: reading.at,
    nodes: new Map([...reading.nodes].map(([name, node]) => [name, factsOf(node)])),
    guests,
    storages: parseStorageCfg(reading.cluster.get('/etc/pve/storage.cfg') ?? ''),
    pools: parsePools(reading.cluster.get('/etc/pve/user.cfg') ?? ''),
    backups: reading.backups,
    ha: managedIn(reading.cluster.get(HA_PATH) ?? ''),
    files: reading.cluster,
  };
}
