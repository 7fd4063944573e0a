/**
 * Volumes of the simulated storages: one small record each, /.sim/volumes/STORAGE/OWNER/NAME.json. In a lab made
 * from bare conf files, a volume that its owner's conf names exists without a record.
 */
import { parseSize } from '../../node/property-string.ts';
import { die } from '../failure.ts';
import { guestFolder } from '../guests.ts';
import type { Host } from '../host.ts';
import { mountProperties } from '../volume-keys.ts';
import type { Storage } from './storages.ts';

export interface VolumeRecord {
  /** `raw`, `subvol`, `tgz`, … */
  readonly format: string;
  /** Bytes; 0 for a subvolume without a limit. */
  readonly size: number;
  readonly used?: number;
  /** Names of its snapshots, oldest first. */
  readonly snapshots?: readonly string[];
  /** The volume it is a linked clone of. */
  readonly base?: string;
  /** Taken away although conf files still name it. */
  readonly freed?: boolean;
}

export interface VolumeId {
  readonly storage: string;
  /** What follows the colon. */
  readonly name: string;
}

/** Null when the text is no volume id. */
export function parseVolumeId(text: string): VolumeId | null {
  const [, storage, name] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/i.exec(text) ?? [];
  return storage !== undefined && name !== undefined ? { storage, name } : null;
}

/** The guest that a volume belongs to, by its name; null for archives, images and names of other forms. */
export function volumeOwner(name: string): number | null {
  const last = name.split('/').at(-1) ?? '';
  const owner = /^(?:vm|base|subvol|basevol)-(\d+)-/.exec(last)?.[1];
  return owner === undefined ? null : Number(owner);
}

const root = (storage: string, owner: number | null) => `/.sim/volumes/${storage}/${owner ?? 'content'}`;
/** A linked clone is called by its base too, but is one volume. */
const fileOf = ({ storage, name }: VolumeId) => {
  const owner = volumeOwner(name);
  const file = owner === null ? name : (name.split('/').at(-1) ?? '');
  return `${root(storage, owner)}/${encodeURIComponent(file)}.json`;
};

const LAB = '/.sim/lab.json';
const isImplicit = (host: Host) => host.read(LAB)?.includes('"implicitVolumes": true') === true;

/** Marks a lab whose volumes are those that its conf files name. */
export function declareImplicitVolumes(host: Host): void {
  host.write(LAB, `${JSON.stringify({ implicitVolumes: true }, null, 2)}\n`);
}

/** Volumes that a guest's conf file names, in any section, with the sizes it tells. */
function namedVolumes(host: Host, owner: number): ReadonlyMap<string, number> {
  const named = new Map<string, number>();
  for (const node of host.list('/etc/pve/nodes')) {
    const text = host.read(`${guestFolder(node)}/${owner}.conf`) ?? '';
    for (const [, key = '', value = ''] of text.matchAll(/^(rootfs|(?:mp|unused)\d+): (.*)$/gm)) {
      const properties = mountProperties(key, value);
      const volume = properties?.get('volume');
      const size = parseSize(properties?.get('size') ?? '') ?? named.get(volume ?? '') ?? 0;
      if (volume !== undefined && parseVolumeId(volume)) named.set(volume, size);
    }
  }
  return named;
}

const formatOf = (name: string) => (/subvol/.test(name) ? 'subvol' : 'raw');

/** What is known of a volume; null when it does not exist. */
export function volumeRecord(host: Host, id: VolumeId): VolumeRecord | null {
  const text = host.read(fileOf(id));
  if (text !== null) {
    const record = JSON.parse(text) as VolumeRecord;
    return record.freed ? null : record;
  }
  const owner = volumeOwner(id.name);
  if (owner === null || !isImplicit(host)) return null;
  const size = namedVolumes(host, owner).get(`${id.storage}:${id.name}`);
  return size === undefined ? null : { format: formatOf(id.name), size };
}

export function writeVolume(host: Host, id: VolumeId, record: VolumeRecord): void {
  host.write(fileOf(id), `${JSON.stringify(record)}\n`);
}

/** Ends a volume; false when there was none. */
export function freeVolume(host: Host, id: VolumeId): boolean {
  if (volumeRecord(host, id) === null) return false;
  if (isImplicit(host)) writeVolume(host, id, { format: 'raw', size: 0, freed: true });
  else host.remove(fileOf(id));
  return true;
}

/** Names (without the storage) of a guest's volumes on a storage, sorted. */
export function volumesOf(host: Host, storage: string, owner: number): string[] {
  const names = new Set<string>();
  const folder = root(storage, owner);
  for (const file of host.list(folder)) {
    const name = decodeURIComponent(file.replace(/\.json$/, ''));
    const record = JSON.parse(host.read(`${folder}/${file}`) ?? '{}') as VolumeRecord;
    if (!record.freed) names.add(name);
  }
  if (isImplicit(host)) {
    for (const volume of namedVolumes(host, owner).keys()) {
      const id = parseVolumeId(volume);
      const last = id?.name.split('/').at(-1);
      if (id?.storage === storage && last !== undefined && volumeRecord(host, id)) names.add(last);
    }
  }
  return [...names].sort();
}

const HAS_FOLDERS = new Set(['dir', 'btrfs', 'nfs', 'cifs', 'cephfs', 'glusterfs']);

/** The name that Proxmox gives a guest's next disk on a storage: `101/vm-101-disk-0.raw`, `subvol-101-disk-0`. */
export function nextVolumeName(host: Host, storage: Storage, vmid: number, format: string): string {
  const taken = new Set(
    volumesOf(host, storage.id, vmid).map((name) => /-disk-(\d+)(?:\.|$)/.exec(name)?.[1] ?? ''),
  );
  let index = 0;
  while (taken.has(String(index))) index += 1;
  const prefix = format === 'subvol' ? 'subvol' : 'vm';
  const name = `${prefix}-${vmid}-disk-${index}`;
  return HAS_FOLDERS.has(storage.type) ? `${vmid}/${name}.${format}` : name;
}

/** Makes a volume and gives its id. @throws Failure when the storage takes no containers. */
export function allocateVolume(
  host: Host,
  storage: Storage,
  vmid: number,
  format: string,
  size: number,
): string {
  if (!storage.content.includes('rootdir')) {
    die(`storage '${storage.id}' does not allow content type 'rootdir' (Container)`);
  }
  const name = nextVolumeName(host, storage, vmid, format);
  writeVolume(host, { storage: storage.id, name }, { format, size });
  return `${storage.id}:${name}`;
}
