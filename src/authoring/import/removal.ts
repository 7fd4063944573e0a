/** Taking out of a file what the estate refuses or what would change what is there. */
import { isObject, type JsonObject, pointer, type Pointer } from '../../json.ts';

export interface Removal {
  readonly value: JsonObject;
  /** What went: the innermost value around the place that stands by itself. */
  readonly path: Pointer;
}

interface Rest {
  readonly value: JsonObject;
  readonly path: readonly string[];
}

/** What is empty then goes as well. */
function without(value: JsonObject, [key = '', ...rest]: readonly string[]): Rest | null {
  if (!Object.hasOwn(value, key)) return null;
  const inner = value[key];
  const below = rest.length > 0 && isObject(inner) ? without(inner, rest) : null;
  const { [key]: _, ...others } = value;
  const isKept = below !== null && Object.keys(below.value).length > 0;
  return {
    value: isKept ? { ...value, [key]: below.value } : others,
    path: [key, ...(below?.path ?? [])],
  };
}

/** Null: nothing can go there, or the file would be wrong without it. */
export function removed(
  value: JsonObject,
  segments: readonly string[],
  essential: ReadonlySet<string>,
): Removal | null {
  if (segments.length === 0 || essential.has(segments[0] ?? '')) return null;
  const result = without(value, segments);
  return result && { value: result.value, path: pointer(...result.path) };
}
