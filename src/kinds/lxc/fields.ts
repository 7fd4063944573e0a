/** A spec as a flat list of fields: what is compared with a conf file and with the spec of another commit. */
import type { Slot } from '../guest/field.ts';
import {
  deviceSlot,
  featureSlot,
  type Field,
  field,
  mountSlot,
  rawSlot,
  snapshotSlot,
} from '../guest/field.ts';
import { stampOf } from '../guest/software.ts';
import { layerAddress } from '../guest/layered.ts';
import type { LxcSource, LxcSpec } from './spec.ts';
import type { Values } from '../guest/spec.ts';

function group(slot: Slot, values: Values): Field[] {
  return Object.entries(values).map(([key, value]) => field(slot, key, value));
}

function optional(slot: Slot, value: string | undefined): Field[] {
  return value === undefined || value === '' ? [] : [field(slot, null, value)];
}

function sourceFields(source: LxcSource | null): Field[] {
  if (!source) return [];
  if (source.is === 'ostemplate') return [field('ostemplate', null, source.volume)];
  const { vmid, full, snapshot, storage } = source;
  // Another content of the same layer is no other source: a guest stays on the one that it was made from.
  const layer = layerAddress(source);
  return [
    field('clone', 'from', layer ?? String(vmid)),
    ...(full === undefined ? [] : [field('clone', 'full', full ? '1' : '0')]),
    ...(snapshot === undefined ? [] : [field('clone', 'snapshot', snapshot)]),
    ...(storage === undefined ? [] : [field('clone', 'storage', storage)]),
  ];
}

/** Every value that the spec names, in a stable order. A value that git does not name has no field: it is unmanaged. */
export function fieldsOf(spec: LxcSpec): readonly Field[] {
  return [
    field('node', null, spec.node),
    ...sourceFields(spec.source),
    field('unprivileged', null, spec.unprivileged ? '1' : '0'),
    ...optional('arch', spec.arch),
    ...optional('ostype', spec.ostype),
    ...optional('ssh-public-keys', spec.sshPublicKeys?.join('\n')),
    field('hostname', null, spec.hostname),
    ...optional('description', spec.description),
    ...(spec.tags === undefined ? [] : [field('tags', null, spec.tags.join(';'))]),
    ...optional('pool', spec.pool),
    ...Object.entries(spec.options).map(([option, value]) => field(option, null, value)),
    ...group('features', spec.features),
    ...group('startup', spec.startup),
    ...group('rootfs', spec.rootfs ?? {}),
    ...Object.entries(spec.nets).flatMap(([slot, values]) => group(slot, values)),
    ...Object.entries(spec.mounts).flatMap(([path, values]) => group(mountSlot(path), values)),
    ...Object.entries(spec.devices).flatMap(([path, values]) => [
      field(deviceSlot(path), 'path', path),
      ...group(deviceSlot(path), values),
    ]),
    ...group('env', spec.env),
    ...Object.entries(spec.raw).map(([key, values]) => field(rawSlot(key), null, values.join('\n'))),
    ...Object.entries(spec.snapshots).flatMap(([name, { description }]) => [
      field(snapshotSlot(name), null, '1'),
      ...(description === undefined || description === ''
        ? []
        : [field(snapshotSlot(name), 'description', description)]),
    ]),
    ...(spec.software ?? []).map((one) => field(featureSlot(one.id), null, stampOf(one))),
    field('template', null, spec.template ? '1' : '0'),
    field('state', null, spec.state),
  ];
}
