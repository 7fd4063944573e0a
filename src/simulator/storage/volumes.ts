/**
 * Volumes of the simulated storages: one small record each, /.sim/volumes/STORAGE/OWNER/NAME.json. A local storage's
 * volumes are where their guest is. In a lab made from bare conf files, a volume that its owner's conf names exists
 * without a record.
 */
import { type ConfSection, parseConf } from '../../node/conf.ts';
import { parseSize } from '../../node/property-string.ts';
import { die } from '../failure.ts';
import { guestFolder } from '../guests.ts';
import type { Host } from '../host.ts';
import { disksNamedIn } from '../qm/named-disks.ts';
import { mountProperties } from '../volume-keys.ts';
import { storageById, typeOf } from './storages.ts';
import type { Format, ImageName, Storage, StorageType, Volname } from './type.ts';

export interface VolumeRecord {
  /** `raw`, `subvol`, `tar.zst`, … */
  readonly format: string;
  /** Bytes; 0 for a subvolume without a limit. */
  readonly size: number;
  /** Bytes written. */
  readonly used?: number;
  /** Names of its snapshots, oldest first. */
  readonly snapshots?: readonly string[];
  /** Bytes that the volume had at each snapshot. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The volume it is a linked clone of, where its name tells. */
  readonly base?: string;
  /** Taken away although conf files still name it. */
  readonly freed?: boolean;
  /** A subvol that became a base on `dir`: the flag stays, and so does the folder when it is freed (observed). */
  readonly immutable?: boolean;
  /** Bytes that an archive takes when it is unpacked. */
  readonly unpacked?: number;
  /** Seconds since 1970. */
  readonly ctime?: number;
  /** The one node that has this file of a local storage; every node when absent. */
  readonly node?: string;
  /** A backup that `pvesm free` must not take. */
  readonly protected?: boolean;
  /** Of a download, what it was compared with: `sha256:…`. */
  readonly sum?: string;
  /** What is in the file: a snippet's text, or the conf file in a backup. */
  readonly text?: string;
}

export interface VolumeId {
  readonly storage: string;
  /** What follows the colon. */
  readonly name: string;
}

/** Null when the text is no volume id. */
export function parseVolumeId(text: string): VolumeId | null {
  const [, storage, name] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/is.exec(text) ?? [];
  return storage !== undefined && name !== undefined ? { storage, name } : null;
}

/** A volume id taken apart, with its storage. */
export interface Located {
  readonly id: VolumeId;
  readonly storage: Storage;
  readonly type: StorageType;
  readonly name: Volname;
}

/** @throws Failure when the id, the storage or the name is not valid, in that order. */
export function locate(host: Host, volid: string): Located {
  const id = parseVolumeId(volid) ?? die(`unable to parse volume ID '${volid}'`);
  const storage = storageById(host, id.storage);
  const type = typeOf(storage);
  return { id, storage, type, name: type.parse(id.name) ?? die(type.unparsable(id.name)) };
}

/** @throws Failure as `locate`, or when it is not a guest's volume. */
export function locateImage(host: Host, volid: string): Located & { readonly name: ImageName } {
  const found = locate(host, volid);
  if (found.name.kind !== 'images') die(`volume '${volid}' is not a guest's volume`);
  return { ...found, name: found.name };
}

/** The guest that a volume belongs to, by its name; null for archives, images and names of other forms. */
function volumeOwner(name: string): number | null {
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

const machineFolder = (node: string) => `/etc/pve/nodes/${node}/qemu-server`;

const LAB = '/.sim/lab.json';
const isImplicit = (host: Host) => host.read(LAB)?.includes('"implicitVolumes": true') === true;

/** Marks a lab whose volumes are those that its conf files name. */
export function declareImplicitVolumes(host: Host): void {
  host.write(LAB, `${JSON.stringify({ implicitVolumes: true }, null, 2)}\n`);
}

/** What a volume has whose size its conf file does not tell, as for `unusedN`. */
const UNSAID_BYTES = 1024 ** 3;

function formatOf(name: string): Format {
  if (/subvol|basevol/.test(name)) return 'subvol';
  return name.endsWith('.qcow2') ? 'qcow2' : 'raw';
}

/** Adds what a section names under a key. */
function nameVolume(
  volid: string,
  size: number | null,
  snapshot: string | null,
  named: Map<string, VolumeRecord>,
): void {
  const id = parseVolumeId(volid);
  // `STORE:8` in a pending value asks for a volume; it is none.
  if (!id || /^\d+(?:\.\d+)?$/.test(id.name)) return;
  const known = named.get(volid);
  const unsaid = formatOf(id.name) === 'subvol' ? 0 : UNSAID_BYTES;
  const snapshots = known?.snapshots ?? [];
  named.set(volid, {
    format: formatOf(id.name),
    size: size ?? known?.size ?? unsaid,
    snapshots: snapshot === null ? snapshots : [...snapshots, snapshot],
  });
}

function nameVolumes(section: ConfSection, snapshot: string | null, named: Map<string, VolumeRecord>): void {
  for (const [key, value] of section.options) {
    if (!/^(?:rootfs|(?:mp|unused)\d+)$/.test(key)) continue;
    const properties = mountProperties(key, value);
    const size = parseSize(properties?.get('size') ?? '');
    nameVolume(properties?.get('volume') ?? '', size, key.startsWith('unused') ? null : snapshot, named);
  }
}

/** Volumes that a guest's conf file names, in any section, with the sizes it tells. */
function namedVolumes(host: Host, owner: number): ReadonlyMap<string, VolumeRecord> {
  const named = new Map<string, VolumeRecord>();
  for (const node of host.list('/etc/pve/nodes')) {
    const machine = host.read(`${machineFolder(node)}/${owner}.conf`);
    for (const { volid, size, snapshot } of disksNamedIn(machine ?? ''))
      nameVolume(volid, size, snapshot, named);
    const text = host.read(`${guestFolder(node)}/${owner}.conf`);
    if (text === null) continue;
    const conf = parseConf(text);
    nameVolumes(conf, null, named);
    if (conf.pending) nameVolumes(conf.pending, null, named);
    const age = (section: ConfSection) => Number(section.options.get('snaptime') ?? 0);
    const snapshots = [...conf.snapshots].sort(([, a], [, b]) => age(a) - age(b));
    for (const [name, section] of snapshots) nameVolumes(section, name, named);
  }
  return named;
}

/** What is known of a volume; null when it does not exist. */
export function volumeRecord(host: Host, id: VolumeId): VolumeRecord | null {
  const text = host.read(fileOf(id));
  if (text !== null) {
    const record = JSON.parse(text) as VolumeRecord;
    return record.freed ? null : record;
  }
  const owner = volumeOwner(id.name);
  if (owner === null || !isImplicit(host)) return null;
  return namedVolumes(host, owner).get(`${id.storage}:${id.name}`) ?? null;
}

export function writeVolume(host: Host, id: VolumeId, record: VolumeRecord): void {
  host.write(fileOf(id), `${JSON.stringify(record)}\n`);
}

/** Ends a volume, whatever depends on it; false when there was none. */
export function freeVolume(host: Host, id: VolumeId): boolean {
  if (volumeRecord(host, id) === null) return false;
  const owner = volumeOwner(id.name);
  const named =
    owner !== null && isImplicit(host) && namedVolumes(host, owner).has(`${id.storage}:${id.name}`);
  if (named) writeVolume(host, id, { format: 'raw', size: 0, freed: true });
  else host.remove(fileOf(id));
  return true;
}

/** The full volume name of a file of an owner's folder. */
function fullName(storage: Storage, owner: number, file: string, record: VolumeRecord): string {
  const own = typeOf(storage).hasFolders ? `${owner}/${file}` : file;
  return record.base === undefined ? own : `${record.base}/${own}`;
}

/** A guest's volumes on a storage: names without the storage, sorted. */
export function guestVolumes(host: Host, storage: Storage, owner: number): Map<string, VolumeRecord> {
  const volumes = new Map<string, VolumeRecord>();
  if (isImplicit(host)) {
    for (const [volid, record] of namedVolumes(host, owner)) {
      const id = parseVolumeId(volid);
      if (id?.storage === storage.id && volumeOwner(id.name) === owner) volumes.set(id.name, record);
    }
  }
  const folder = root(storage.id, owner);
  for (const file of host.list(folder)) {
    const record = JSON.parse(host.read(`${folder}/${file}`) ?? '{}') as VolumeRecord;
    const name = fullName(storage, owner, decodeURIComponent(file.replace(/\.json$/, '')), record);
    if (record.freed) volumes.delete(name);
    else volumes.set(name, record);
  }
  return new Map([...volumes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names (without the storage) of a guest's volumes on a storage, sorted. */
export const volumesOf = (host: Host, storage: string, owner: number): string[] => [
  ...guestVolumes(host, storageById(host, storage), owner).keys(),
];

/** Every guest that has, or by its conf file may have, volumes on a storage. */
export function volumeOwners(host: Host, storage: Storage): number[] {
  const owners = host.list(`/.sim/volumes/${storage.id}`).filter((name) => /^\d+$/.test(name));
  const guests = isImplicit(host)
    ? host
        .list('/etc/pve/nodes')
        .flatMap((node) => [...host.list(guestFolder(node)), ...host.list(machineFolder(node))])
    : [];
  const numbers = [...owners, ...guests.map((name) => name.replace(/\.conf$/, ''))].map(Number);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Templates, backups, snippets of a storage that a node has, by name without the storage. */
export function contentOf(host: Host, storage: Storage, node: string): Map<string, VolumeRecord> {
  const folder = root(storage.id, null);
  const content = new Map<string, VolumeRecord>();
  for (const file of host.list(folder)) {
    const record = JSON.parse(host.read(`${folder}/${file}`) ?? '{}') as VolumeRecord;
    const here = storage.shared || record.node === undefined || record.node === node;
    if (here && !record.freed) content.set(decodeURIComponent(file.replace(/\.json$/, '')), record);
  }
  return content;
}
