/**
 * Storage type `lvmthin`. Modelled, not recorded: from PROXMOX.md and pve-storage 9.1.7. Container volumes are thin
 * logical volumes with ext4; a linked clone does not name its base, which may be freed while clones live.
 */
import { freeDiskNumber } from './type.ts';
import type { StorageType, Volname } from './type.ts';

/** An extent of a default volume group, to which sizes are rounded up. */
const EXTENT = 4 * 1024 * 1024;

function parse(volname: string): Volname | null {
  const match = /^((vm|base)-(\d+)-\S+)$/.exec(volname);
  if (!match || !/^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i.test(volname)) return null;
  return {
    kind: 'images',
    name: match[1] ?? '',
    vmid: Number(match[3]),
    base: null,
    isBase: match[2] === 'base',
    format: 'raw',
  };
}

const freshName = (vmid: number, taken: readonly string[]) =>
  `vm-${vmid}-disk-${freeDiskNumber(vmid, taken, 'vm|base')}`;

export const lvmthin: StorageType = {
  type: 'lvmthin',
  recorded: false,
  alwaysShared: false,
  defaultContent: ['images', 'rootdir'],
  allowedContent: ['images', 'rootdir'],
  hasFolders: false,
  clonesForContainers: true,
  parse,
  unparsable: (volname) =>
    /^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i.test(volname)
      ? `unable to parse lvm volume name '${volname}'`
      : `lvm name '${volname}' contains illegal characters`,
  containerFormat: () => 'raw',
  has(feature, { isBase }, snapname) {
    const where = snapname !== null ? 'snap' : isBase ? 'base' : 'current';
    switch (feature) {
      case 'snapshot':
      case 'template':
      case 'rename':
        return where === 'current';
      case 'clone':
        return where !== 'current';
      case 'copy':
        return true;
      case 'replicate':
        return false;
    }
  },
  freshName: (vmid, _, taken) => freshName(vmid, taken),
  baseName: (volname) => volname.replace(/^vm-/, 'base-'),
  cloneName: (_, vmid, taken) => freshName(vmid, taken),
  rollbackBlockers: () => [],
  resizeRefusal: () => null,
  resizedTo: (_, bytes) => Math.ceil(bytes / EXTENT) * EXTENT,
  path: (storage, volume) => `/dev/${storage.options.get('vgname') ?? 'pve'}/${volume.name}`,
};
