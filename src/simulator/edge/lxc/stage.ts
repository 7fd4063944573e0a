/**
 * A guest's volumes, mounted in one place below /run while it runs: the mounts are shared, so that a volume that is
 * added later appears in the guest. Guests without privileges could not walk to the lab's folder, which is often private.
 */
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PhoenixError } from '../../../errors.ts';
import { FAMILIES, parsePropertyString } from '../../../node/property-string.ts';
import { die } from '../../failure.ts';
import { type Mount, mountsOf } from '../../pct/mount-list.ts';
import type { GuestOptions } from '../../session.ts';
import { type Device, isUnprivileged } from './container-config.ts';
import { must, run } from './machine.ts';
import { type LabNames, rootfsFolder, stageFolder } from './names.ts';
import { FIRST_ID } from './shift.ts';
import { ensureVolume } from './volumes.ts';
import { inHeld, lastOf, withFolder } from './within.ts';

const unescape = (text: string) =>
  text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));

/** Folders of this machine on which something is mounted, below a folder or it itself; the deepest first. */
export function mountsBelow(folder: string): string[] {
  // The kernel knows them by names without links.
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => unescape(line.split(' ')[4] ?? ''))
    .filter((path) => path === real || path.startsWith(`${real}/`))
    .map((path) => folder + path.slice(real.length))
    .toReversed();
}

export function unmountBelow(folder: string): void {
  for (const path of mountsBelow(folder)) run(['umount', '--lazy', '--', path]);
}

/** Removes a folder, and never what is mounted in it. @throws PhoenixError `UNWRITABLE` while something is */
export function removeUnmounted(folder: string): void {
  const [left] = mountsBelow(folder);
  if (left !== undefined) {
    throw new PhoenixError('UNWRITABLE', `${folder} is not removed: ${left} is still mounted`, {
      hint: `umount ${left}, and run it again`,
    });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Does something with what the mount names, held open: a volume's files, or a folder of the lab for one of the node. */
function withSource(mount: Mount, places: Places, unprivileged: boolean, use: (fd: number) => void): boolean {
  switch (mount.type) {
    case 'volume':
      withFolder(ensureVolume(places.dir, mount.volume, unprivileged), '', null, use);
      return true;
    case 'bind':
      if (/^\/+\.sim(?:\/|$)/.test(mount.volume)) die(`${mount.volume} is what the lab itself is made of`);
      // Nowhere out of the lab's folder: a guest may have put links into what it shares, and Proxmox follows none.
      withFolder(places.real('/'), mount.volume, 0, use);
      return true;
    case 'device':
      return false;
  }
}

export interface Places {
  readonly dir: string;
  readonly names: LabNames;
  /** The place on this machine of a path of the simulated one. */
  readonly real: (path: string) => string;
}

/**
 * Binds a folder over another one. Both are handed to `mount` as they are held: on the way to a path a guest that runs
 * could put a link.
 * @param parent of the folder that is covered, which is looked up once more when it is
 */
function mountOne(source: number, parent: number, name: string, readOnly: boolean): void {
  const mount = (fds: readonly number[], ...args: readonly string[]) =>
    must(['mount', '--no-canonicalize', ...args], { stdio: ['ignore', 'pipe', 'pipe', ...fds] });
  const [first, second] = ['/proc/self/fd/3', '/proc/self/fd/4'];
  withFolder(inHeld(parent, ''), name, null, (under) =>
    mount([source, under], '--bind', '--', first, second),
  );
  withFolder(inHeld(parent, ''), name, null, (top) => {
    // Not a part of what the machine shares with others, but of what this guest follows.
    mount([top], '--make-private', first);
    mount([top], '--make-shared', first);
    if (readOnly) mount([top], '-o', 'remount,bind,ro', first);
  });
}

const isReadOnly = (mount: Mount) => mount.properties.get('ro') === '1';

/** Mounts a guest's volumes below `root`; those that are there already stay. */
export function mountVolumes(
  guest: GuestOptions,
  root: string,
  places: Places,
  warn: (text: string) => void,
): void {
  const unprivileged = isUnprivileged(guest.options);
  const mounted = new Set(mountsBelow(root));
  for (const mount of mountsOf(guest.options)) {
    const path = mount.key === 'rootfs' ? '' : (mount.properties.get('mp') ?? '');
    if (mounted.has(join(root, path).replace(/\/$/, ''))) continue;
    const done = withSource(mount, places, unprivileged, (source) => {
      if (mount.key === 'rootfs') mkdirSync(root, { recursive: true, mode: 0o755 });
      const [above, below] = mount.key === 'rootfs' ? [dirname(root), basename(root)] : [root, path];
      const owner = unprivileged ? FIRST_ID : 0;
      withFolder(above, below, owner, () => {});
      withFolder(above, dirname(below), null, (parent) =>
        mountOne(source, parent, lastOf(below), isReadOnly(mount)),
      );
    });
    if (!done)
      warn(`${mount.key}: ${mount.volume} is a device of the node, which a lab does not have: left out`);
  }
}

/** Device nodes with the guest's own owners, as Proxmox makes them; /run itself allows none. */
export function makeDevices(guest: GuestOptions, { names }: Places, warn: (text: string) => void): Device[] {
  const { vmid, options } = guest;
  const folder = join(stageFolder(names, vmid), 'devices');
  const shift = isUnprivileged(options) ? FIRST_ID : 0;
  const made: Device[] = [];
  for (const [key, value] of options) {
    if (!/^dev\d+$/.test(key)) continue;
    const device = parsePropertyString(FAMILIES.dev, value);
    const path = device.get('path') ?? '';
    const stat = existsSync(path) ? statSync(path) : null;
    // A disk of the node has nothing to do with the one that has its name here, and whose data would be lost.
    if (!stat?.isCharacterDevice()) {
      warn(
        `${key}: ${path} is ${stat?.isBlockDevice() ? 'a disk of this machine' : 'not on this machine'}: left out`,
      );
      continue;
    }
    if (made.length === 0) {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      must(['mount', '-t', 'tmpfs', '-o', 'mode=755,size=64k', 'tmpfs', folder]);
    }
    const [major, minor] = [
      Math.floor(stat.rdev / 256) & 0xfff,
      (stat.rdev & 0xff) | (Math.floor(stat.rdev / 4096) & 0xfff00),
    ];
    const source = join(folder, `${key}-${basename(path)}`);
    must(['mknod', '-m', device.get('mode') ?? '0660', source, 'c', String(major), String(minor)]);
    chownSync(source, shift + Number(device.get('uid') ?? 0), shift + Number(device.get('gid') ?? 0));
    made.push({ target: path.replace(/^\/+/, ''), source, major, minor });
  }
  return made;
}

/** Everything that was mounted for a guest's run goes. */
export const unstage = (names: LabNames, vmid: number): void => unmountBelow(stageFolder(names, vmid));

/** Mounts a guest's volumes for its start, and gives the root file system's place. @throws Failure */
export function stage(guest: GuestOptions, places: Places, warn: (text: string) => void): string {
  unstage(places.names, guest.vmid);
  const root = rootfsFolder(places.names, guest.vmid);
  if (!guest.options.has('rootfs')) die(`missing 'rootfs' configuration`);
  mountVolumes(guest, root, places, warn);
  return root;
}
