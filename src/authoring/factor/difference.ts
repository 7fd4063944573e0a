/** The smallest patch that makes one value of another: the inverse of src/config/merge.ts. Pure. */
import { canonical, isObject, type Json, type JsonObject } from '../../json.ts';

type Out = Record<string, Json>;

const NO_SETS: ReadonlySet<string> = new Set();

/**
 * What has to be laid over `under` to get `whole`: `mergePatch(under, difference(under, whole, sets), sets)` is `whole`,
 * but for the order in sets.
 * @param whole without `null`, which no merged value holds
 * @param sets top-level keys whose lists are sets
 */
export function difference(under: JsonObject, whole: JsonObject, sets: ReadonlySet<string>): JsonObject {
  const patch: Out = {};
  for (const key of Object.keys(under)) if (!Object.hasOwn(whole, key)) patch[key] = null;
  for (const key of Object.keys(whole)) {
    const value = whole[key] as Json;
    const before = Object.hasOwn(under, key) ? under[key] : undefined;
    if (before === undefined) patch[key] = value;
    else if (isObject(value) && isObject(before)) {
      const inner = difference(before, value, NO_SETS);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (sets.has(key) && Array.isArray(value) && Array.isArray(before)) {
      const inner = ofSets(before as readonly Json[], value as readonly Json[]);
      if (inner.length > 0) patch[key] = inner;
    } else if (canonical(value) !== canonical(before)) patch[key] = value;
  }
  return patch;
}

function ofSets(before: readonly Json[], after: readonly Json[]): readonly Json[] {
  const removed = before.filter((entry) => !after.includes(entry)).map((entry) => `!${text(entry)}`);
  return [...removed, ...new Set(after.filter((entry) => !before.includes(entry)))];
}

const text = (entry: Json): string => (typeof entry === 'string' ? entry : canonical(entry));
