/** A new machine's options: what `qm create` gets, and what its conf file will hold, for those who clone it. */
import { hwaddrOf } from '../../guest/hwaddr.ts';
import { writeTags } from '../../guest/marker.ts';
import { startupValue } from '../../guest/steps/values.ts';
import { family } from '../../guest/field-name.ts';
import { propertyText } from '../families.ts';
import type { VmSpec } from '../spec.ts';
import { newDrive } from './drives.ts';

const entries = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));

function netsOf({ nets, vmid }: VmSpec, estate: string): [string, string][] {
  return Object.entries(nets).map(([slot, values]) => {
    const properties = entries(values);
    if (!properties.has('hwaddr')) properties.set('hwaddr', hwaddrOf(estate, vmid, slot));
    return [slot, propertyText('net', properties)];
  });
}

/** What boots where nobody says: Proxmox makes no order of its own on the command line. */
function bootOf({ options, disks }: VmSpec): [string, string][] {
  if (options['boot'] !== undefined) return [];
  const disk = Object.keys(disks).find(
    (slot) => disks[slot]?.['storage'] !== undefined && family(slot) === 'disk',
  );
  return disk === undefined ? [] : [['boot', `order=${disk}`]];
}

/** Every option of the conf file that the spec gives, in one order; the keys that cloud-init lets in are left out. */
export function madeOptions(spec: VmSpec, estate: string): ReadonlyMap<string, string> {
  const startup = startupValue(entries(spec.startup));
  const { sshkeys: _, ...cloudInit } = spec.cloudInit;
  return new Map([
    ['name', spec.hostname],
    ...Object.entries(spec.options),
    ...Object.entries(spec.groups).map(
      ([slot, values]) => [slot, propertyText(family(slot), entries(values))] as const,
    ),
    ...(startup === '' ? [] : [['startup', startup] as const]),
    ...Object.entries(spec.disks).map(
      ([slot, values]) => [slot, newDrive(slot, values, spec.imports[slot])] as const,
    ),
    ...bootOf(spec),
    ...netsOf(spec, estate),
    ...Object.entries(cloudInit),
    ['tags', writeTags(spec.tags ?? [], false)],
  ]);
}
