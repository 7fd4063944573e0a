/** The files of SDN as Proxmox writes them: sections that were edited, and the JSON of what was committed. */
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { sections } from '../../node/storage-cfg.ts';
import type { Host } from '../host.ts';

export type SdnGroup = 'zones' | 'vnets' | 'subnets';
/** One object: lists are several lines of a section, and an array in JSON. */
export type SdnFields = Readonly<Record<string, string | readonly string[]>>;
export type SdnObjects = ReadonlyMap<string, SdnFields>;

const GROUPS: readonly SdnGroup[] = ['zones', 'vnets', 'subnets'];
const FOLDER = '/etc/pve/sdn';
const RUNNING = `${FOLDER}/.running-config`;
const LISTS: ReadonlySet<string> = new Set(['dhcp-range']);
/** Sets of names, which Perl keeps as a hash. */
const NAMES: ReadonlySet<string> = new Set(['nodes', 'exitnodes']);

const TYPES: Readonly<Record<SdnGroup, string>> = { zones: 'zone', vnets: 'vnet', subnets: 'subnet' };

export function readGroup(host: Host, group: SdnGroup): Map<string, SdnFields> {
  const text = host.read(`${FOLDER}/${group}.cfg`) ?? '';
  return new Map(
    sections(text).map(({ type, id, options }) => {
      const fields = Object.entries(options).map(([key, value]) => [
        key,
        LISTS.has(key) ? value.split('\n') : value,
      ]);
      return [id, { type, ...Object.fromEntries(fields) } as SdnFields];
    }),
  );
}

const linesOf = (key: string, value: string | readonly string[]): string[] =>
  (typeof value === 'string' ? [value] : value).map((one) => `\t${key} ${one}\n`);

export function writeGroup(host: Host, group: SdnGroup, objects: SdnObjects): void {
  const text = [...objects]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { type, ...fields }]) => {
      const heading = `${typeof type === 'string' ? type : TYPES[group]}: ${id}\n`;
      const lines = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return `${heading}${lines.flatMap(([key, value]) => linesOf(key, value)).join('')}\n`;
    });
  host.write(`${FOLDER}/${group}.cfg`, text.join(''));
}

export interface RunningConfig {
  readonly version: number;
  readonly groups: Readonly<Record<SdnGroup, SdnObjects>>;
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function fieldsIn(value: Json): SdnFields {
  const fields = isObject(value) ? value : {};
  return Object.fromEntries(
    Object.entries(fields).map(([key, one]) => {
      if (Array.isArray(one)) return [key, (one as readonly Json[]).map(textOf)];
      return [key, isObject(one) ? Object.keys(one).toSorted().join(',') : textOf(one)];
    }),
  );
}

export function readRunning(host: Host): RunningConfig {
  const all = JSON.parse(host.read(RUNNING) ?? '{}') as JsonObject;
  const groupOf = (group: SdnGroup): SdnObjects => {
    const found = all[group];
    const ids = isObject(found) ? found['ids'] : undefined;
    return new Map(Object.entries(isObject(ids) ? ids : {}).map(([id, value]) => [id, fieldsIn(value)]));
  };
  return {
    version: Number(all['version'] ?? 0),
    groups: { zones: groupOf('zones'), vnets: groupOf('vnets'), subnets: groupOf('subnets') },
  };
}

function jsonOf(fields: SdnFields): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]): [string, Json] => {
      if (!NAMES.has(key) || typeof value !== 'string') return [key, value];
      return [key, Object.fromEntries(value.split(',').map((name) => [name, 1]))];
    }),
  );
}

/** Makes what was edited what runs. */
export function commitGroups(host: Host): RunningConfig {
  const version = readRunning(host).version + 1;
  const ids = (group: SdnGroup) => ({
    ids: Object.fromEntries([...readGroup(host, group)].map(([id, fields]) => [id, jsonOf(fields)])),
  });
  const all = {
    version,
    zones: ids('zones'),
    vnets: ids('vnets'),
    subnets: ids('subnets'),
    controllers: { ids: {} },
  };
  host.write(RUNNING, JSON.stringify(all));
  return readRunning(host);
}

/** What was edited is as it runs again. */
export function rollbackGroups(host: Host): void {
  const { groups } = readRunning(host);
  for (const group of GROUPS) writeGroup(host, group, groups[group]);
}

const plain = (fields: SdnFields | undefined): string =>
  fields ? JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))) : '';

/** Whether edits wait for a commit. */
export function hasPending(host: Host): boolean {
  const { groups } = readRunning(host);
  return GROUPS.some((group) => {
    const edited = readGroup(host, group);
    const ids = new Set([...edited.keys(), ...groups[group].keys()]);
    return [...ids].some((id) => plain(edited.get(id)) !== plain(groups[group].get(id)));
  });
}
