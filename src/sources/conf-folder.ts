/** A folder of guests' conf files, as somebody copied it from `/etc/pve`: read as the paths of a cluster. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FILE_BYTES } from '../config/limits.ts';
import { PhoenixError } from '../errors.ts';

export interface ConfFolder {
  /** Texts by the paths that they have on a node: `/etc/pve/nodes/pve1/lxc/101.conf`, `/etc/pve/storage.cfg`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that cannot be a guest's, with the reason. */
  readonly unread: readonly { readonly file: string; readonly why: string }[];
}

/** Files that are the cluster's, where they lie beside the guests. */
const SHARED = ['storage.cfg', 'user.cfg'];

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Where the guests of each node may lie; null: which node it is, nobody says. */
function placesIn(
  folder: string,
): { readonly path: string; readonly type: string; readonly node: string | null }[] {
  const roots = [folder, join(folder, 'etc/pve')];
  const types = ['lxc', 'qemu-server'];
  const named = roots.flatMap((root) =>
    namesIn(join(root, 'nodes')).flatMap((node) =>
      types.map((type) => ({ path: join(root, 'nodes', node, type), type, node })),
    ),
  );
  // `/etc/pve/lxc` is a link to one of these.
  if (named.length > 0) return named;
  const plain = roots.flatMap((root) => types.map((type) => ({ path: join(root, type), type, node: null })));
  return [{ path: folder, type: 'lxc', node: null }, ...plain];
}

type Read = string | { readonly why: string };

function textAt(path: string): Read {
  try {
    // A copy of a folder has no links; one that somebody else made could name any file here, whose lines would be told.
    const info = lstatSync(path);
    if (!info.isFile()) return { why: 'it is no file' };
    if (info.size > MAX_FILE_BYTES) return { why: 'it is larger than 1 MiB' };
    return readFileSync(path, 'utf8');
  } catch (error) {
    return { why: `it cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'for no known reason'}` };
  }
}

/**
 * @param defaultNode whose guests they are, where their folder does not say
 * @throws PhoenixError `UNREADABLE` when there is no such folder
 */
export function readConfFolder(folder: string, defaultNode: () => string): ConfFolder {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new PhoenixError('UNREADABLE', `there is no folder ${folder}`, {
      hint: 'it holds conf files of guests: 101.conf, as in /etc/pve/lxc',
    });
  }
  const texts = new Map<string, string>();
  const unread: { file: string; why: string }[] = [];
  const owners = new Map<string, string>();
  for (const { path, type, node } of placesIn(folder)) {
    for (const name of namesIn(path).filter((one) => one.endsWith('.conf'))) {
      const file = join(path, name);
      const vmid = /^([1-9]\d{2,8})\.conf$/.exec(name)?.[1];
      const text: Read = vmid === undefined ? { why: 'its name is no VMID' } : textAt(file);
      // A guest that moved while its cluster was copied: which of them is right, nobody knows.
      const owner = vmid === undefined ? undefined : owners.get(vmid);
      if (typeof text !== 'string') unread.push({ file, why: text.why });
      else if (owner !== undefined) {
        unread.push({ file, why: `${owner} has the same VMID` });
      } else {
        if (vmid !== undefined) owners.set(vmid, file);
        texts.set(`/etc/pve/nodes/${node ?? defaultNode()}/${type}/${name}`, text);
      }
    }
  }
  for (const name of SHARED) {
    const text = [join(folder, name), join(folder, 'etc/pve', name)]
      .map(textAt)
      .find((one) => typeof one === 'string');
    if (text !== undefined) texts.set(`/etc/pve/${name}`, text);
  }
  return { texts, unread };
}
