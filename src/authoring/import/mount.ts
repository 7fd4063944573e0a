/** Mounts of a guest's file that stand for binds of `phoenix.json`. */
import { isObject, type Json, type JsonObject } from '../../json.ts';

/** The name of the bind; null: it is a volume. */
export function bindIn(mount: Json): string | null {
  if (typeof mount === 'string') return mount.replace(/^bind:/, '');
  return isObject(mount) && typeof mount['bind'] === 'string' ? mount['bind'] : null;
}

/** Paths in the guest at which a bind is. */
export function mountsOf({ mounts }: JsonObject, bind: string): string[] {
  const entries = Object.entries(isObject(mounts) ? mounts : {});
  return entries.flatMap(([path, mount]) => (bindIn(mount) === bind ? [path] : []));
}
