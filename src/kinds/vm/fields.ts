/** A spec as a flat list of fields: what is compared with a conf file and with the spec of another commit. */
import { type Field, featureSlot, field, type Slot, snapshotSlot } from '../guest/field.ts';
import { stampOf } from '../guest/software.ts';
import type { Values } from '../guest/spec.ts';
import { importSlot, vmField } from './field.ts';
import type { VmSource, VmSpec } from './spec.ts';

function group(slot: Slot, values: Values): Field[] {
  return Object.entries(values).map(([key, value]) => vmField(slot, key, value));
}

function sourceFields(source: VmSource | null): Field[] {
  if (source?.is !== 'clone') return [];
  const { vmid, full, snapshot, storage } = source;
  return [
    vmField('clone', 'from', String(vmid)),
    ...(full === undefined ? [] : [vmField('clone', 'full', full ? '1' : '0')]),
    ...(snapshot === undefined ? [] : [vmField('clone', 'snapshot', snapshot)]),
    ...(storage === undefined ? [] : [vmField('clone', 'storage', storage)]),
  ];
}

/** Every value that the spec names, in a stable order. A value that git does not name has no field: it is unmanaged. */
export function fieldsOf(spec: VmSpec): readonly Field[] {
  const { description = '', pool, tags } = spec;
  return [
    field('node', null, spec.node),
    ...sourceFields(spec.source),
    vmField('name', null, spec.hostname),
    ...(description === '' ? [] : [field('description', null, description)]),
    ...(tags === undefined ? [] : [field('tags', null, tags.join(';'))]),
    ...(pool === undefined ? [] : [field('pool', null, pool)]),
    ...Object.entries(spec.options).map(([option, value]) => vmField(option, null, value)),
    ...Object.entries(spec.groups).flatMap(([slot, values]) => group(slot, values)),
    ...group('startup', spec.startup),
    ...Object.entries(spec.disks).flatMap(([slot, values]) => group(slot, values)),
    ...Object.entries(spec.imports).map(([slot, volume]) =>
      vmField(importSlot(slot), null, spec.imageOf?.[slot] ?? volume),
    ),
    ...Object.entries(spec.nets).flatMap(([slot, values]) => group(slot, values)),
    ...Object.entries(spec.cloudInit).map(([option, value]) => vmField(option, null, value)),
    ...Object.entries(spec.snapshots).flatMap(([name, { description: text = '' }]) => [
      field(snapshotSlot(name), null, '1'),
      ...(text === '' ? [] : [field(snapshotSlot(name), 'description', text)]),
    ]),
    ...(spec.software ?? []).map((one) => field(featureSlot(one.id), null, stampOf(one))),
    field('template', null, spec.template ? '1' : '0'),
    field('state', null, spec.state),
  ];
}
