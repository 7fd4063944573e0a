/**
 * The files in which Proxmox keeps SDN: what was last committed, and what was edited since and waits for a commit. Pure.
 * Zones, vnets and subnets are objects called `zone:lab`, `vnet:web`, `subnet:lab-10.9.0.0-24`; lists stand as one text.
 */
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { sections } from '../../node/storage-cfg.ts';

/** In Proxmox's words; what is not set is left out. */
export type Fields = Readonly<Record<string, string>>;
/** By key: `zone:lab`. */
export type Objects = ReadonlyMap<string, Fields>;

type SdnType = 'zone' | 'vnet' | 'subnet';

const SDN_FOLDER = '/etc/pve/sdn';
const LOCK_FILE = `${SDN_FOLDER}/.lock`;
const RUNNING_FILE = `${SDN_FOLDER}/.running-config`;
const TYPES: readonly SdnType[] = ['zone', 'vnet', 'subnet'];
const fileOf = (type: SdnType): string => `${SDN_FOLDER}/${type}s.cfg`;

/** What a look at SDN reads: all of it is the same on every node. */
export const SDN_FILES: readonly string[] = [...TYPES.map(fileOf), RUNNING_FILE, LOCK_FILE];

/** Keys whose order says nothing. */
const LISTS: ReadonlySet<string> = new Set(['nodes', 'exitnodes', 'peers']);

export interface SdnState {
  /** As it would be after a commit. */
  readonly pending: Objects;
  readonly running: Objects;
  /** Of the last commit; 0: there was none. */
  readonly version: number;
  /** The token of who holds the lock (PVE 9); null: nobody. */
  readonly lock: string | null;
}

/** A list of names in one order, everything else as it stands. */
export function plainField(key: string, value: string): string {
  if (!LISTS.has(key)) return value;
  const names = value.split(/[\s,;]+/).filter((name) => name !== '');
  return names.toSorted().join(',');
}

/** Proxmox computes these from the id of a subnet, and picks the address of a bridge by itself. */
const COMPUTED: ReadonlySet<string> = new Set(['id', 'cidr', 'network', 'mask', 'mac']);

function fieldsOf(type: SdnType, values: Iterable<readonly [string, string]>): Fields {
  const all = [...values].filter(([key]) => !(type !== 'zone' && (key === 'type' || COMPUTED.has(key))));
  const kept = type === 'subnet' ? all.filter(([key]) => key !== 'zone') : all;
  return Object.fromEntries(kept.map(([key, value]) => [key, plainField(key, value)]));
}

function edited(text: string, type: SdnType): [string, Fields][] {
  return sections(text).map((section) => {
    const own = type === 'zone' ? [['type', section.type] as const] : [];
    return [`${type}:${section.id}`, fieldsOf(type, [...own, ...Object.entries(section.options)])];
  });
}

/** Perl writes numbers as texts or as numbers, as it last used them. */
function textOf(value: Json): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map(textOf).join('\n');
  if (isObject(value)) return Object.keys(value).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function committed(running: JsonObject, type: SdnType): [string, Fields][] {
  const group = running[`${type}s`];
  const ids = isObject(group) ? group['ids'] : undefined;
  return Object.entries(isObject(ids) ? ids : {}).flatMap(([id, fields]): [string, Fields][] => {
    if (!isObject(fields)) return [];
    const values = Object.entries(fields).map(([key, value]) => [key, textOf(value)] as const);
    return [[`${type}:${id}`, fieldsOf(type, values)]];
  });
}

function parsed(text: string | undefined): JsonObject {
  try {
    const value = JSON.parse(text ?? '{}') as Json;
    return isObject(value) ? value : {};
  } catch {
    // Proxmox takes a damaged file for an empty one, too (PVE 9.2).
    return {};
  }
}

/** What the files of the cluster tell of SDN. */
export function sdnOf(files: ReadonlyMap<string, string>): SdnState {
  const running = parsed(files.get(RUNNING_FILE));
  const lock = files.get(LOCK_FILE)?.trim();
  return {
    pending: new Map(TYPES.flatMap((type) => edited(files.get(fileOf(type)) ?? '', type))),
    running: new Map(TYPES.flatMap((type) => committed(running, type))),
    version: Number(running['version'] ?? 0),
    lock: lock === undefined || lock === '' ? null : lock,
  };
}

export const isSame = (a: Fields | undefined, b: Fields | undefined): boolean => {
  if (!a || !b) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/** Keys of objects that were edited and not committed. */
export function uncommitted({ pending, running }: SdnState): string[] {
  const keys = new Set([...pending.keys(), ...running.keys()]);
  return [...keys].filter((key) => !isSame(pending.get(key), running.get(key))).toSorted();
}
