/**
 * Which commits can have changed a resource at all, by the files that they change: of a thousand commits few need to be
 * read. Whatever is not surely of others counts: bases, profiles, settings, features, the vault, and files that come or go.
 */
import { homeOf } from '../config/resolved.ts';
import type { Address, Estate, Resource } from '../config/model.ts';
import { edgesOf } from '../kinds/edges.ts';
import type { ChangedFile } from '../sources/merged.ts';

/** What a file of these kinds says reaches those alone that name it; others declare things, or are made of what names them. */
const PRIVATE: ReadonlySet<string> = new Set(['lxc', 'vm', 'firewall']);

const FILE = /^(?:environments\/([^/]+)\/)?(([^/]+)\/([^/]+))\.jsonc?$/;

/** The resource, all that it names, and what those name; null: any file may reach it. */
export function reachOf({ resources }: Estate, resource: Resource): ReadonlySet<Address> | null {
  if (!PRIVATE.has(resource.kind)) return null;
  const found = new Set<Address>([resource.address]);
  for (const address of found) {
    const one = resources.get(address);
    const home = one && homeOf(one);
    if (!one || !home) continue;
    const edges = edgesOf(home.kind, one).map(({ to }) => to);
    for (const other of [...edges, ...(home.asked?.keys() ?? [])]) found.add(other);
  }
  return found;
}

/** A file that neither is one of them nor has the name of one. */
function isOfOthers({ status, path }: ChangedFile, reach: ReadonlySet<Address>, env: string | null): boolean {
  const [, overlay, address, kind, name] = FILE.exec(path) ?? [];
  if (overlay !== undefined && overlay !== env) return true;
  if (status !== 'M' || address === undefined || kind === undefined || !PRIVATE.has(kind)) return false;
  return [...reach].every((one) => one !== address && one.slice(one.indexOf('/') + 1) !== name);
}

/** @param reach null: nobody knows */
export function mayReach(
  files: readonly ChangedFile[],
  reach: ReadonlySet<Address> | null,
  env: string | null,
): boolean {
  return reach === null || files.length === 0 || !files.every((file) => isOfOthers(file, reach, env));
}
