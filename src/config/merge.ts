/** The merging of contributions: RFC 7396 for objects, union for sets, replacement for every other list. Pure. */
import { isObject, type Json, type JsonObject } from '../json.ts';

type Out = Record<string, Json>;

/** Keys that Phoenix itself reads at the top of a file: they never become part of a resource. */
const CORE_KEYS: ReadonlySet<string> = new Set(['extends', '$schema']);

/**
 * A contribution laid over what weaker ones made. Parts that the patch leaves alone are shared, not copied.
 * @param sets top-level keys whose lists are sets: united; `"!x"` removes `x`
 */
export function mergePatch(target: JsonObject, patch: JsonObject, sets: ReadonlySet<string>): JsonObject {
  const merged: Out = { ...target };
  for (const key of Object.keys(patch)) {
    if (CORE_KEYS.has(key)) continue;
    const value = patch[key] as Json;
    if (value === null) delete merged[key];
    else if (sets.has(key) && Array.isArray(value))
      merged[key] = uniteSet(merged[key], value as readonly Json[]);
    else merged[key] = mergeValue(merged[key], value);
  }
  return merged;
}

function mergeValue(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  if (!isObject(target)) return withoutNulls(patch);
  const merged: Out = { ...target };
  for (const key of Object.keys(patch)) {
    const value = patch[key] as Json;
    if (value === null) delete merged[key];
    else merged[key] = mergeValue(merged[key], value);
  }
  return merged;
}

/** Where nothing stood before, a null has nothing to remove. */
function withoutNulls(value: JsonObject): JsonObject {
  let copy: Out | null = null;
  for (const key of Object.keys(value)) {
    const inner = value[key] as Json;
    const kept = isObject(inner) ? withoutNulls(inner) : inner;
    if (kept === inner && inner !== null) continue;
    copy ??= { ...value };
    if (kept === null) delete copy[key];
    else copy[key] = kept;
  }
  return copy ?? value;
}

/** `["a", "b"]` and `["!a", "c"]` are `["b", "c"]`; entries that are no texts are left for the schema to refuse. */
function uniteSet(target: Json | undefined, patch: readonly Json[]): readonly Json[] {
  const set = new Set<Json>(Array.isArray(target) ? (target as readonly Json[]) : []);
  for (const entry of patch) {
    const removed = removedBy(entry);
    if (removed === null) set.add(entry);
    else set.delete(removed);
  }
  return [...set];
}

/** The member that `"!x"` takes out, or null for an entry that adds. */
export function removedBy(entry: Json): string | null {
  return typeof entry === 'string' && entry.startsWith('!') ? entry.slice(1) : null;
}
