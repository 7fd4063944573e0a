/** Which values of the source are secrets: they are repeated nowhere, and stand in no file that is written. Pure. */
import { isObject, type Json, type Pointer, pointer } from '../../json.ts';
import { type Found, ROLES, type Source } from './source.ts';

const NAME =
  /pass(?:word|wd|phrase)?|secret|token|api[-_]?key|credential|private[-_]?key|_hash$|encryption[-_]?key/i;
/** Words about a secret that are none. */
const ABOUT =
  /(?:file|path|script|name|user|url|id|enabled|version|length|model_len|num_batched_tokens|tokens)$/i;
/** Tokens by their form, wherever they stand in a text. */
const TOKEN =
  /(?:^|\W)(?:hf_[A-Za-z0-9]{8}|gh[pousr]_\w{8}|github_pat_\w{8}|glpat-[\w-]{8}|sk-[\w-]{8}|ptr_\w{8}|AKIA[A-Z0-9]{8}|xox[abpr]-[\w-]{8}|eyJ[\w-]+\.eyJ)|-----BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^/\s:@]+:[^/\s@]+@/;
const FORMS = /^\$(?:1|2[aby]|5|6|y|argon2\w*)\$|^\w*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY)\w*=[^$]/i;
/** A word of a command line whose next word is a secret. */
const ASKS = /^--?[\w-]*(?:api-?key|token|password|secret)$/i;

/** What says that there is nothing yet. */
const EMPTY: ReadonlySet<string> = new Set(['', 'NOT_SET', 'null', 'none']);

const MASK = '(masked)';

function isSecret(key: string, value: Json): boolean {
  if (typeof value === 'number') return NAME.test(key) && !ABOUT.test(key);
  if (typeof value !== 'string' || EMPTY.has(value) || value.startsWith('/')) return false;
  return (
    TOKEN.test(value) || FORMS.test(value) || (NAME.test(key) && !ABOUT.test(key) && !/^\$\{?\w/.test(value))
  );
}

/** The key that says what a value is: of `{ "name": "DB_PASSWORD", "value": "x" }` the name, of `["--token", "x"]` the word before. */
function keyOf(parent: Json, key: string, above: string): string {
  if (Array.isArray(parent)) {
    const before = (parent as readonly Json[])[Number(key) - 1];
    return typeof before === 'string' && ASKS.test(before) ? before : above;
  }
  const name = isObject(parent) && key === 'value' ? (parent['name'] ?? parent['key']) : undefined;
  return typeof name === 'string' ? name : key;
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
