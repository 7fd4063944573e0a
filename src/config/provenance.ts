/** Which file a value comes from: the chain of contributions that touched a pointer, and the one that won. Pure. */
import {
  isObject,
  pointer,
  pointerSegments,
  valueAt,
  type Json,
  type JsonObject,
  type Pointer,
} from '../json.ts';
import { removedBy } from './merge.ts';
import type { Contribution } from './model.ts';

/** What one file says about a pointer. */
export interface Link {
  readonly file: string;
  /** Where in that file: the pointer itself, or what stands around it. */
  readonly pointer: Pointer;
  readonly value: Json;
  readonly does: 'sets' | 'overrides' | 'merges' | 'adds' | 'repeats' | 'removes';
}

/** Everything that was ever said about a pointer, weakest first; the last link is the one that holds. */
export function chainOf(
  contributions: readonly Contribution[],
  path: Pointer,
  sets: ReadonlySet<string>,
): readonly Link[] {
  const all = pointerSegments(path);
  const inSet = all[0] !== undefined && sets.has(all[0]);
  // Every file has its own order, so an element of a set has the history of the set.
  const segments = inSet ? all.slice(0, 1) : all;
  const links: Link[] = [];
  let before: Json | undefined;
  for (const { file, value } of contributions) {
    const said = sayingOf(value, segments);
    if (!said) continue;
    links.push({ file, ...said, does: deed(said.value, before, inSet) });
    before = said.value === null ? undefined : said.value;
  }
  return links;
}

function deed(value: Json, before: Json | undefined, inSet: boolean): Link['does'] {
  if (value === null) return 'removes';
  if (before === undefined) return 'sets';
  if (inSet) return 'adds';
  if (isObject(value) && isObject(before)) return 'merges';
  return JSON.stringify(value) === JSON.stringify(before) ? 'repeats' : 'overrides';
}

/** What a document says about a pointer: the value there, or the null, text or list that stands around it. */
export function sayingOf(
  document: JsonObject,
  segments: readonly string[],
): { pointer: Pointer; value: Json } | null {
  let value: Json | undefined = document;
  for (let depth = 0; depth < segments.length; depth += 1) {
    const segment = segments[depth] as string;
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(segment)];
    else if (isObject(value)) value = Object.hasOwn(value, segment) ? value[segment] : undefined;
    else
      return {
        pointer: pointer(...segments.slice(0, depth)),
        value: value ?? null,
      };
    if (value === undefined) return null;
  }
  return { pointer: pointer(...segments), value };
}

/**
 * The file and the pointer in it that a merged value comes from; null when no file says anything about it.
 * An element of a set is looked for by its value, since every file has its own order.
 */
export function originOf(
  contributions: readonly Contribution[],
  path: Pointer,
  merged: JsonObject,
  sets: ReadonlySet<string>,
): { readonly file: string; readonly pointer: Pointer } | null {
  const [key, index] = pointerSegments(path);
  const element =
    key !== undefined && index !== undefined && sets.has(key) ? valueAt(merged, path) : undefined;
  for (let at = contributions.length - 1; at >= 0; at -= 1) {
    const { file, value } = contributions[at] as Contribution;
    if (element !== undefined && key !== undefined) {
      const list = value[key];
      const found = Array.isArray(list) ? (list as readonly Json[]).indexOf(element) : -1;
      if (found !== -1) return { file, pointer: pointer(key, found) };
      continue;
    }
    const said = sayingOf(value, pointerSegments(path));
    if (said) return { file, pointer: said.pointer };
  }
  return null;
}

/** Entries such as `"!x"` in the sets of a file that take out nothing, as pointers into that file. */
export function idleRemovals(
  below: JsonObject,
  value: JsonObject,
  sets: ReadonlySet<string>,
): readonly Pointer[] {
  const idle: Pointer[] = [];
  for (const key of sets) {
    const list = value[key];
    if (!Array.isArray(list)) continue;
    const before = below[key];
    (list as readonly Json[]).forEach((entry, index) => {
      const removed = removedBy(entry);
      if (removed === null) return;
      if (!Array.isArray(before) || !before.includes(removed)) idle.push(pointer(key, index));
    });
  }
  return idle;
}
