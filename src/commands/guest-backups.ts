/** What `phoenix backup` and `phoenix restore` share: which guest is meant, and what backups of it there are. */
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { PhoenixError } from '../errors.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import type { Mark } from '../kinds/seen.ts';
import { type Backup, readBackups } from '../node/backups.ts';
import type { GuestFile, NodePort, Snapshot } from '../node/port.ts';
import { estateId } from './live-plan.ts';

/** A guest as somebody calls it: by its address, or by its VMID. */
export interface Meant {
  readonly name: string;
  readonly vmid: number;
  /** Null: no file of the estate is about it. */
  readonly address: Address | null;
  /** Where its file wants it; null: no file says. */
  readonly node: string | null;
}

interface Placed {
  readonly vmid?: number;
  readonly node?: string;
}

export function meant(name: string, estate: Estate): Meant {
  const isNumber = /^[1-9]\d{2,8}$/.test(name);
  const resources = [...estate.resources.values()];
  const resource = isNumber
    ? resources.find(({ spec }) => (spec as Placed | null)?.vmid === Number(name))
    : estate.resources.get(name);
  const { vmid, node = null } = (resource?.spec ?? {}) as Placed;
  if (resource && vmid !== undefined && vmid > 0) return { name, vmid, address: resource.address, node };
  if (isNumber) return { name, vmid: Number(name), address: null, node: null };
  if (!resource) throw unknownAddress(name, estate);
  throw new PhoenixError('USAGE', `${name} is no guest, so there are no backups of it`);
}

/** The marker of one of this estate; null: it is somebody else's, or has none. */
export function ownMark(file: GuestFile, estate: Estate): Mark | null {
  const { mark } = readingOf(file);
  const isOurs = mark?.estate === estateId(estate) && mark.env === estate.env;
  return isOurs && mark.id === `vmid:${file.vmid}` ? mark : null;
}

/** Where backups are: as asked for, or as the policies say. @throws PhoenixError where neither says */
export function backupStorage(asked: string | undefined, { settings }: Estate): string {
  const storage = asked ?? settings.policies.backup?.storage;
  if (storage !== undefined) return storage;
  throw new PhoenixError('USAGE', 'nobody says on which storage backups are', {
    hint: 'add --storage NAME, or write "policies": { "backup": { "storage": … } } in phoenix.json',
  });
}

/** Backups of that guest, oldest first. */
export async function backupsOf(node: NodePort, storage: string, vmid: number): Promise<Backup[]> {
  return (await readBackups(node, storage)).filter((one) => one.vmid === vmid);
}

/** A node that answers. @throws PhoenixError where that one does not */
export function reachable(name: string, { nodes }: Snapshot): string {
  const facts = nodes.get(name);
  if (facts?.reachable) return name;
  throw new PhoenixError('NODE_UNREACHABLE', `${name}: ${facts?.why ?? 'there is no connection to it'}`);
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `1.2 GiB`. */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power] ?? ''}`;
}
