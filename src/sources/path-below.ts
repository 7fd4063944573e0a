/** A path that the user names, as the tree of the configs folder calls it. */
import { relative, resolve, sep } from 'node:path';

/** `lxc/web.jsonc`; empty for the folder itself; null for what is not below it. */
export function pathBelow(folder: string, path: string): string | null {
  const below = relative(resolve(folder), resolve(path)).split(sep).join('/');
  return below === '..' || below.startsWith('../') || below.startsWith('/') ? null : below;
}
