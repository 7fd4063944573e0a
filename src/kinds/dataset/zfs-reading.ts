/**
 * What a node says of its pools and datasets: one command for all of them, asked only where the module of ZFS is loaded.
 * Volumes of virtual machines are left out; there may be thousands, and no file names them.
 */
import type { Ask, NodeFacts, Snapshot } from '../../node/port.ts';
import type { NodeName } from '../step.ts';
import { PROPERTIES } from './properties.ts';
import { type Vdev, vdevsIn } from './vdevs.ts';

/** Properties of Phoenix's own: whose the dataset is, how many snapshots are kept, what was made of its mountpoint. */
export const MARK_PROPERTY = 'phoenix:mark';
export const KEEP_PROPERTY = 'phoenix:keep';
export const OWNER_PROPERTY = 'phoenix:owner';
/** Its marker when it was let go of: a revert takes it back by that. */
export const RELEASED_PROPERTY = 'phoenix:released';

const READ_ONLY = ['used', 'usedbydataset', 'usedbysnapshots', 'usedbychildren', 'origin', 'mounted'];
const CREATE_ONLY = ['encryption', 'keyformat', 'keylocation', 'keystatus'];

export const DATASET_PROPERTIES = [
  ...READ_ONLY,
  ...CREATE_ONLY,
  ...Object.keys(PROPERTIES),
  MARK_PROPERTY,
  KEEP_PROPERTY,
  OWNER_PROPERTY,
  RELEASED_PROPERTY,
];

/** Of pools: those that git may set, and what only creation can. */
export const POOL_PROPERTIES = [
  'ashift',
  'autotrim',
  'autoexpand',
  'autoreplace',
  'failmode',
  'listsnapshots',
  'comment',
  'delegation',
];

/** By pool: `ONLINE`, `DEGRADED`, `FAULTED`, `SUSPENDED` … (OpenZFS 2.2). */
export const STATE_FILES = '/proc/spl/kstat/zfs/*/state';

const COLUMNS = '-o name,property,value,source';
const POOLS = '=pools';
const DATASETS = '=datasets';

// A constant, so that one process is enough for what three programs tell.
const SCRIPT = [
  'zpool status -P',
  `echo ${POOLS}`,
  `zpool get -Hp ${COLUMNS} ${POOL_PROPERTIES.join(',')}`,
  `echo ${DATASETS}`,
  `zfs get -Hp -t filesystem ${COLUMNS} ${DATASET_PROPERTIES.join(',')}`,
].join('; ');

export const ZFS_ASK: Ask = { name: 'zfs', argv: ['sh', '-c', SCRIPT], where: STATE_FILES };

type Source = 'local' | 'default' | 'inherited' | 'received' | 'temporary' | 'none';

export interface Property {
  readonly value: string;
  readonly source: Source;
}

export type Properties = ReadonlyMap<string, Property>;

interface PoolReading {
  readonly properties: Properties;
  /** Null: its status could not be read. */
  readonly vdevs: readonly Vdev[] | null;
}

export interface ZfsReading {
  readonly pools: ReadonlyMap<string, PoolReading>;
  readonly datasets: ReadonlyMap<string, Properties>;
}

function sourceOf(text: string): Source {
  if (text.startsWith('inherited')) return 'inherited';
  switch (text) {
    case 'local':
    case 'default':
    case 'received':
    case 'temporary':
      return text;
    default:
      return 'none';
  }
}

/** Lines of `zfs get -H` or `zpool get -H`: name, property, value, source. What is not set is left out. */
export function propertiesIn(text: string): Map<string, Map<string, Property>> {
  const all = new Map<string, Map<string, Property>>();
  for (const line of text.split('\n')) {
    const [name = '', property, value, source] = line.split('\t');
    if (property === undefined || value === undefined || source === undefined) continue;
    const own = all.get(name) ?? new Map<string, Property>();
    all.set(name, own);
    if (value === '-' && source === '-') continue;
    own.set(property, { value, source: sourceOf(source) });
  }
  return all;
}

function readingIn(text: string): ZfsReading {
  const [status = '', rest = ''] = text.split(`${POOLS}\n`, 2);
  const [pools = '', datasets = ''] = rest.split(`${DATASETS}\n`, 2);
  const vdevs = vdevsIn(status);
  const read = [...propertiesIn(pools)].map(([name, properties]): [string, PoolReading] => [
    name,
    { properties, vdevs: vdevs.get(name) ?? null },
  ]);
  return { pools: new Map(read), datasets: propertiesIn(datasets) };
}

const known = new WeakMap<NodeFacts, ZfsReading>();

/** Null: ZFS is not loaded there, or it said nothing. */
export function zfsOn(snapshot: Snapshot, node: NodeName): ZfsReading | null {
  const facts = snapshot.nodes.get(node);
  const said = facts?.reachable ? facts.said?.get(ZFS_ASK.name) : undefined;
  if (facts === undefined || said === undefined) return null;
  const reading = known.get(facts) ?? readingIn(said);
  known.set(facts, reading);
  return reading;
}

/** What the kernel says of a pool: `ONLINE`; null: it is not imported. */
export function stateOf(snapshot: Snapshot, node: NodeName, pool: string): string | null {
  const facts = snapshot.nodes.get(node);
  const text = facts?.reachable ? facts.files?.get(STATE_FILES.replace('*', pool)) : undefined;
  return text?.trim() ?? null;
}

/** Why nothing is known of what is on a node; null: it can be told. */
export function unreadable(snapshot: Snapshot, node: NodeName): string | null {
  const facts = snapshot.nodes.get(node);
  if (!facts) return `the node ${node} was not read`;
  if (!facts.reachable) return `the node ${node} cannot be reached: ${facts.why}`;
  const isLoaded = [...(facts.files?.keys() ?? [])].some((path) =>
    /^\/proc\/spl\/kstat\/zfs\/[^/]+\/state$/.test(path),
  );
  return isLoaded && !facts.said?.has(ZFS_ASK.name)
    ? `zfs says nothing on ${node}: see "zpool status" there`
    : null;
}
