/** The volumes that `pct create` asks for: checked before anything is made, then allocated in their order. */
import type { Draft } from '../conf-store.ts';
import { allocateMount, formatMount, NEW_VOLUME, parseMount } from '../config/mounts.ts';
import { badParameter, die } from '../failure.ts';
import type { Session } from '../session.ts';
import { availableStorage } from '../storage/storages.ts';
import { parseVolumeId } from '../storage/volumes.ts';
import { volumeKeys } from '../volume-keys.ts';

const DEFAULT_GIB = 4;

/** @throws Failure when the storage cannot hold containers. */
function checkStorage(session: Session, id: string): void {
  if (availableStorage(session, id).content.includes('rootdir')) return;
  badParameter('storage', `storage '${id}' does not support container directories`);
}

/**
 * Takes `rootfs` and `mpN` out of the options. A bare number is a size on the default storage; without a rootfs it
 * is 4 GiB there.
 * @throws Failure when a storage is no good.
 */
export function takeMounts(
  session: Session,
  options: Map<string, string>,
  storage: string,
): Map<string, string> {
  const mounts = new Map<string, string>();
  for (const key of volumeKeys(options)) {
    const value = options.get(key) ?? '';
    mounts.set(key, /^\d+(?:\.\d+)?$/.test(value) ? `${storage}:${value}` : value);
    options.delete(key);
  }
  if (mounts.size > 0 && !mounts.has('rootfs')) {
    die("mount points configured, but 'rootfs' not set - aborting");
  }
  for (const [key, value] of mounts) {
    const mount = parseMount(key, value);
    if (mount.type !== 'volume') continue;
    const id = parseVolumeId(mount.volume) ?? die(`unable to parse volume ID '${mount.volume}'`);
    checkStorage(session, id.storage);
  }
  if (mounts.size === 0) {
    checkStorage(session, storage);
    mounts.set('rootfs', `${storage}:${DEFAULT_GIB}`);
  }
  return mounts;
}

/** Allocates what is new; `made` grows with each volume, so that the caller can free them after a failure. */
export function makeMounts(
  session: Session,
  vmid: number,
  draft: Draft,
  mounts: ReadonlyMap<string, string>,
  made: string[],
): void {
  for (const [key, value] of mounts) {
    let mount = parseMount(key, value);
    if (mount.type === 'volume' && NEW_VOLUME.test(mount.volume)) {
      mount = allocateMount(session, vmid, mount);
      made.push(mount.volume);
      session.at('create:allocated');
    }
    draft.options.set(key, formatMount(key, mount));
  }
}
