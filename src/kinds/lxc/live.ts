/**
 * A conf file as the same flat list of fields that a spec gives, once for what holds now and once for what the next
 * start makes of it. Whose guest it is stands in observe.ts.
 */
import { type ConfSection, type GuestConf, parseConf, type RawLine } from '../../node/conf.ts';
import type { GuestFile, GuestState, Snapshot } from '../../node/port.ts';
import {
  FAMILIES,
  parsePropertyString,
  type PropertyFields,
  PropertyStringError,
} from '../../node/property-string.ts';
import { canonicalValue } from './canonical.ts';
import { deviceSlot, type Field, field, mountSlot, rawSlot, type Slot, snapshotSlot } from './field.ts';
import { RETIRED_TAG, splitTags, stripMarker } from './marker.ts';

/** A volume that Proxmox keeps although nothing uses it. */
export interface UnusedVolume {
  /** `unused0`. */
  readonly key: string;
  readonly volume: string;
}

/** A container as its node has it. */
export interface LxcLive {
  readonly vmid: number;
  /** The node in whose folder the conf file stands. */
  readonly node: string;
  /** SHA-1 of the conf file. */
  readonly digest: string;
  readonly running: boolean;
  /** The conf file as parsed, for building property strings from what is there. */
  readonly conf: GuestConf;
  /** What holds now. */
  readonly fields: readonly Field[];
  /** What holds after the next start: `fields` with the pending changes applied. The same list where none are pending. */
  readonly next: readonly Field[];
  /** Keys of the conf file that have a pending value or a pending deletion: `features`, `mp0`. */
  readonly pending: readonly string[];
  /** The key of the conf file of each mount and device slot: `mount:/data` is `mp0`; pending ones included. */
  readonly keys: ReadonlyMap<Slot, string>;
  readonly unused: readonly UnusedVolume[];
  /** Proxmox's lock, such as `create`, `disk`, `backup`; null when there is none. */
  readonly lock: string | null;
  /** The tag of a retired guest is there. */
  readonly retired: boolean;
}

/** Scalar options of the conf file that are fields of their own. */
const SCALARS: readonly string[] = (
  'arch ostype unprivileged hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone ' +
  'onboot protection hookscript cmode console tty debug entrypoint template'
).split(' ');

/** A property string that cannot be split, as a hand may have left it, names nothing. */
function properties(fields: PropertyFields, text: string): ReadonlyMap<string, string> {
  try {
    return parsePropertyString(fields, text);
  } catch (error) {
    if (error instanceof PropertyStringError) return new Map();
    throw error;
  }
}

function group(
  slot: Slot,
  values: Iterable<readonly [string, string]>,
  leaveOut: readonly string[] = [],
): Field[] {
  return [...values]
    .filter(([key]) => !leaveOut.includes(key))
    .map(([key, value]) => field(slot, key, canonicalValue(slot, key, value)));
}

/** Proxmox takes `data` and `/data/` for `/data`; a field has one name. */
export function mountPath(mp: string): string {
  return `/${mp
    .split('/')
    .filter((segment) => segment !== '')
    .join('/')}`;
}

function volumeFields(slot: Slot, values: ReadonlyMap<string, string>): Field[] {
  const volume = values.get('volume') ?? '';
  if (volume.startsWith('/')) {
    // Proxmox neither makes nor grows what it only binds, so that a size there means nothing.
    return [field(slot, 'bind', volume), ...group(slot, values, ['volume', 'mp', 'size'])];
  }
  const storage = /^([^:]+):/.exec(volume)?.[1];
  return [
    ...(storage === undefined ? [] : [field(slot, 'storage', storage)]),
    ...group(slot, values, ['volume', 'mp']),
  ];
}

function startupFields(value: string): Field[] {
  return value
    .split(',')
    .map((part) => /^(?:(order|up|down)=)?(\d+)$/.exec(part.trim()))
    .filter((match) => match !== null)
    .map((match) => field('startup', match[1] ?? 'order', String(Number(match[2]))));
}

function envFields(value: string): Field[] {
  return value.split('\0').flatMap((variable) => {
    const match = /^(\w+)=(.*)$/s.exec(variable);
    return match ? [field('env', match[1] ?? '', match[2] ?? '')] : [];
  });
}

/** The slot of a numbered key (`mp0`, `dev1`), or null for any other key. */
function numberedSlot(key: string, value: string): Slot | null {
  if (/^mp\d+$/.test(key)) {
    const mp = properties(FAMILIES.mp, value).get('mp');
    return mp === undefined ? null : mountSlot(mountPath(mp));
  }
  if (/^dev\d+$/.test(key)) {
    const path = properties(FAMILIES.dev, value).get('path');
    return path === undefined ? null : deviceSlot(path);
  }
  return null;
}

function optionFields(key: string, value: string): Field[] {
  if (SCALARS.includes(key)) return [field(key, null, canonicalValue(key, null, value))];
  if (/^net\d+$/.test(key)) return group(key, properties(FAMILIES.net, value), ['type']);
  switch (key) {
    case 'tags': {
      const tags = canonicalValue('tags', null, value);
      return tags === '' ? [] : [field('tags', null, tags)];
    }
    case 'features':
      return group('features', properties(FAMILIES.features, value));
    case 'startup':
      return startupFields(value);
    case 'env':
      return envFields(value);
    case 'rootfs':
      return volumeFields('rootfs', properties(FAMILIES.rootfs, value));
  }
  const slot = numberedSlot(key, value);
  if (slot === null) return [];
  if (key.startsWith('mp')) return volumeFields(slot, properties(FAMILIES.mp, value));
  return group(slot, properties(FAMILIES.dev, value));
}

/** Raw lines of one key are one field: their order is meaning. */
function rawFields(lines: readonly RawLine[]): Field[] {
  const values = new Map<string, string[]>();
  for (const { key, value } of lines) values.set(key, [...(values.get(key) ?? []), value]);
  return [...values].map(([key, list]) => field(rawSlot(key), null, list.join('\n')));
}

/** In the order of their numbers, so that of two entries for one path the first one counts. */
function sortedKeys(options: ReadonlyMap<string, string>): string[] {
  const split = (key: string): [string, number] => [
    key.replace(/\d+$/, ''),
    Number(/\d+$/.exec(key)?.[0] ?? -1),
  ];
  return [...options.keys()].toSorted((a, b) => {
    const [x, y] = [split(a), split(b)];
    return x[0] === y[0] ? x[1] - y[1] : x[0] < y[0] ? -1 : 1;
  });
}

function unique(fields: readonly Field[]): Field[] {
  const seen = new Map<string, Field>();
  for (const one of fields) if (!seen.has(one.path)) seen.set(one.path, one);
  return [...seen.values()];
}

/** The fields of a section of the conf file, snapshots and what is not in the file left out. */
export function sectionFields(section: ConfSection): readonly Field[] {
  const description = stripMarker(section.description);
  return unique([
    ...(description === '' ? [] : [field('description', null, description)]),
    ...sortedKeys(section.options).flatMap((key) => optionFields(key, section.options.get(key) ?? '')),
    ...rawFields(section.raw),
  ]);
}

function snapshotFields(conf: GuestConf): Field[] {
  return [...conf.snapshots].flatMap(([name, { description }]) => {
    const text = (description ?? '').replace(/\n+$/, '');
    return [
      field(snapshotSlot(name), null, '1'),
      ...(text === '' ? [] : [field(snapshotSlot(name), 'description', text)]),
    ];
  });
}

function afterStart(conf: GuestConf): ConfSection {
  const { pending } = conf;
  if (!pending) return conf;
  const options = new Map(conf.options);
  for (const key of pending.delete) options.delete(key);
  for (const [key, value] of pending.options) options.set(key, value);
  return { description: conf.description, options, raw: conf.raw };
}

function slotKeys(conf: GuestConf): ReadonlyMap<Slot, string> {
  const keys = new Map<Slot, string>();
  for (const options of [conf.options, conf.pending?.options ?? new Map<string, string>()]) {
    for (const key of sortedKeys(options)) {
      const slot = numberedSlot(key, options.get(key) ?? '');
      if (slot !== null && !keys.has(slot)) keys.set(slot, key);
    }
  }
  return keys;
}

/** Reads a guest's file. `pool` comes from the cluster's user.cfg, since the conf file does not know it. */
export function liveOf(file: GuestFile, running: boolean, pool: string | null): LxcLive {
  const conf = parseConf(file.text);
  const outside = [
    field('node', null, file.node),
    field('state', null, running ? 'running' : 'stopped'),
    ...(conf.options.has('template') ? [] : [field('template', null, '0')]),
    // Proxmox writes no line for a privileged guest.
    ...(conf.options.has('unprivileged') ? [] : [field('unprivileged', null, '0')]),
    ...(pool === null ? [] : [field('pool', null, pool)]),
    ...snapshotFields(conf),
  ];
  const fields = [...sectionFields(conf), ...outside];
  const pending = [...new Set([...(conf.pending?.options.keys() ?? []), ...(conf.pending?.delete ?? [])])];
  const next = pending.length === 0 ? fields : [...sectionFields(afterStart(conf)), ...outside];
  return {
    vmid: file.vmid,
    node: file.node,
    digest: file.digest,
    running,
    conf,
    fields,
    next,
    pending: pending.toSorted(),
    keys: slotKeys(conf),
    unused: sortedKeys(conf.options)
      .filter((key) => /^unused\d+$/.test(key))
      .map((key) => ({ key, volume: conf.options.get(key) ?? '' })),
    lock: conf.options.get('lock') ?? null,
    retired: splitTags(conf.options.get('tags') ?? '').includes(RETIRED_TAG),
  };
}

/** The pool of a guest. */
export function poolOf(snapshot: Snapshot, vmid: number): string | null {
  for (const [pool, members] of snapshot.pools) if (members.includes(vmid)) return pool;
  return null;
}

/** A guest of a snapshot of the estate; null when there is no such container. */
export function liveIn(snapshot: Snapshot, vmid: number): LxcLive | null {
  const file = snapshot.guests.get(vmid);
  if (!file || file.type !== 'lxc') return null;
  const node = snapshot.nodes.get(file.node);
  const running = node?.reachable === true && node.running.has(vmid);
  return liveOf(file, running, poolOf(snapshot, vmid));
}

/** A fresh reading of one guest. */
export function liveNow(state: GuestState): LxcLive | null {
  if (!state.file || state.file.type !== 'lxc') return null;
  return liveOf(state.file, state.running, state.pool);
}
