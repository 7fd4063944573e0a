/** Mount points of a guest as options: allocated, plugged in, and turned into `unusedN` when replaced or deleted. */
import { formatPropertyString, FAMILIES, formatSize, parseSize } from '../../node/property-string.ts';
import type { Draft } from '../conf-store.ts';
import { hostPathExists } from '../facts.ts';
import { die, Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { allocateDisk, freeDisk } from '../storage/disks.ts';
import { locate, locateImage, volumeRecord } from '../storage/volumes.ts';
import { mountProperties, mountType, volumeKeys, volumeOf } from '../volume-keys.ts';

/** `STORE:8` asks for a new volume of 8 GiB. */
export const NEW_VOLUME = /^([^:\s]+):(\d+(?:\.\d+)?)$/;

export interface Mount {
  /** Properties as written, but `size` in bytes. */
  readonly properties: Map<string, string>;
  readonly volume: string;
  readonly type: 'volume' | 'bind' | 'device';
}

/** @throws Failure when the value cannot be read; the schema was checked before. */
export function parseMount(key: string, value: string): Mount {
  const properties = mountProperties(key, value) ?? die(`unable to parse ${key} '${value}'`);
  const volume = properties.get('volume') ?? die(`${key}: format error`);
  const size = properties.get('size');
  if (size !== undefined) properties.set('size', String(parseSize(size) ?? die('invalid size: ')));
  return { properties, volume, type: mountType(volume) };
}

/** The value in Proxmox's order; `rootfs` has no `mp`. */
export function formatMount(key: string, mount: Mount): string {
  const properties = new Map(mount.properties);
  const size = properties.get('size');
  if (size !== undefined) properties.set('size', formatSize(Number(size)));
  return formatPropertyString(key === 'rootfs' ? FAMILIES.rootfs : FAMILIES.mp, properties);
}

const UNUSED_MAX = 256;

/** Keeps a volume as the first free `unusedN`, once. */
export function addUnused(draft: Draft, volume: string): void {
  let free: string | null = null;
  for (let index = UNUSED_MAX - 1; index >= 0; index -= 1) {
    const key = `unused${index}`;
    const value = draft.options.get(key);
    if (value === undefined) free = key;
    else if (value === volume) return;
  }
  draft.options.set(free ?? die('Too many unused volumes - please delete them first.'), volume);
}

const names = (options: ReadonlyMap<string, string>, volume: string) =>
  volumeKeys(options).some((key) => volumeOf(key, options.get(key)) === volume);

/** Is the volume mounted in any section? */
export function isVolumeInUse(draft: Draft, volume: string): boolean {
  const sections = [draft, draft.pending, ...draft.snapshots.values()];
  return sections.some((section) => names(section.options, volume));
}

/** Frees the volume of an `unusedN` that is deleted. @throws Failure when its id is no good. */
export function freeUnused(session: Session, vmid: number, draft: Draft, volume: string): void {
  if (isVolumeInUse(draft, volume) || mountType(volume) !== 'volume') return;
  if (locateImage(session.host, volume).name.vmid === vmid) freeDisk(session, volume);
  else session.warn(`ignore deletion of '${volume}', CT ${vmid} isn't the owner!\n`);
}

/** The size that the storage knows goes into the value; a volume that is not there loses its size. */
function rescan(session: Session, mount: Mount): void {
  try {
    const { id, storage, type, name } = locate(session.host, mount.volume);
    const size = volumeRecord(session.host, id)?.size;
    if (size !== undefined) {
      mount.properties.set('size', String(size));
      return;
    }
    session.warn(`failed to stat '${type.path(storage, name)}'\n`);
    mount.properties.delete('size');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    session.warn(`Could not rescan volume size - ${error.message}\n\n`);
  }
}

/** Mounts into a running guest. @throws Failure when there is nothing to mount. */
function plugMount(session: Session, mount: Mount): void {
  if (mount.type === 'bind' && !hostPathExists(session.node, mount.volume)) {
    die(`directory '${mount.volume}' does not exist`);
  }
  if (mount.type === 'device' && !session.node.devices.includes(mount.volume)) {
    die(`command 'mount ${mount.volume} /var/lib/lxc/.pve-staged-mounts' failed: exit code 32`);
  }
  if (mount.type === 'volume') {
    const { id } = locate(session.host, mount.volume);
    if (!volumeRecord(session.host, id)) die(`volume '${mount.volume}' does not exist`);
  }
}

/** Allocates what `STORE:GiB` asks for, and gives the mount with the new volume. */
export function allocateMount(session: Session, vmid: number, mount: Mount): Mount {
  const [, storage = '', gib = '0'] = NEW_VOLUME.exec(mount.volume) ?? [];
  const kib = Math.trunc(Number(gib) * 1024) * 1024;
  const volume = allocateDisk(session, storage, vmid, kib);
  const properties = new Map(mount.properties).set('volume', volume).set('size', String(kib * 1024));
  return { ...mount, volume, properties };
}

/** Applies the pending value of an `mpN`: the new value stands in the pending section, the old volume is kept. */
export function applyMount(
  session: Session,
  vmid: number,
  draft: Draft,
  key: string,
  running: boolean,
): void {
  const old = draft.options.get(key);
  const pending = draft.pending.options.get(key) ?? '';
  let mount = parseMount(key, pending);
  if (mount.type === 'volume' && NEW_VOLUME.test(mount.volume)) {
    mount = allocateMount(session, vmid, mount);
    session.at('set:allocated');
    if (running) plugMount(session, mount);
  } else {
    if (mount.type === 'volume') rescan(session, mount);
    if (running) plugMount(session, mount);
  }
  draft.pending.options.set(key, formatMount(key, mount));
  if (old !== undefined) {
    const replaced = parseMount(key, old);
    if (replaced.type === 'volume') addUnused(draft, replaced.volume);
  }
}
