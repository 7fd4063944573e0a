/** A dataset as a flat list of fields: what its file says, what its node has of its own, and what differs. Pure. */
import { type Pointer, pointer } from '../../json.ts';
import type { Change } from '../change.ts';
import type { Effect } from '../effect.ts';
import type { DatasetLive } from './live.ts';
import { ownerWord } from './owner.ts';
import { isSameValue, PROPERTIES, textOfProperty } from './properties.ts';
import type { DatasetSpec } from './spec.ts';
import { KEEP_PROPERTY, OWNER_PROPERTY, type Properties, type Property } from './zfs-reading.ts';

export interface Field {
  readonly path: Pointer;
  /** `properties`, `owner`, `nfs`. */
  readonly slot: string;
  /** The property that keeps it; null: it is a client of NFS. */
  readonly property: string | null;
  readonly value: string;
}

const AGES = ['change', 'hourly', 'daily', 'weekly', 'monthly'] as const;

/** `hourly=24,daily=7`. */
export function keepWord(keep: DatasetSpec['keep']): string | null {
  const rules = AGES.flatMap((age) => (keep?.[age] === undefined ? [] : [`${age}=${keep[age]}`]));
  return rules.length > 0 ? rules.join(',') : null;
}

const own = (path: Pointer, slot: string, property: string, value: string | null): Field[] =>
  value === null ? [] : [{ path, slot, property, value }];

const clients = (all: Iterable<readonly [string, string]>): Field[] =>
  [...all].map(([client, value]) => ({ path: pointer('nfs', client), slot: 'nfs', property: null, value }));

export function fieldsOf(spec: DatasetSpec): Field[] {
  const { properties, keep, nfs = {} } = spec;
  return [
    ...Object.entries(properties).flatMap(([name, value]) => own(pointer(name), 'properties', name, value)),
    ...own('/owner', 'owner', OWNER_PROPERTY, ownerWord(spec)),
    ...own('/snapshots/keep', 'properties', KEEP_PROPERTY, keepWord(keep)),
    ...clients(Object.entries(nfs)),
  ];
}

/** What stands on the dataset itself: what it inherits, and what was received, is not git's to take away. */
export function fieldsIn({ properties, exports }: Pick<DatasetLive, 'properties' | 'exports'>): Field[] {
  const local = (name: string) => {
    const found = properties.get(name);
    return found?.source === 'local' ? found.value : null;
  };
  return [
    ...Object.keys(PROPERTIES).flatMap((name) => own(pointer(name), 'properties', name, local(name))),
    ...own('/owner', 'owner', OWNER_PROPERTY, local(OWNER_PROPERTY)),
    ...own('/snapshots/keep', 'properties', KEEP_PROPERTY, local(KEEP_PROPERTY)),
    ...clients(exports.clients),
  ];
}

export const textOf = ({ property, value }: Pick<Field, 'property' | 'value'>): string =>
  property !== null && PROPERTIES[property] ? textOfProperty(property, value) : value;

/** `128K (default)`: what is so without anybody having said it. */
function unsaid(property: string, { value, source }: Property): string {
  return `${textOfProperty(property, value)} (${source})`;
}

const byPath = (fields: readonly Field[]) => new Map(fields.map((one) => [one.path, one]));

interface Cost {
  readonly effect: Effect;
  readonly note?: string;
}

function costOf({ property, slot }: Field, goes: boolean): Cost {
  if (slot === 'nfs')
    return goes ? { effect: 'live', note: 'whoever has it mounted gets errors' } : { effect: 'live' };
  if (slot === 'owner')
    return goes ? { effect: 'config', note: 'the folder stays as it is' } : { effect: 'live' };
  const row = property === null ? undefined : PROPERTIES[property];
  if (!row) return { effect: 'config' };
  return { effect: row.effect ?? 'live', ...(row.note === undefined ? {} : { note: row.note }) };
}

/** A limit below what is used already: ZFS refuses it. */
function refusal({ property, value }: Field, properties: Properties | null): Cost | null {
  const counted = property === 'quota' ? 'used' : property === 'refquota' ? 'usedbydataset' : null;
  const used = counted === null ? undefined : properties?.get(counted)?.value;
  if (used === undefined || value === '0' || Number(value) >= Number(used)) return null;
  return { effect: 'impossible', note: `it uses ${textOfProperty('quota', used)} already` };
}

/**
 * What differs of the fields that git names, and of those that it named before.
 * @param properties what the node has, with where it comes from; null: two revisions are compared
 */
export function differences(
  want: readonly Field[],
  base: readonly Field[],
  now: readonly Field[],
  properties: Properties | null,
): Change[] {
  const [wanted, has] = [byPath(want), byPath(now)];
  const changes: Change[] = [];
  for (const field of want) {
    const there = has.get(field.path);
    const same =
      there !== undefined &&
      (field.property === null
        ? there.value === field.value
        : isSameValue(field.property, field.value, there.value));
    if (same) continue;
    const inherited =
      field.property !== null && PROPERTIES[field.property] ? properties?.get(field.property) : undefined;
    const before = there ? textOf(there) : inherited ? unsaid(field.property ?? '', inherited) : null;
    const cost = refusal(field, properties) ?? costOf(field, false);
    changes.push({ path: field.path, slot: field.slot, before, after: textOf(field), ...cost });
  }
  for (const field of base) {
    const there = has.get(field.path);
    if (wanted.has(field.path) || !there) continue;
    changes.push({
      path: field.path,
      slot: field.slot,
      before: textOf(there),
      after: null,
      ...costOf(field, true),
    });
  }
  return changes;
}
