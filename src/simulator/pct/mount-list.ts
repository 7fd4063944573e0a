/** The rootfs and mounts of a configuration as commands walk through them: key, properties, what kind it is. */
import { FAMILIES, formatPropertyString, formatSize } from '../../node/property-string.ts';
import { die } from '../failure.ts';
import { mountProperties, type MountType, mountType, volumeKeys } from '../volume-keys.ts';

export interface Mount {
  readonly key: string;
  readonly type: MountType;
  /** A volume id, a path of the host, or a device. */
  readonly volume: string;
  readonly properties: ReadonlyMap<string, string>;
}

/** Rootfs first, then by index; values that cannot be read are left out, as Proxmox does when it walks. */
export function mountsOf(options: ReadonlyMap<string, string>, withUnused = false): Mount[] {
  return volumeKeys(options, withUnused).flatMap((key) => {
    const properties = mountProperties(key, options.get(key) ?? '');
    const volume = properties?.get('volume');
    if (!properties || volume === undefined || (key.startsWith('mp') && !properties.has('mp'))) return [];
    return [{ key, type: mountType(volume), volume, properties }];
  });
}

/** @throws Failure in Proxmox's words when the key is not set or its value cannot be read */
export function mountAt(options: ReadonlyMap<string, string>, key: string): Mount {
  const found = mountsOf(options, true).find((mount) => mount.key === key);
  if (found) return found;
  const properties = mountProperties(key, options.get(key) ?? '') ?? new Map<string, string>();
  const missing = ['volume', ...(key.startsWith('mp') ? ['mp'] : [])].filter((name) => !properties.has(name));
  return die(
    `format error\n${missing.map((name) => `${name}: property is missing and it is not optional\n`).join('')}`,
  );
}

/** The value with another volume, and with another size where one is given (bytes). */
export function withVolume(mount: Mount, volume: string, bytes: number | null = null): string {
  const properties = new Map(mount.properties).set('volume', volume);
  if (bytes !== null) properties.set('size', formatSize(bytes));
  const family =
    mount.key === 'rootfs' ? FAMILIES.rootfs : mount.key.startsWith('mp') ? FAMILIES.mp : FAMILIES.unused;
  return formatPropertyString(family, properties);
}

/** The mounts that a snapshot of that name covers: vzdump's own leaves out what no backup has (PVE 9.2). */
export function mountsInSnapshot(options: ReadonlyMap<string, string>, snapname: string): Mount[] {
  const mounts = mountsOf(options);
  if (snapname !== 'vzdump') return mounts;
  return mounts.filter(
    ({ key, type, properties }) =>
      key === 'rootfs' || (type === 'volume' && properties.get('backup') === '1'),
  );
}
