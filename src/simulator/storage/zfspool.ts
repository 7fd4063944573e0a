/**
 * Storage type `zfspool`. Modelled, not recorded: from PROXMOX.md and pve-storage 9.1.7. Container volumes are
 * datasets with a refquota; a linked clone names its base and keeps it from being freed.
 */
import { freeDiskNumber } from './type.ts';
import type { Format, StorageType, Volname } from './type.ts';

const MIB = 1024 * 1024;

function parse(volname: string): Volname | null {
  const match = /^(?:((?:base|basevol)-\d+-\S+)\/)?((base|basevol|vm|subvol)-(\d+)-[^/\s]+)$/.exec(volname);
  if (!match) return null;
  const prefix = match[3] ?? '';
  return {
    kind: 'images',
    name: match[2] ?? '',
    vmid: Number(match[4]),
    base: match[1] ?? null,
    isBase: prefix === 'base' || prefix === 'basevol',
    format: prefix === 'subvol' || prefix === 'basevol' ? 'subvol' : 'raw',
  };
}

const freshName = (vmid: number, format: Format, taken: readonly string[]) =>
  `${format === 'subvol' ? 'subvol' : 'vm'}-${vmid}-disk-${freeDiskNumber(vmid, taken, 'vm|base|subvol|basevol')}`;

export const zfspool: StorageType = {
  type: 'zfspool',
  recorded: false,
  alwaysShared: false,
  defaultContent: ['images', 'rootdir'],
  allowedContent: ['images', 'rootdir'],
  hasFolders: false,
  clonesForContainers: true,
  parse,
  unparsable: (volname) => `unable to parse zfs volume name '${volname}'`,
  containerFormat: () => 'subvol',
  has(feature, { isBase }, snapname) {
    const where = snapname !== null ? 'snap' : isBase ? 'base' : 'current';
    switch (feature) {
      case 'snapshot':
        return where !== 'base';
      case 'clone':
        // A snapshot of a dataset cannot be cloned by Proxmox: only `@__base__` of a template.
        return where === 'base';
      case 'template':
      case 'rename':
        return where === 'current';
      case 'copy':
      case 'replicate':
        return where !== 'snap';
    }
  },
  freshName,
  baseName: (volname) =>
    volname.replace(/([^/]+)$/, (name) => name.replace(/^subvol-/, 'basevol-').replace(/^vm-/, 'base-')),
  cloneName: (base, vmid, taken) => `${base.name}/${freshName(vmid, base.format, taken)}`,
  rollbackBlockers: (snapshots, snapname) => snapshots.slice(snapshots.indexOf(snapname) + 1),
  resizeRefusal: () => null,
  resizedTo: (format, bytes) =>
    format === 'raw' ? Math.ceil(bytes / MIB) * MIB : Math.floor(bytes / 1024) * 1024,
  path(storage, volume) {
    const pool = storage.options.get('pool') ?? storage.id;
    if (volume.kind === 'images' && volume.format === 'raw') return `/dev/zvol/${pool}/${volume.name}`;
    return `${storage.options.get('mountpoint') ?? `/${pool}`}/${volume.name}`;
  },
};
