/** How full a storage is: what is declared of its size, and what the volumes on it take. */
import type { Host } from '../host.ts';
import { readJson } from '../read-json.ts';
import type { Storage } from './type.ts';
import { guestVolumes, volumeOwners } from './volumes.ts';

/** A storage's size in bytes, and what is used on it beside guests' volumes. */
export interface Capacity {
  readonly total: number;
  readonly used: number;
}

const capacityPath = (id: string) => `/.sim/capacity/${id}.json`;

/** What a storage without a declared size shows; it never fills. */
const SHOWN: Capacity = { total: 1024 ** 4, used: 0 };

export function setCapacity(host: Host, id: string, capacity: Capacity): void {
  host.write(capacityPath(id), `${JSON.stringify(capacity)}\n`);
}

function capacityOf(host: Host, id: string): Capacity | null {
  return readJson(host, capacityPath(id)) as Capacity | null;
}

export interface Usage {
  readonly total: number;
  readonly used: number;
  readonly avail: number;
}

/** What `pvesm status` tells, in bytes. */
export function usageOf(host: Host, storage: Storage): Usage {
  const { total, used } = capacityOf(host, storage.id) ?? SHOWN;
  let taken = used;
  for (const owner of volumeOwners(host, storage)) {
    for (const volume of guestVolumes(host, storage, owner).values()) taken += volume.used ?? 0;
  }
  return { total, used: taken, avail: Math.max(0, total - taken) };
}

/** Whether so many more bytes fit. */
export const fits = (host: Host, storage: Storage, bytes: number): boolean =>
  capacityOf(host, storage.id) === null || usageOf(host, storage).avail >= bytes;
