/** The layout of a pool in words, and how what is declared differs from what is there. Pure. */
import type { Vdev } from '../dataset/vdevs.ts';
import type { Group } from './spec.ts';

/** ZFS names the partition that it made on a whole disk. */
const plain = (disk: string): string => disk.replace(/-part\d+$/, '');

const typeOf = ({ type }: Group | Vdev): string => (type === 'raidz' ? 'raidz1' : type);

/** The same for the same groups of the same disks, in whatever order. */
export function layoutText(groups: readonly (Group | Vdev)[]): string {
  return groups
    .filter((group) => !('role' in group) || group.role === null)
    .map((group) => `${typeOf(group)} ${group.disks.map(plain).toSorted().join(' ')}`)
    .toSorted()
    .join(', ');
}

const shape = (groups: readonly (Group | Vdev)[]): string =>
  groups
    .filter((group) => !('role' in group) || group.role === null)
    .map((group) => `${typeOf(group)} of ${group.disks.length}`)
    .toSorted()
    .join(', ');

/** Null: it is as declared, as far as its disks go by lasting names on the node too. */
export function layoutDrift(declared: readonly Group[], there: readonly Vdev[]): string | null {
  if (shape(declared) !== shape(there)) return `it is ${shape(there)}, its file says ${shape(declared)}`;
  const isLasting = there.every(({ disks }) => disks.every((disk) => disk.startsWith('/dev/disk/by-id/')));
  if (!isLasting || layoutText(declared) === layoutText(there)) return null;
  const has = new Set(there.flatMap(({ disks }) => disks.map(plain)));
  const missing = declared.flatMap(({ disks }) => disks.filter((disk) => !has.has(disk)));
  return missing.length > 0 ? `${missing.join(', ')} is not in it` : 'its disks are in other groups';
}
