/** Puts a value into config that is being made. Pure. */
import { isObject, type Json } from './json.ts';

/** Config while it is made. */
export type Making = Record<string, Json>;

/** At a path, with the objects on the way. What stands there already is copied, so that nobody else's value changes. */
export function putAt(root: Making, path: readonly string[], value: Json): void {
  let room = root;
  for (const key of path.slice(0, -1)) {
    const there = Object.hasOwn(room, key) ? room[key] : undefined;
    const next: Making = isObject(there) ? { ...there } : {};
    room[key] = next;
    room = next;
  }
  room[path.at(-1) as string] = value;
}
