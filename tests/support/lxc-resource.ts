/** Containers for tests of the kind: from a file in the small world to a resource, and from a spec to a conf file. */
import * as assert from 'uvu/assert';
import type { Resource } from '../../src/config/model.ts';
import { type Settings, settingsSchema } from '../../src/config/settings.ts';
import type { JsonObject } from '../../src/json.ts';
import type { Mark } from '../../src/kinds/seen.ts';
import type { Field } from '../../src/kinds/guest/field.ts';
import { fieldsOf } from '../../src/kinds/lxc/fields.ts';
import { writeMarker, writeTags } from '../../src/kinds/guest/marker.ts';
import { resolveLxc } from '../../src/kinds/lxc/resolve.ts';
import type { LxcInput } from '../../src/kinds/lxc/schema.ts';
import { stampOf } from '../../src/kinds/guest/software.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import type { Values } from '../../src/kinds/guest/spec.ts';
import { type ConfSection, digest, formatConf, type GuestConf } from '../../src/node/conf.ts';
import type { GuestFile, NodeFacts, Snapshot, StorageEntry } from '../../src/node/port.ts';
import { FAMILIES, type Family, formatPropertyString } from '../../src/node/property-string.ts';
import { SUBJECT, WORLD_FILES, WORLD_NEEDS } from './spec-world.ts';
import { WORLD_FEATURES } from './world-features.ts';

export const ESTATE = 'e1';

export const WORLD_SETTINGS: Settings = settingsSchema.parse(WORLD_FILES['phoenix.json']);

export function settingsWith(changes: object): Settings {
  return settingsSchema.parse({ ...WORLD_FILES['phoenix.json'], ...changes });
}

const others: Readonly<Record<string, JsonObject>> = {
  'lxc/base': WORLD_FILES['lxc/base.json'],
  'lxc/peer': WORLD_FILES['lxc/peer.json'],
};

export interface ResolveOptions {
  readonly settings?: Settings;
  readonly name?: string;
  readonly others?: Readonly<Record<string, JsonObject>>;
}

/** What the kind makes of a file that is called like the guest unless said otherwise. */
export function resolved(input: object, options: ResolveOptions = {}) {
  const { settings = WORLD_SETTINGS, name = SUBJECT.name } = options;
  return resolveLxc({
    address: `lxc/${name}`,
    name,
    merged: input as JsonObject,
    settings,
    features: () => WORLD_FEATURES,
    mergedOf: (address) => (options.others ?? others)[address] ?? null,
  });
}

/** A file without findings as a resource. */
export function resource(input: object, options: ResolveOptions = {}): Resource<LxcSpec> {
  const { spec, findings } = resolved(input, options);
  assert.equal(findings, []);
  assert.ok(spec, 'the schema refuses the file');
  const name = options.name ?? SUBJECT.name;
  const file = `lxc/${name}.json`;
  return {
    address: `lxc/${name}`,
    kind: 'lxc',
    name,
    file,
    contributions: [],
    merged: input as JsonObject,
    spec,
  };
}

/** The least that a guest needs, and what a test is about. */
export function guest(input: Partial<LxcInput> = {}, options: ResolveOptions = {}): Resource<LxcSpec> {
  const least = {
    vmid: SUBJECT.vmid,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
  };
  return resource({ ...least, ...input }, options);
}

export function markOf(spec: LxcSpec, changes: Partial<Mark> = {}): Mark {
  return {
    estate: ESTATE,
    env: null,
    address: SUBJECT.address,
    id: `vmid:${spec.vmid}`,
    commit: '0123456789abcdef0123456789abcdef01234567',
    config: 'c0ffee',
    phoenix: '0.1.0',
    ...(spec.software && {
      features: Object.fromEntries(spec.software.map((one) => [one.id, stampOf(one)])),
    }),
    ...changes,
  };
}

function properties(family: Family, values: Values, more: Values = {}): string {
  return formatPropertyString(FAMILIES[family], new Map(Object.entries({ ...more, ...values })));
}

function without(values: Values, ...keys: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

function mountString(path: string, values: Values, index: number, vmid: number): string {
  const volume = values['bind'] ?? `${values['storage']}:subvol-${vmid}-disk-${index + 1}`;
  return properties('mp', without(values, 'bind', 'storage'), { volume, mp: path });
}

/** Options as `pct create` leaves them: written from the spec by another way than the one that reads them. */
function optionsOf(spec: LxcSpec, mark: Mark): Map<string, string> {
  const options = new Map<string, string>(Object.entries(spec.options));
  options.set('arch', spec.arch ?? 'amd64');
  options.set('ostype', spec.ostype ?? 'debian');
  options.set('unprivileged', spec.unprivileged ? '1' : '0');
  options.set('hostname', spec.hostname);
  if (!options.has('memory')) options.set('memory', '512');
  if (!options.has('swap')) options.set('swap', '512');
  options.set('tags', writeTags(spec.tags ?? [], mark.retired !== undefined));
  const storage = spec.rootfs?.['storage'] ?? 'local-zfs';
  const size = spec.rootfs?.['size'] ?? '4G';
  const rootfs = without(spec.rootfs ?? {}, 'storage');
  options.set(
    'rootfs',
    properties('rootfs', rootfs, { volume: `${storage}:subvol-${spec.vmid}-disk-0`, size }),
  );
  if (Object.keys(spec.features).length > 0) options.set('features', properties('features', spec.features));
  const startup = Object.entries(spec.startup).map(([key, value]) => `${key}=${value}`);
  if (startup.length > 0) options.set('startup', startup.join(','));
  for (const [slot, values] of Object.entries(spec.nets)) {
    options.set(slot, properties('net', values, { hwaddr: 'BC:24:11:00:00:01', type: 'veth' }));
  }
  Object.entries(spec.mounts).forEach(([path, values], index) => {
    options.set(`mp${index}`, mountString(path, values, index, spec.vmid));
  });
  Object.entries(spec.devices).forEach(([path, values], index) => {
    options.set(`dev${index}`, properties('dev', values, { path }));
  });
  const env = Object.entries(spec.env).map(([name, value]) => `${name}=${value}`);
  if (env.length > 0) options.set('env', env.join('\0'));
  if (spec.template) options.set('template', '1');
  return options;
}

/** The conf file of a guest that was made from the spec. */
export function confOf(
  spec: LxcSpec,
  mark: Mark = markOf(spec),
  changes: Partial<GuestConf> = {},
): GuestConf {
  const empty: ConfSection = { description: null, options: new Map(), raw: [] };
  return {
    description: writeMarker(spec.description ?? '', mark),
    options: optionsOf(spec, mark),
    raw: Object.entries(spec.raw).flatMap(([key, values]) => values.map((value) => ({ key, value }))),
    pending: null,
    snapshots: new Map(
      Object.entries(spec.snapshots).map(([name, { description }]) => [
        name,
        { ...empty, description: description === undefined ? null : `${description}\n` },
      ]),
    ),
    ...changes,
  };
}

/** The same with single options set, or taken away by null. */
export function editedConf(conf: GuestConf, edits: Readonly<Record<string, string | null>>): GuestConf {
  const options = new Map(conf.options);
  for (const [key, value] of Object.entries(edits)) {
    if (value === null) options.delete(key);
    else options.set(key, value);
  }
  return { ...conf, options };
}

export function fileOf(conf: GuestConf, vmid: number = SUBJECT.vmid, node = 'pve1'): GuestFile {
  const text = formatConf(conf);
  return { vmid, type: 'lxc', node, text, digest: digest(text) };
}

export interface ClusterOptions {
  readonly running?: readonly number[];
  readonly pools?: Readonly<Record<string, readonly number[]>>;
  readonly pve?: string;
  readonly nodes?: readonly string[];
  readonly down?: readonly string[];
  readonly facts?: Partial<Extract<NodeFacts, { reachable: true }>>;
  /** Besides those of the world. */
  readonly storages?: readonly StorageEntry[];
  readonly at?: string;
}

/** A snapshot of a cluster that holds these guests. */
export function snapshotOf(files: readonly GuestFile[], options: ClusterOptions = {}): Snapshot {
  const { nodes = ['pve1'], down = [] } = options;
  const up: NodeFacts = {
    reachable: true,
    pve: options.pve ?? '9.2',
    running: new Set(options.running),
    bridges: ['vmbr0', 'vmbr1'],
    cores: 8,
    memory: 32 * 1024 * 1024,
    intents: [],
    tasks: [],
    ...options.facts,
  };
  return {
    at: options.at ?? '2026-11-22T10:00:00.000Z',
    nodes: new Map(
      nodes.map((name) => [name, down.includes(name) ? { reachable: false, why: 'no route' } : up]),
    ),
    guests: new Map(files.map((file) => [file.vmid, file])),
    storages: new Map(
      [
        ...Object.entries(WORLD_SETTINGS.nodes['pve1']?.storages ?? {}).map(
          ([id, { type, shared }]): StorageEntry => {
            return { id, type, shared, nodes: [], content: ['rootdir'], options: {} };
          },
        ),
        ...(options.storages ?? []),
      ].map((storage) => [storage.id, storage]),
    ),
    pools: new Map([
      ...WORLD_NEEDS.pools.map((pool): [string, readonly number[]] => [pool, []]),
      ...Object.entries(options.pools ?? {}),
    ]),
    backups: null,
  };
}

/** Fields as one text each, sorted: easy to compare and to read. */
export function shown(fields: readonly Field[]): string[] {
  return fields.map(({ path, value }) => `${path} = ${value}`).toSorted();
}

/** What is comparable of a spec: the fields that a conf file, a pool and a power state can hold. */
export function comparable(spec: LxcSpec): readonly Field[] {
  const creation = ['ostemplate', 'clone', 'ssh-public-keys'];
  return fieldsOf(spec).filter(
    (one) => !creation.includes(one.slot) && !(one.slot === 'tags' && one.value === ''),
  );
}
