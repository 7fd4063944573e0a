/** JSON as data: its type, pointers into it (RFC 6901) and its canonical text. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A JSON pointer (RFC 6901), such as `/mounts/~1data/size`; the empty string is the whole document. */
export type Pointer = string;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `pointer('mounts', '/data')` is `/mounts/~1data`. */
export function pointer(...segments: readonly (string | number)[]): Pointer {
  let path = '';
  for (const segment of segments) path += `/${escaped(String(segment))}`;
  return path;
}

/** Most segments need no escape, and estates have a million of them. */
function escaped(segment: string): string {
  const isPlain = !segment.includes('/') && !segment.includes('~');
  return isPlain ? segment : segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The inverse of `pointer`. */
export function pointerSegments(path: Pointer): string[] {
  if (path === '') return [];
  return path
    .slice(1)
    .split('/')
    .map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer, or undefined where nothing stands. */
export function valueAt(document: Json, path: Pointer): Json | undefined {
  let value: Json | undefined = document;
  for (const segment of pointerSegments(path)) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(segment)];
    else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment];
    else return undefined;
  }
  return value;
}

/**
 * The one text of a JSON value: keys sorted by code unit, no blanks. Two values are equal exactly when their
 * canonical texts are; digests are made from it (the subset of RFC 8785 that integers and strings need).
 */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (isObject(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}
