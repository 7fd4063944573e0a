/** The merging of contributions: RFC 7396 for objects, union for sets, replacement for every other list. Pure. */
import { isObject, type Json, type JsonObject } from '../json.ts';

type Out = Record<string, Json>;

const NO_SETS: ReadonlySet<string> = new Set();

/**
 * A contribution laid over what weaker ones made. Parts that the patch leaves alone are shared, not copied.
 * @param sets top-level keys whose lists are sets: united; `"!x"` removes `x`
 */
export function mergePatch(target: JsonObject, patch: JsonObject, sets: ReadonlySet<string>): JsonObject {
  // What Phoenix itself reads at the top of a file never becomes part of a resource.
  const { extends: _profiles, $schema: _schema, suppress: _suppress, ...own } = patch;
  return laidOver(target, own, sets);
}

function laidOver(target: JsonObject, patch: JsonObject, sets: ReadonlySet<string>): JsonObject {
  // All keys at once: with thousands of files, adding them one by one takes four times as long.
  const merged: Out = Object.assign({}, target, patch);
  for (const key of Object.keys(patch)) {
    const value = patch[key] as Json;
    if (typeof value !== 'object') continue;
    if (value === null) delete merged[key];
    else if (isObject(value)) merged[key] = mergeValue(target[key], value);
    else if (sets.has(key)) merged[key] = uniteSet(target[key], value);
  }
  return merged;
}

function mergeValue(target: Json | undefined, patch: JsonObject): Json {
  return isObject(target) ? laidOver(target, patch, NO_SETS) : withoutNulls(patch);
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
