/** One section of a conf file as fields: what its lines mean, whatever they are of. */
import type { ConfSection, RawLine } from '../../node/conf.ts';
import {
  FAMILIES,
  parsePropertyString,
  type PropertyFields,
  PropertyStringError,
} from '../../node/property-string.ts';
import { canonicalValue } from './canonical.ts';
import { deviceSlot, type Field, field, mountSlot, rawSlot, type Slot } from '../guest/field.ts';
import { stripMarker } from '../guest/marker.ts';
import { sortedKeys } from '../guest/sorted-keys.ts';
import { startupFields } from '../guest/startup.ts';

/** Scalar options of the conf file that are fields of their own. */
const SCALARS: ReadonlySet<string> = new Set(
  (
    'arch ostype unprivileged hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone ' +
    'onboot protection hookscript cmode console tty debug entrypoint template'
  ).split(' '),
);

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
function mountPath(mp: string): string {
  if (mp.startsWith('/') && !mp.endsWith('/') && !mp.includes('//')) return mp;
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

function envFields(value: string): Field[] {
  const variables = new Map<string, string>();
  for (const variable of value.split('\0')) {
    const match = /^(\w+)=(.*)$/s.exec(variable);
    if (match) variables.set(match[1] ?? '', match[2] ?? '');
  }
  return group('env', variables);
}

/** `mp` of `mp0`, `dev` of `dev1`; null for any other key. */
export function attachmentFamily(key: string): 'mp' | 'dev' | null {
  return /^(mp|dev)\d+$/.test(key) ? (key.startsWith('mp') ? 'mp' : 'dev') : null;
}

/** The slot of a mount, by its path in the guest, or of a device; null where its string does not say. */
export function attachedSlot(family: 'mp' | 'dev', values: ReadonlyMap<string, string>): Slot | null {
  const path = values.get(family === 'mp' ? 'mp' : 'path');
  if (path === undefined) return null;
  return family === 'mp' ? mountSlot(mountPath(path)) : deviceSlot(path);
}

/** The slot of a numbered key (`mp0`, `dev1`), or null for any other key. */
export function numberedSlot(key: string, value: string): Slot | null {
  const family = attachmentFamily(key);
  return family && attachedSlot(family, properties(FAMILIES[family], value));
}

function optionFields(key: string, value: string): Field[] {
  if (SCALARS.has(key)) return [field(key, null, canonicalValue(key, null, value))];
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

/** Of two entries for one path in the guest, the one with the lower number counts, and wholly. */
function firstOnly(options: ReadonlyMap<string, string>): string[] {
  const taken = new Set<Slot>();
  return sortedKeys(options).filter((key) => {
    const slot = numberedSlot(key, options.get(key) ?? '');
    if (slot === null) return true;
    const isFirst = !taken.has(slot);
    taken.add(slot);
    return isFirst;
  });
}

/** The fields of a section of the conf file, snapshots and what is not in the file left out. */
export function sectionFields(section: ConfSection): readonly Field[] {
  const description = stripMarker(section.description);
  return [
    ...(description === '' ? [] : [field('description', null, description)]),
    ...firstOnly(section.options).flatMap((key) => optionFields(key, section.options.get(key) ?? '')),
    ...rawFields(section.raw),
  ];
}
