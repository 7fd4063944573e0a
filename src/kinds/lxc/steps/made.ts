/** A new guest's options: what `pct create` gets, and what its conf file will hold, for those who clone it. */
import { FAMILIES, formatPropertyString } from '../../../node/property-string.ts';
import { writeTags } from '../../guest/marker.ts';
import type { LxcSpec } from '../spec.ts';
import type { Values } from '../../guest/spec.ts';
import { hwaddrOf } from '../../guest/hwaddr.ts';
import { parentsFirst, placeMounts } from './indexes.ts';
import { allocation, formatProperties, startupValue } from '../../guest/steps/values.ts';

const entries = (values: Values): Map<string, string> => new Map(Object.entries(values));

function volume(values: Values, mp: string | null): string {
  const { storage = '', size = '', bind, ...flags } = values;
  const family = mp === null ? FAMILIES.rootfs : FAMILIES.mp;
  const properties = new Map(Object.entries(flags));
  properties.set('volume', bind ?? allocation(storage, size));
  if (mp !== null) properties.set('mp', mp);
  return formatPropertyString(family, properties);
}

function netsOf(spec: LxcSpec, estate: string): [string, string][] {
  return Object.entries(spec.nets).map(([slot, values]) => {
    const properties = entries(values);
    if (!properties.has('hwaddr')) properties.set('hwaddr', hwaddrOf(estate, spec.vmid, slot));
    return [slot, formatProperties('net', properties)];
  });
}

/** Parents get the lower index: Proxmox mounts in that order. */
function mountsOf(spec: LxcSpec): [string, string][] {
  const added = Object.keys(spec.mounts);
  const { options } = placeMounts({ kept: new Map(), added, taken: new Set() });
  return parentsFirst(added).map((path) => [options.get(path) ?? '', volume(spec.mounts[path] ?? {}, path)]);
}

function devicesOf(spec: LxcSpec): [string, string][] {
  return Object.entries(spec.devices).map(([path, values], index) => [
    `dev${index}`,
    formatProperties('dev', new Map([['path', path], ...Object.entries(values)])),
  ]);
}

const present = (option: string, value: string | undefined): [string, string][] =>
  value === undefined || value === '' ? [] : [[option, value]];

/** Variables of the environment that `pct create` can carry: one, since it separates them by NUL. */
function environment({ env }: LxcSpec): [string, string][] {
  const [first, ...more] = Object.entries(env);
  return first && more.length === 0 ? [['env', `${first[0]}=${first[1]}`]] : [];
}

/** Every option of the conf file that the spec gives, in one order. */
export function madeOptions(spec: LxcSpec, estate: string): ReadonlyMap<string, string> {
  return new Map([
    ['hostname', spec.hostname],
    // PVE 8 makes privileged guests unless told otherwise.
    ['unprivileged', spec.unprivileged ? '1' : '0'],
    ...present('arch', spec.arch),
    ...present('ostype', spec.ostype),
    ...Object.entries(spec.options),
    ...present('features', formatProperties('features', entries(spec.features))),
    ...present('startup', startupValue(entries(spec.startup))),
    ...(spec.rootfs ? present('rootfs', volume(spec.rootfs, null)) : []),
    ...mountsOf(spec),
    ...netsOf(spec, estate),
    ...devicesOf(spec),
    ...environment(spec),
    ['tags', writeTags(spec.tags ?? [], false)],
  ]);
}
