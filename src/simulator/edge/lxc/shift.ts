/** Shifts the owners of a tree as Proxmox does for unprivileged guests: root becomes 100000. */
import { chmodSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { must, run } from './machine.ts';

/** The first id of unprivileged guests (Proxmox's default /etc/subuid); they have 65,536. */
export const FIRST_ID = 100_000;

/** @param seen inodes with several names: each is shifted once */
function walk(path: string, by: number, seen: Set<string>): void {
  const stat = lstatSync(path);
  if (!stat.isDirectory() && stat.nlink > 1) {
    const inode = `${stat.dev}:${stat.ino}`;
    if (seen.has(inode)) return;
    seen.add(inode);
  }
  lchownSync(path, stat.uid + by, stat.gid + by);
  // chown takes these bits away.
  if (!stat.isSymbolicLink() && (stat.mode & 0o6000) !== 0) chmodSync(path, stat.mode & 0o7777);
  if (stat.isDirectory()) for (const name of readdirSync(path)) walk(join(path, name), by, seen);
}

/** Files with capabilities of their own, which a chown takes away as well: `/x/usr/bin/ping cap_net_raw=ep`. */
function capabilities(root: string): readonly (readonly [path: string, caps: string])[] {
  const { stdout } = run(['getcap', '-r', root]);
  return stdout.split('\n').flatMap((line) => {
    const [, path, caps] = /^(.+?) (?:= )?([a-z_,]+[=+][eip]+)$/.exec(line) ?? [];
    return path !== undefined && caps !== undefined ? [[path, caps] as const] : [];
  });
}

/** Owners 0…65535 become 100000…165535; capabilities are then those of the guest's own root. */
export function shiftTree(root: string): void {
  const kept = capabilities(root);
  walk(root, FIRST_ID, new Set());
  for (const [path, caps] of kept) must(['setcap', '-n', String(FIRST_ID), caps, path]);
}
