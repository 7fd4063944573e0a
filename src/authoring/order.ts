/**
 * In which order the keys of a file stand: that of the schema, which is written as a person writes a file; names of a map
 * by name. Where the order is somebody's own, as that of raw lines, which Proxmox reads from top to bottom, it stays.
 */
import { schemaOfKind, schemaOfSettings } from '../config/json-schema.ts';
import { alternatives, type JsonSchema } from '../config/schema-at.ts';
import { kinds } from '../kinds/registry.ts';
import { byName } from './natural.ts';

/** The order of one object, and of the objects in it. */
export interface Order {
  sorted<T>(members: readonly T[], keyOf: (member: T) => string): readonly T[];
  /** @param key of an object, or an index of a list */
  below(key: string): Order;
}

/** Maps whose names stay as they stand: `*` is any name. */
const KEPT: readonly (readonly string[])[] = [
  ['raw'],
  ['env'],
  ['features', '*'],
  ['health', '*', 'headers'],
];

/** @param path of the file below the configs folder: `lxc/web.jsonc`, `environments/prod/lxc/web.json` */
export function orderOf(path: string): Order {
  return orderAt(schemasOf(path.replace(/\.jsonc?$/, '').split('/')), []);
}

function schemasOf([folder = '', ...rest]: readonly string[]): readonly JsonSchema[] {
  const ofKind = (name: string | undefined) =>
    kinds.filter(({ kind }) => kind === name).map((kind) => schemaOfKind(kind));
  switch (folder) {
    case 'phoenix':
      return [schemaOfSettings()];
    case 'base':
      return ofKind(rest[0]);
    // A profile may serve several kinds.
    case 'profiles':
      return kinds.map((kind) => schemaOfKind(kind));
    case 'environments':
      return ofKind(rest[1]);
    default:
      return ofKind(folder);
  }
}

function orderAt(schemas: readonly JsonSchema[], path: readonly string[]): Order {
  const places = schemas.flatMap(alternatives);
  return {
    sorted: (members, keyOf) => sortedBy(members, keyOf, places, path),
    below: (key) =>
      orderAt(
        places.flatMap((place) => valueOf(place, key)),
        [...path, key],
      ),
  };
}

function sortedBy<T>(
  members: readonly T[],
  keyOf: (member: T) => string,
  places: readonly JsonSchema[],
  path: readonly string[],
): readonly T[] {
  const ranks = new Map<string, number>();
  for (const place of places) {
    for (const key of Object.keys(place.properties ?? {})) {
      if (!ranks.has(key)) ranks.set(key, key === 'suppress' ? Infinity : ranks.size);
    }
  }
  const isMap = places.some(({ additionalProperties: values }) => typeof values === 'object');
  if (isMap && ranks.size === 0) {
    return isKept(path) ? members : members.toSorted((a, b) => byName(keyOf(a), keyOf(b)));
  }
  // What nobody knows comes last, as it stands.
  const rank = (member: T) => ranks.get(keyOf(member)) ?? Number.MAX_SAFE_INTEGER;
  return members.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

function isKept(path: readonly string[]): boolean {
  return KEPT.some(
    (kept) => kept.length === path.length && kept.every((name, at) => name === '*' || name === path[at]),
  );
}

function valueOf(place: JsonSchema, key: string): readonly JsonSchema[] {
  const own = place.properties && Object.hasOwn(place.properties, key) ? place.properties[key] : undefined;
  if (own) return [own];
  return [place.additionalProperties, place.items].filter((one) => typeof one === 'object');
}
