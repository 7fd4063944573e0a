/** Which keys of a conf file name volumes, and which volume each names. */
import { FAMILIES, parsePropertyString, PropertyStringError } from '../node/property-string.ts';

export type MountType = 'volume' | 'bind' | 'device';

/** A path is bound, a device node is mounted, all else is a volume of a storage. */
export function mountType(volume: string): MountType {
  if (volume.startsWith('/dev/')) return 'device';
  return volume.startsWith('/') ? 'bind' : 'volume';
}

/** `rootfs` and `mp0` to `mp255` as far as they are set, in Proxmox's order; with `unusedN` when asked. */
export function volumeKeys(options: ReadonlyMap<string, string>, withUnused = false): string[] {
  const index = (key: string) => Number(/\d+$/.exec(key)?.[0] ?? -1);
  const keysOf = (pattern: RegExp) =>
    [...options.keys()].filter((key) => pattern.test(key)).sort((a, b) => index(a) - index(b));
  return [...keysOf(/^rootfs$/), ...keysOf(/^mp\d+$/), ...(withUnused ? keysOf(/^unused\d+$/) : [])];
}

/** The properties of a rootfs, mount or unused value; null when it cannot be read. */
export function mountProperties(key: string, value: string): Map<string, string> | null {
  const fields = key === 'rootfs' ? FAMILIES.rootfs : key.startsWith('mp') ? FAMILIES.mp : FAMILIES.unused;
  try {
    return parsePropertyString(fields, value);
  } catch (error) {
    if (error instanceof PropertyStringError) return null;
    throw error;
  }
}

/** The volume id that a value names; null for bind mounts and devices. */
export function volumeOf(key: string, value: string | undefined): string | null {
  const volume = value === undefined ? undefined : mountProperties(key, value)?.get('volume');
  return volume !== undefined && mountType(volume) === 'volume' ? volume : null;
}
