/** A file that says everything itself, whatever stands below it: while errors are looked for, each is at its own value. */
import { isObject, type Json, type JsonObject } from '../../json.ts';

const NO_SETS: ReadonlySet<string> = new Set();

/** Merged over `under`, it is `whole`; what `under` says as well stands there once more. */
export function overriding(under: JsonObject, whole: JsonObject, sets: ReadonlySet<string>): JsonObject {
  const patch: Record<string, Json> = {};
  for (const key of Object.keys(under)) if (!Object.hasOwn(whole, key)) patch[key] = null;
  for (const key of Object.keys(whole)) {
    const value = whole[key] as Json;
    const before = Object.hasOwn(under, key) ? under[key] : undefined;
    if (isObject(value) && isObject(before)) patch[key] = overriding(before, value, NO_SETS);
    else if (sets.has(key) && Array.isArray(value) && Array.isArray(before)) {
      const after: readonly Json[] = value;
      const gone = (before as readonly Json[]).filter((entry) => !after.includes(entry));
      patch[key] = [
        ...gone.filter((entry) => typeof entry === 'string').map((entry) => `!${entry}`),
        ...after,
      ];
    } else patch[key] = value;
  }
  return patch;
}
