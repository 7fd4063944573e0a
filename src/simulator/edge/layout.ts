/**
 * Where the files of a simulated cluster stand in its folder: laid out as on the real machines, or, in a folder that
 * holds nothing but conf files, these where they are and all else out of sight.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhoenixError } from '../../errors.ts';

export interface Layout {
  /** The node on which a command is typed when nobody says which. */
  readonly node: string;
  /** The folder below the lab's that stands for `/`; empty for the lab's own. */
  readonly root: string;
  /** The folder below the lab's with the conf files of `node`; null where a real node has them. */
  readonly guests: string | null;
  /** Made of bare conf files: it is the recorded node, and its volumes are those that they name. */
  readonly recorded?: boolean;
}

const FILE = '.sim/layout.json';

export const layoutPath = (dir: string) => join(dir, FILE);

/**
 * Null when the folder is no lab yet.
 * @throws PhoenixError `USAGE` when it is a file, or its layout cannot be read any more
 */
export function readLayout(dir: string): Layout | null {
  try {
    return JSON.parse(readFileSync(layoutPath(dir), 'utf8')) as Layout;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') {
      throw new PhoenixError('USAGE', `${dir} is a file, and a lab is a folder`, {
        hint: 'name a folder: one that is empty or not there yet, a lab, or one of conf files',
      });
    }
    throw new PhoenixError('USAGE', `${layoutPath(dir)} cannot be read, so ${dir} is no lab any more`, {
      hint: 'name another folder, or remove its .sim to begin anew with what else is in it',
      cause: error,
    });
  }
}

/** From a path of the simulated machine to one of this machine. */
export function pathMapper(dir: string, { node, root, guests }: Layout): (path: string) => string {
  const folder = `/etc/pve/nodes/${node}/lxc`;
  const base = root ? join(dir, root) : dir;
  return (path) => {
    const real = path.startsWith('/etc/pve/lxc/') ? `${folder}${path.slice('/etc/pve/lxc'.length)}` : path;
    if (real.startsWith('/.sim/') || real === '/.sim') return dir + real;
    if (guests !== null && (real === folder || real.startsWith(`${folder}/`))) {
      return join(dir, guests) + real.slice(folder.length);
    }
    return base + real;
  };
}
