/** Which values of the source are secrets: they are never repeated. Pure. */
import { isObject, type Json, pointer } from '../../json.ts';
import type { Found } from './source.ts';

const NAME = /pass(?:word|wd|phrase)?|secret|token|api_?key|credential|private_?key|_hash$|encryption_?key/i;
/** Words about a secret that are none. */
const ABOUT =
  /(?:file|path|script|name|user|url|id|enabled|version|length|model_len|num_batched_tokens|_tokens)$/i;
const FORMS =
  /^(?:hf_|gh[pousr]_|github_pat_|glpat-|sk-|ptr_|AKIA|xox[abpr]-|\$(?:1|2[aby]|5|6|y|argon2\w*)\$|eyJ[\w-]+\.eyJ|-----BEGIN [A-Z ]*PRIVATE KEY)/;

/** What says that there is nothing yet. */
const EMPTY: ReadonlySet<string> = new Set(['', 'NOT_SET', 'null', 'none', 'changeme_later']);

const MASK = '(masked)';

function isSecret(key: string, value: Json): boolean {
  if (typeof value === 'number') return NAME.test(key) && !ABOUT.test(key);
  if (typeof value !== 'string' || EMPTY.has(value) || value.startsWith('/')) return false;
  return FORMS.test(value) || (NAME.test(key) && !ABOUT.test(key) && !/^\$\{?\w/.test(value));
}

/** The key that says what a value is: of `{ "name": "DB_PASSWORD", "value": "x" }` the name. */
function keyOf(parent: Json, key: string): string {
  const name = isObject(parent) && key === 'value' ? (parent['name'] ?? parent['key']) : undefined;
  return typeof name === 'string' ? name : key;
}

export function* secretIn(found: Found, key = ''): Generator<Found> {
  const { value } = found;
  if (typeof value !== 'object' || value === null) {
    if (isSecret(key, value)) yield found;
    return;
  }
  for (const [name, inner] of Object.entries(value as Readonly<Record<string, Json>>)) {
    const below: Found = { ...found, pointer: found.pointer + pointer(name), value: inner };
    yield* secretIn(below, Array.isArray(value) ? key : keyOf(value, name));
  }
}

/** The value without its secrets. */
export function maskedValue(value: Json, key: string): Json {
  if (typeof value !== 'object' || value === null) return isSecret(key, value) ? MASK : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => maskedValue(one, key));
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(entries.map(([name, inner]) => [name, maskedValue(inner, keyOf(value, name))]));
}
