/** Storage type `btrfs`: every volume is a subvolume, so that snapshots and clones are cheap. Recorded. */
import { directory, fileBaseName, folderOf, freshFileName, parseFileVolname } from './directory.ts';
import type { StorageType } from './type.ts';

export const btrfs: StorageType = {
  ...directory,
  type: 'btrfs',
  clonesForContainers: true,
  parse: parseFileVolname,
  has(feature, { format, isBase }, snapname) {
    switch (feature) {
      case 'snapshot':
        return format !== 'vmdk' && !(isBase && snapname === null);
      case 'clone':
        // A subvol that became a template keeps its name, so nothing says that it is a base: never a linked clone.
        return format === 'raw' || (isBase && snapname === null);
      case 'template':
        return snapname === null && !isBase;
      case 'copy':
        return snapname === null || format !== 'vmdk';
      case 'rename':
        return snapname === null && !isBase && format !== 'subvol';
      case 'replicate':
        return false;
    }
  },
  baseName: fileBaseName,
  // The clone does not name its base: destroying the base leaves it alive (observed).
  cloneName: (base, vmid, taken) => freshFileName(vmid, base.format, taken),
  resizeRefusal: (format) =>
    format === 'subvol' ? 'cannot resize subvolume - btrfs quotas are currently not supported' : null,
  path(storage, volume) {
    if (volume.kind === 'images' && volume.format === 'raw') {
      return `${folderOf(storage, 'images')}/${volume.vmid}/${volume.name.replace(/\.raw$/, '')}/disk.raw`;
    }
    return directory.path(storage, volume);
  },
};
