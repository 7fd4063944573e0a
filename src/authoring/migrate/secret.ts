/** Which values of the source are secrets: they are repeated nowhere, and stand in no file that is written. Pure. */
import { isObject, type Json, type Pointer, pointer } from '../../json.ts';
import { ASKS, isAbout, isSecret, namesSecret, TOKEN } from './secret-forms.ts';
import { type Found, ROLES, type Source } from './source.ts';

/** The key that says what a value is: of `{ "name": "DB_PASSWORD", "value": "x" }` the name, of `["--token", "x"]` the word before. */
function keyOf(parent: Json, key: string, above: string): string {
  if (Array.isArray(parent)) {
    const before = (parent as readonly Json[])[Number(key) - 1];
    return typeof before === 'string' && ASKS.test(before) ? before : above;
  }
  const name = isObject(parent) && key === 'value' ? (parent['name'] ?? parent['key']) : undefined;
  if (typeof name === 'string') return name;
  // What stands below "credentials" is secret under any name but those of what is none.
  return namesSecret(above) && !isAbout(key) ? above : key;
}

function* secretsBelow(found: Found, key: string): Generator<Found> {
  const { value } = found;
  if (typeof value !== 'object' || value === null) {
    if (isSecret(key, value)) yield found;
    return;
  }
  for (const [name, inner] of Object.entries(value as Readonly<Record<string, Json>>)) {
    const below: Found = { ...found, pointer: found.pointer + pointer(name), value: inner };
    yield* secretsBelow(below, keyOf(value, name, key));
  }
}

const MASK = '(masked)';

/** By role and pointer. */
export type Secrets = ReadonlyMap<string, Found>;

export function secretsOf(source: Source): Secrets {
  const all = ROLES.flatMap((role) => [...secretsBelow({ role, pointer: '', value: source[role] }, '')]);
  return new Map(all.map((found) => [found.role + found.pointer, found]));
}

/** Whether a text holds one of the secrets, or looks as if it held another one. */
export function hidesIn(secrets: Secrets): (text: string) => boolean {
  // What is shorter would be found in harmless words.
  const texts = [...secrets.values()].flatMap(({ value }) =>
    typeof value === 'string' && value.length >= 6 ? [value] : [],
  );
  return (text) => TOKEN.test(text) || texts.some((one) => text.includes(one));
}

/** A text in which secrets of the source may be repeated, as it may be shown. */
export function concealed(secrets: Secrets, text: string): string {
  let shown = text;
  for (const { value } of secrets.values())
    if (typeof value === 'string' && value.length >= 6) shown = shown.replaceAll(value, MASK);
  return TOKEN.test(shown) ? MASK : shown;
}

/** A value of the source as it may be shown. */
export function shownValue(secrets: Secrets, { role, pointer: at, value }: Found): Json {
  if (secrets.size === 0) return value;
  const hides = hidesIn(secrets);
  const masked = (place: Pointer, one: Json): Json => {
    if (secrets.has(role + place) || (typeof one === 'string' && hides(one))) return MASK;
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one))
      return (one as readonly Json[]).map((entry, index) => masked(place + pointer(index), entry));
    return Object.fromEntries(
      Object.entries(one as Readonly<Record<string, Json>>).map(([key, inner]) => [
        key,
        masked(place + pointer(key), inner),
      ]),
    );
  };
  return masked(at, value);
}
