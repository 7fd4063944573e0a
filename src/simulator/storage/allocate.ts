/** New volumes of containers. */
import { die } from '../failure.ts';
import type { Host } from '../host.ts';
import { typeOf } from './storages.ts';
import type { Format, Storage } from './type.ts';
import { volumesOf, writeVolume } from './volumes.ts';

/** The name that Proxmox gives a guest's next disk on a storage: `101/vm-101-disk-0.raw`, `subvol-101-disk-0`. */
const nextVolumeName = (host: Host, storage: Storage, vmid: number, format: Format): string =>
  typeOf(storage).freshName(vmid, format, volumesOf(host, storage.id, vmid));

/** Makes a volume and gives its id. @throws Failure when the storage takes no containers. */
export function allocateVolume(
  host: Host,
  storage: Storage,
  vmid: number,
  format: Format,
  size: number,
): string {
  if (!storage.content.includes('rootdir')) {
    die(`content type 'rootdir' is not available or configured on storage '${storage.id}'`);
  }
  const name = nextVolumeName(host, storage, vmid, format);
  const bytes = format === 'subvol' ? size : typeOf(storage).resizedTo(format, size);
  const ctime = Math.floor(host.now() / 1000);
  writeVolume(host, { storage: storage.id, name }, { format, size: bytes, used: 0, ctime });
  return `${storage.id}:${name}`;
}
