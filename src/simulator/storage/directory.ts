/** Storage type `dir`: image files in folders, and the naming that NFS, CIFS and btrfs share with it. Recorded. */
import { freeDiskNumber } from './type.ts';
import type { Format, ImageName, Storage, StorageType, Volname } from './type.ts';

const FILE_CONTENT = ['images', 'rootdir', 'vztmpl', 'iso', 'backup', 'snippets', 'none', 'import'];

const SUBFOLDERS = {
  images: 'images',
  iso: 'template/iso',
  vztmpl: 'template/cache',
  backup: 'dump',
  snippets: 'snippets',
  import: 'import',
} as const;

function imageFile(name: string): { readonly format: Format; readonly isBase: boolean } | null {
  const match = /^(base-)?[^/\s]+\.(raw|qcow2|vmdk|subvol)$/.exec(name);
  if (!match || /^snap-.*\.qcow2$/.test(name)) return null;
  return { format: match[2] as Format, isBase: match[1] !== undefined };
}

/** Takes a volume name of a folder-like storage apart. */
export function parseFileVolname(volname: string): Volname | null {
  const image = /^(?:(\d+\/\S+)\/)?(\d+)\/([^/\s]+)$/.exec(volname);
  if (image) {
    const file = imageFile(image[3] ?? '');
    if (!file) return null;
    return {
      kind: 'images',
      name: image[3] ?? '',
      vmid: Number(image[2]),
      base: image[1] ?? null,
      ...file,
    };
  }
  const other = /^(iso|vztmpl|backup|snippets|import)\/([^/]+)$/.exec(volname);
  const [kind, name] = [other?.[1], other?.[2] ?? ''];
  if (kind === 'iso' && /\.(?:iso|img)$/i.test(name)) return { kind, name };
  if (kind === 'vztmpl' && /\.tar(?:\.(?:gz|xz|zst|bz2))?$/i.test(name)) return { kind, name };
  if (kind === 'snippets') return { kind, name };
  if (kind === 'import' && /\.(?:ova|ovf|qcow2|raw|vmdk)$/.test(name)) return { kind, name };
  if (kind === 'backup' && /\.(?:tgz|(?:tar|vma)(?:\.(?:gz|lzo|zst|bz2))?)$/.test(name)) {
    const vmid = /^vzdump-(?:openvz|lxc|qemu)-(\d+)-/.exec(name)?.[1];
    return { kind, name, vmid: vmid === undefined ? null : Number(vmid) };
  }
  return null;
}

/** The folder on the node that holds what `kind` is. */
export function folderOf(storage: Storage, kind: keyof typeof SUBFOLDERS): string {
  return `${storage.options.get('path') ?? `/mnt/pve/${storage.id}`}/${SUBFOLDERS[kind]}`;
}

export function freshFileName(vmid: number, format: Format, taken: readonly string[]): string {
  const number = freeDiskNumber(vmid, taken, 'vm|base|subvol|basevol');
  return `${vmid}/${format === 'subvol' ? 'subvol' : 'vm'}-${vmid}-disk-${number}.${format}`;
}

/** A subvol keeps its name: it only becomes read-only (observed on btrfs and dir). */
export function fileBaseName(volname: string, volume: ImageName): string {
  return volname.replace(/[^/]+$/, volume.name.replace(/^vm-/, 'base-'));
}

const IMAGE_FORMATS: readonly Format[] = ['raw', 'qcow2', 'vmdk'];

function folderType(type: string, alwaysShared: boolean, recorded: boolean): StorageType {
  return {
    type,
    recorded,
    alwaysShared,
    defaultContent: ['images', 'rootdir'],
    allowedContent: FILE_CONTENT,
    hasFolders: true,
    clonesForContainers: false,
    parse: parseFileVolname,
    unparsable: (volname) => `unable to parse directory volume name '${volname}'`,
    containerFormat: (sizeKib) => (sizeKib > 0 ? 'raw' : 'subvol'),
    has(feature, { format, isBase }, snapname) {
      switch (feature) {
        case 'snapshot':
          return format === 'qcow2' && !(isBase && snapname === null);
        case 'clone':
          return snapname === null && isBase && IMAGE_FORMATS.includes(format);
        case 'template':
          return snapname === null && !isBase;
        case 'copy':
          return snapname === null ? IMAGE_FORMATS.includes(format) : format === 'qcow2';
        case 'rename':
          return snapname === null && !isBase && IMAGE_FORMATS.includes(format);
        case 'replicate':
          return false;
      }
    },
    freshName: freshFileName,
    baseName: fileBaseName,
    cloneName: (base, vmid, taken) => `${base.vmid}/${base.name}/${freshFileName(vmid, 'qcow2', taken)}`,
    rollbackBlockers: () => [],
    resizeRefusal: (format) => (format === 'subvol' ? `can't resize this image format` : null),
    resizedTo: (_, bytes) => bytes,
    path: (storage, volume) =>
      `${folderOf(storage, volume.kind)}${volume.kind === 'images' ? `/${volume.vmid}` : ''}/${volume.name}`,
  };
}

export const directory = folderType('dir', false, true);
/** Network shares hold the same files, seen by all nodes. Modelled, not recorded. */
export const nfs = folderType('nfs', true, false);
export const cifs = folderType('cifs', true, false);
