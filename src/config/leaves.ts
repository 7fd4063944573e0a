/** The values of a merged file, one by one. */
import { isObject, type Json, type JsonObject, pointer, type Pointer } from '../json.ts';

/** Pointers to everything that is no object, or an empty one; lists are one value. */
export function leavesOf(value: JsonObject, above: readonly string[] = []): Pointer[] {
  return Object.keys(value).flatMap((key) => {
    const inner = value[key] as Json;
    const path = [...above, key];
    return isObject(inner) && Object.keys(inner).length > 0 ? leavesOf(inner, path) : [pointer(...path)];
  });
}
