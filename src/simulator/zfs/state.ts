/**
 * Pools and datasets of a simulated node: one file, /.sim/zfs/NODE.json. Volumes of guests on a `zfspool` storage are
 * datasets too, made of their records when they are read, so that both sides agree.
 */
import type { Host } from '../host.ts';
import { ownPath } from '../own-files.ts';
import { readJson } from '../read-json.ts';
import { isOnNode, readStorages } from '../storage/storages.ts';
import type { Storage } from '../storage/type.ts';
import { freeVolume, guestVolumes, volumeOwners, type VolumeRecord } from '../storage/volumes.ts';

export interface SimVdev {
  readonly type: string;
  readonly disks: readonly string[];
}

export interface SimPool {
  readonly vdevs: readonly SimVdev[];
  readonly state: string;
  readonly properties: Readonly<Record<string, string>>;
}

interface SimSnapshot {
  readonly name: string;
  /** Seconds since 1970. */
  readonly created: number;
}

export interface SimDataset {
  readonly type: 'filesystem' | 'volume';
  readonly created: number;
  /** What was set on it. */
  readonly local: Readonly<Record<string, string>>;
  /** What came with a stream. */
  readonly received?: Readonly<Record<string, string>>;
  /** What only creation can say. */
  readonly fixed?: Readonly<Record<string, string>>;
  readonly snapshots: readonly SimSnapshot[];
  readonly origin?: string;
  readonly mounted: boolean;
  /** Bytes of its own files. */
  readonly own: number;
  /** A process has it open: it cannot be unmounted. */
  readonly busy?: boolean;
}

export interface ZfsState {
  readonly pools: Readonly<Record<string, SimPool>>;
  readonly datasets: Readonly<Record<string, SimDataset>>;
}

/** Bytes that an empty dataset takes. */
export const EMPTY = 98_304;

const path = (node: string) => `/.sim/zfs/${node}.json`;
const kstat = (node: string, pool: string) => ownPath(node, `/proc/spl/kstat/zfs/${pool}/state`);

const NONE: ZfsState = { pools: {}, datasets: {} };

/** What was made by `zfs` and `zpool` alone. */
export function ownState(host: Host, node: string): ZfsState {
  return (readJson(host, path(node)) as ZfsState | null) ?? NONE;
}

/** With the kernel's word on each pool, which tells others that ZFS is there at all. */
export function writeState(host: Host, node: string, state: ZfsState): void {
  const datasets = Object.fromEntries(Object.entries(state.datasets).filter(([, one]) => !isGuests(one)));
  host.write(path(node), `${JSON.stringify({ ...state, datasets })}\n`);
  for (const [name, pool] of Object.entries(state.pools)) host.write(kstat(node, name), `${pool.state}\n`);
}

const GUESTS = new WeakSet<SimDataset>();
const isGuests = (dataset: SimDataset): boolean => GUESTS.has(dataset);

const poolPath = (storage: Storage): string => storage.options.get('pool') ?? storage.id;

/** As pve-storage 9.1.7 makes them: a subvolume with its limit, a volume with its size. */
function guestDataset(record: VolumeRecord, origin: string | undefined): SimDataset {
  const isFolder = record.format === 'subvol';
  const made: SimDataset = {
    type: isFolder ? 'filesystem' : 'volume',
    created: record.ctime ?? 0,
    local: isFolder
      ? { acltype: 'posix', xattr: 'sa', ...(record.size > 0 ? { refquota: String(record.size) } : {}) }
      : { volsize: String(record.size) },
    snapshots: (record.snapshots ?? []).map((name) => ({ name, created: record.ctime ?? 0 })),
    mounted: isFolder,
    own: EMPTY + (record.used ?? 0),
    ...(origin === undefined ? {} : { origin }),
  };
  GUESTS.add(made);
  return made;
}

function* guestDatasets(host: Host, node: string): Generator<[string, SimDataset, Storage, string]> {
  for (const storage of readStorages(host).values()) {
    if (storage.type !== 'zfspool' || !isOnNode(storage, node)) continue;
    for (const owner of volumeOwners(host, storage)) {
      for (const [volume, record] of guestVolumes(host, storage, owner)) {
        const [base, name = base] = volume.includes('/') ? volume.split('/') : [undefined, volume];
        const origin = base === undefined ? undefined : `${poolPath(storage)}/${base}@__base__`;
        yield [`${poolPath(storage)}/${name}`, guestDataset(record, origin), storage, volume];
      }
    }
  }
}

/** All datasets of a node that has pools. */
export function readState(host: Host, node: string): ZfsState {
  const state = ownState(host, node);
  const pools = new Set(Object.keys(state.pools));
  if (pools.size === 0) return state;
  const found = [...guestDatasets(host, node)].filter(([name]) => pools.has(name.replace(/\/.*$/, '')));
  const guests = found.map(([name, one]) => [name, one] as const);
  return { ...state, datasets: { ...state.datasets, ...Object.fromEntries(guests) } };
}

/** A guest's volume goes with its dataset. */
export function freeGuestDataset(host: Host, node: string, dataset: string): void {
  for (const [name, , storage, volume] of guestDatasets(host, node)) {
    if (name === dataset) freeVolume(host, { storage: storage.id, name: volume });
  }
}

/** Makes pools with the datasets that storages stand on, as a node has them after its installation. */
export function preparePools(
  host: Host,
  node: string,
  pools: Readonly<Record<string, readonly SimVdev[]>>,
): void {
  const state = ownState(host, node);
  const datasets: Record<string, SimDataset> = { ...state.datasets };
  const add = (name: string) => {
    datasets[name] ??= {
      type: 'filesystem',
      created: Math.floor(host.now() / 1000),
      local: {},
      snapshots: [],
      mounted: true,
      own: EMPTY,
    };
  };
  const made = Object.entries(pools).map(([name, vdevs]) => {
    add(name);
    return [name, { vdevs, state: 'ONLINE', properties: { ashift: '12' } }] as const;
  });
  for (const storage of readStorages(host).values()) {
    if (storage.type !== 'zfspool' || !isOnNode(storage, node)) continue;
    const parts = poolPath(storage).split('/');
    if (!Object.hasOwn(pools, parts[0] ?? '')) continue;
    for (const [at] of parts.entries()) add(parts.slice(0, at + 1).join('/'));
  }
  writeState(host, node, { pools: { ...state.pools, ...Object.fromEntries(made) }, datasets });
}
