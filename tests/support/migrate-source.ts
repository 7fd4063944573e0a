/** The real files of the old tool, and changes that another revision of them might have. */
import { readFileSync } from 'node:fs';
import { migrate, type Migration } from '../../src/authoring/migrate/migrate.ts';
import { type Role, SOURCE_FILES } from '../../src/authoring/migrate/source.ts';
import { type Json, type JsonObject, pointer } from '../../src/json.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { fc } from './fast-check.ts';

export const ORIGINAL = 'tests/data/original';

export type Files = Partial<Record<Role, JsonObject>>;

const read = (role: Role) =>
  JSON.parse(readFileSync(`${ORIGINAL}/${SOURCE_FILES[role]}`, 'utf8')) as JsonObject;

/** The three files of 2025-10-02. */
export const originalFiles = (): Files => ({ lxc: read('lxc'), host: read('host'), vms: read('vms') });

const NAMED = { name: 'lab', id: '7d0e5f0c-5b1e-4c7e-9a52-2f7c64a1d9b3', node: 'pve1' };

export function migrated(files: Files): Migration {
  const texts = Object.entries(files).map(([role, value]): [Role, string] => [
    role as Role,
    JSON.stringify(value),
  ]);
  return migrate({ texts: new Map(texts), named: NAMED, shipped: shippedFeatures });
}

/** Pointers of all values without members. */
export function leavesBelow(value: Json, at = ''): string[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return at === '' ? [] : [at];
  return entries.flatMap(([key, one]) => leavesBelow(one, at + pointer(key)));
}

const strange = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    1e30,
    900,
    '',
    '0',
    '900',
    'x',
    'none',
    'dhcp',
    '10.0.0.1/24',
  ),
  fc.constantFrom<Json>(
    [],
    {},
    [[]],
    [null],
    [{}],
    ['a', 'b'],
    { a: 1 },
    { ip: 5 },
    '/',
    '../x',
    'a b',
    '${secret:x}',
    '\u202e',
  ),
  fc.constantFrom<Json>(
    'nesting=1',
    'lxc.a=b',
    ['lxc.mount.entry=/dev/x dev/x none bind', 7],
    { '910': '/x' },
    'a,b,c',
  ),
  fc.string({ maxLength: 8 }),
);

/** One change somewhere in a file. */
export interface Change {
  readonly role: Role;
  readonly where: number;
  readonly how: 'delete' | 'rename' | 'retype' | 'add' | 'copy';
  readonly value: Json;
}

export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    role: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Role>('lxc') },
      { weight: 3, arbitrary: fc.constant<Role>('host') },
      { weight: 1, arbitrary: fc.constant<Role>('vms') },
    ),
    where: fc.nat(),
    how: fc.constantFrom<Change['how']>('delete', 'rename', 'retype', 'add', 'copy'),
    value: strange,
  }),
  { minLength: 1, maxLength: 12 },
);

interface Place {
  readonly parent: Record<string, Json>;
  readonly key: string;
}

function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    { parent: value as Record<string, Json>, key },
    ...placesIn((value as Record<string, Json>)[key] as Json),
  ]);
}

/** The name of a key that is in no revision. */
export const NEW_KEY = 'zz_frobnicate';

export function changed(files: Files, all: readonly Change[]): Files {
  const copy = structuredClone(files);
  for (const { role, where, how, value } of all) {
    const places = placesIn(copy[role] as Json);
    const { parent, key } = places[where % places.length] ?? {};
    if (!parent || key === undefined) continue;
    const own = parent[key] as Json;
    const isList = Array.isArray(parent);
    if (how === 'delete' && isList) parent.splice(Number(key), 1);
    else if (how === 'delete') delete parent[key];
    else if (how === 'rename' && !isList) {
      delete parent[key];
      parent[`${key.slice(0, -1)}${where % 2 === 0 ? '' : `${key.at(-1)}s`}`] = own;
    } else if (how === 'add' && !isList) parent[NEW_KEY] = value;
    else if (how === 'copy')
      parent[key] = structuredClone((places[(where * 7) % places.length] as Place).parent) as Json;
    else parent[key] = value;
  }
  return copy;
}
