/** What stands at a path before something takes its place: root could replace a device, such as /dev/null, by a rename. */
import { lstatSync, type Stats, statSync } from 'node:fs';

function nameOf(stat: Stats): string | null {
  if (stat.isFile() || stat.isSymbolicLink()) return null;
  if (stat.isDirectory()) return 'a folder';
  if (stat.isCharacterDevice()) return 'a character device';
  if (stat.isBlockDevice()) return 'a block device';
  return stat.isFIFO() ? 'a pipe' : 'a socket';
}

/**
 * What no file may take the place of, such as `a character device`; null: a file, or nothing.
 * @param links whether a link counts as what it leads to: /dev/stdout is one; to remove one harms nobody
 */
export function obstacleAt(path: string, links: 'followed' | 'themselves' = 'followed'): string | null {
  const stat = (links === 'followed' ? statSync : lstatSync)(path, { throwIfNoEntry: false });
  return stat === undefined ? null : nameOf(stat);
}
