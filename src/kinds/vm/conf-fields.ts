/** One section of a conf file as fields. */
import type { ConfSection } from '../../node/conf.ts';
import { canonicalValue } from './canonical.ts';
import { isGroup, propertiesOf } from './families.ts';
import { type Field, isVolumeSlot } from '../guest/field.ts';
import { family } from '../guest/field-name.ts';
import { stripMarker } from '../guest/marker.ts';
import { sortedKeys } from '../guest/sorted-keys.ts';
import { startupFields } from '../guest/startup.ts';
import { vmField } from './field.ts';

/** Scalar options of the conf file that are fields of their own. */
const SCALARS: ReadonlySet<string> = new Set(
  (
    'name ostype cores sockets vcpus cpulimit cpuunits affinity numa memory balloon shares machine bios scsihw boot ' +
    'hotplug tablet acpi kvm localtime onboot protection hookscript template ciuser ciupgrade cicustom nameserver ' +
    'searchdomain serial'
  ).split(' '),
);

/** Volumes that Proxmox writes for cloud-init. */
const CLOUD_INIT = /^([^:]+):(?:\d+\/)?(?:vm-\d+-)?cloudinit(?:\.\w+)?$/;

function driveFields(slot: string, values: ReadonlyMap<string, string>): Field[] {
  const file = values.get('file') ?? '';
  const cloudInit = CLOUD_INIT.exec(file)?.[1];
  if (cloudInit !== undefined) return [vmField(slot, 'cloudinit', cloudInit)];
  if (values.get('media') === 'cdrom') return [vmField(slot, 'iso', file)];
  const storage = /^([^:/]+):/.exec(file)?.[1];
  const isState = slot === 'efidisk0' || slot === 'tpmstate0';
  const rest = [...values].filter(
    ([key]) => key !== 'file' && key !== 'media' && !(isState && key === 'size'),
  );
  return [
    ...(storage === undefined ? [] : [vmField(slot, 'storage', storage)]),
    ...rest.map(([key, value]) => vmField(slot, key, canonicalValue(slot, key, value))),
  ];
}

/** Keys as the conf has them: one a line, written as in a URL. */
export function decodeKeys(value: string): string {
  try {
    return decodeURIComponent(value).trimEnd();
  } catch {
    return value;
  }
}

/** Proxmox pins the version of machines with Windows when it makes them (PVE 9.2): which one is no business of git. */
function machineOf(value: string): string {
  if (value.startsWith('pc-q35-')) return 'q35';
  return value.startsWith('pc-i440fx-') ? 'pc' : value;
}

function optionFields(key: string, value: string, isWindows: boolean): Field[] {
  const kind = family(key);
  if (key === 'machine' && isWindows) return [vmField(key, null, machineOf(value))];
  if (key === 'sshkeys') return [vmField(key, null, decodeKeys(value))];
  if (key === 'startup') return startupFields(value);
  if (key === 'tags') {
    const tags = canonicalValue('tags', null, value);
    return tags === '' ? [] : [vmField('tags', null, tags)];
  }
  if (SCALARS.has(kind)) return [vmField(key, null, canonicalValue(key, null, value))];
  if (!isGroup(kind)) return [];
  const values = propertiesOf(kind, value);
  if (isVolumeSlot(key)) return driveFields(key, values);
  return [...values].map(([name, text]) => vmField(key, name, canonicalValue(key, name, text)));
}

export function sectionFields(section: ConfSection): readonly Field[] {
  const description = stripMarker(section.description);
  const isWindows = (section.options.get('ostype') ?? '').startsWith('w');
  return [
    ...(description === '' ? [] : [vmField('description', null, description)]),
    ...sortedKeys(section.options).flatMap((key) =>
      optionFields(key, section.options.get(key) ?? '', isWindows),
    ),
  ];
}
