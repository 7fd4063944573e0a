/**
 * Whether a guest of ours is seen at one glance to be as git wants it, as nearly all guests of an estate are: its file is
 * held against the spec without making fields of both. A "no" only means that the diff has to look closely.
 */
import type { Resource } from '../../config/model.ts';
import {
  FAMILIES,
  parsePropertyString,
  type Properties,
  type PropertyFields,
  PropertyStringError,
} from '../../node/property-string.ts';
import type { Seen } from '../seen.ts';
import { canonicalValue } from './canonical.ts';
import { fieldName } from '../guest/field-name.ts';
import { attachedSlot, attachmentFamily } from './conf-fields.ts';
import { deviceSlot, mountSlot, type Slot } from '../guest/field.ts';
import { behindOn } from '../guest/layered.ts';
import type { GuestLive } from '../guest/live.ts';
import { stripMarker } from '../guest/marker.ts';
import { optionRow } from './options.ts';
import { OWN_SNAPSHOT } from '../guest/own-snapshot.ts';
import { stampOf } from '../guest/software.ts';
import type { LxcSpec } from './spec.ts';
import { isSameSpec, type Values } from '../guest/spec.ts';

type Ours = Extract<Seen<GuestLive>, { is: 'ours' }>;
type Options = ReadonlyMap<string, string>;

const NOTHING: Properties = new Map();

function properties(fields: PropertyFields, text: string | undefined): Properties {
  if (text === undefined) return NOTHING;
  try {
    return parsePropertyString(fields, text);
  } catch (error) {
    if (error instanceof PropertyStringError) return NOTHING;
    throw error;
  }
}

/** What Proxmox takes where nothing stands. */
const amounts = (slot: Slot, key: string | null) => optionRow(fieldName(slot, key)).default;

function isEmpty(values: Readonly<Record<string, unknown>>): boolean {
  for (const _ in values) return false;
  return true;
}

/** A volume has a name that git does not know; it names its storage, or the path that is bound. */
function valueIn(there: Properties, key: string): string | undefined {
  if (key !== 'storage' && key !== 'bind') return there.get(key);
  const volume = there.get('volume') ?? '';
  if (key === 'bind') return volume.startsWith('/') ? volume : undefined;
  const colon = volume.startsWith('/') ? -1 : volume.indexOf(':');
  return colon > 0 ? volume.slice(0, colon) : undefined;
}

function hold(slot: Slot, wanted: Values | undefined, there: Properties): boolean {
  for (const key in wanted) if ((valueIn(there, key) ?? amounts(slot, key)) !== wanted[key]) return false;
  return true;
}

/** Whether an option's property string says what is wanted; it is split only where something is. */
function holds(slot: Slot, wanted: Values = {}, fields: PropertyFields, options: Options): boolean {
  return isEmpty(wanted) || hold(slot, wanted, properties(fields, options.get(slot)));
}

/** What a description with a marker begins with: as Phoenix writes it, or however people left it. */
function saysOf(description: string | null, wanted: string): boolean {
  const head = `${wanted}\n<!-- phoenix {`;
  const isOurs =
    description?.startsWith(head) && description.indexOf('\n', head.length) === description.length - 1;
  return isOurs || stripMarker(description) === wanted;
}

function scalarsHold(spec: LxcSpec, { conf, pool }: GuestLive): boolean {
  const { options } = conf;
  if (options.get('hostname') !== spec.hostname) return false;
  if ((options.get('template') ?? '0') !== (spec.template ? '1' : '0')) return false;
  if (spec.pool !== undefined && pool !== spec.pool) return false;
  if (spec.description !== undefined && !saysOf(conf.description, spec.description)) return false;
  const tags = spec.tags?.join(';');
  if (tags !== undefined && canonicalValue('tags', null, options.get('tags') ?? '') !== tags) return false;
  for (const key in spec.options)
    if ((options.get(key) ?? amounts(key, null)) !== spec.options[key]) return false;
  return true;
}

function groupsHold({ nets, features, startup, rootfs }: LxcSpec, options: Options): boolean {
  for (const slot in nets) if (!holds(slot, nets[slot], FAMILIES.net, options)) return false;
  return (
    holds('rootfs', rootfs, FAMILIES.rootfs, options) &&
    holds('features', features, FAMILIES.features, options) &&
    holds('startup', startup, {}, options)
  );
}

/** Mounts and devices by slot; null where two claim one slot, of which the diff takes the first. */
function attachments(options: Options): ReadonlyMap<Slot, Properties> | null {
  const found = new Map<Slot, Properties>();
  for (const [key, text] of options) {
    const family = attachmentFamily(key);
    if (family === null) continue;
    const values = properties(FAMILIES[family], text);
    const slot = attachedSlot(family, values);
    if (slot === null) continue;
    if (found.has(slot)) return null;
    found.set(slot, values);
  }
  return found;
}

function attachmentsHold({ mounts, devices }: LxcSpec, options: Options): boolean {
  if (isEmpty(mounts) && isEmpty(devices)) return true;
  const found = attachments(options);
  const stands = (slot: Slot, wanted: Values | undefined) => {
    const there = found?.get(slot);
    return there !== undefined && hold(slot, wanted, there);
  };
  for (const path in mounts) if (!stands(mountSlot(path), mounts[path])) return false;
  for (const path in devices) if (!stands(deviceSlot(path), devices[path])) return false;
  return true;
}

/** The marker tells what is in the guest. */
function softwareHolds({ software = [] }: LxcSpec, { mark }: Ours): boolean {
  return software.every((one) => mark?.features?.[one.id] === stampOf(one));
}

/** Nothing in git or in its marker is under way. */
function isAtRest(want: Resource<LxcSpec>, base: Resource<LxcSpec> | null, { mark, repair }: Ours): boolean {
  if (!base || !mark?.commit || repair !== undefined) return false;
  if (mark.retired !== undefined || (mark.owed?.length ?? 0) > 0) return false;
  if (behindOn(want.spec, mark) !== null) return false;
  return mark.address === want.address && base.address === want.address && isSameSpec(want.spec, base.spec);
}

/**
 * True: git asks for nothing since the marker's commit, and the guest is as git wants it, now and after its next start.
 * @param base the resource at the marker's commit
 */
export function isSettled(want: Resource<LxcSpec>, base: Resource<LxcSpec> | null, seen: Ours): boolean {
  const { spec } = want;
  const { live } = seen;
  // Rare, and read with more care than a glance has.
  if (live.conf.snapshots.has(OWN_SNAPSHOT)) return false;
  if (live.conf.pending || !isEmpty(spec.env) || !isEmpty(spec.raw) || !isEmpty(spec.snapshots)) return false;
  return (
    isAtRest(want, base, seen) &&
    !live.retired &&
    live.node === spec.node &&
    live.running === (spec.state === 'running') &&
    softwareHolds(spec, seen) &&
    scalarsHold(spec, live) &&
    groupsHold(spec, live.conf.options) &&
    attachmentsHold(spec, live.conf.options)
  );
}
