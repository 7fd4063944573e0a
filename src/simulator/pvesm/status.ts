/** `pvesm status`: which storages the node has, and how full they are. */
import { badParameter } from '../failure.ts';
import type { Command, Session } from '../session.ts';
import { usageOf } from '../storage/space.ts';
import { isOnNode, readStorages } from '../storage/storages.ts';
import type { Storage } from '../storage/type.ts';
import { STORAGE_TYPES } from '../storage/types.ts';

/** A storage as `/nodes/N/storage` tells it; sizes in bytes. */
export interface StorageStatus {
  readonly storage: Storage;
  readonly active: boolean;
  readonly total: number;
  readonly used: number;
  readonly avail: number;
}

export function storageStatuses(session: Session, values: ReadonlyMap<string, string>): StorageStatus[] {
  const storages = readStorages(session.host);
  const [only, content] = [values.get('storage'), values.get('content')];
  if (only !== undefined && !storages.has(only)) badParameter('storage', 'No such storage.');
  const wanted = (content ?? '').split(/[\s,;]+/).filter((word) => word !== '');
  return [...storages.values()]
    .filter((storage) => only === undefined || storage.id === only)
    .filter((storage) => wanted.length === 0 || wanted.some((kind) => storage.content.includes(kind)))
    .filter((storage) => isOnNode(storage, session.node.name))
    .filter((storage) => values.get('enabled') !== '1' || !storage.disabled)
    .map((storage) => {
      const active = !storage.disabled && STORAGE_TYPES.has(storage.type);
      const usage = active ? usageOf(session.host, storage) : { total: 0, used: 0, avail: 0 };
      return { storage, active, ...usage };
    });
}

const kib = (bytes: number) => String(Math.floor(bytes / 1024)).padStart(15);

export const pvesmStatus: Command = (session, { values }) => {
  const statuses = storageStatuses(session, values);
  const width = Math.max(0, ...statuses.map(({ storage }) => storage.id.length)) + 1;
  const heading = ['Total (KiB)', 'Used (KiB)', 'Available (KiB)'].map((word) => word.padStart(15)).join(' ');
  session.print(
    `${'Name'.padEnd(width)} ${'Type'.padStart(10)} ${'Status'.padStart(10)} ${heading} ${'%'.padStart(8)}\n`,
  );
  for (const { storage, active, total, used, avail } of statuses.sort((a, b) =>
    a.storage.id < b.storage.id ? -1 : 1,
  )) {
    const state = storage.disabled ? 'disabled' : active ? 'active' : 'inactive';
    const share = storage.disabled
      ? 'N/A'.padStart(8)
      : `${(total > 0 ? (used * 100) / total : 0).toFixed(2).padStart(7)}%`;
    session.print(
      `${storage.id.padEnd(width)} ${storage.type.padStart(10)} ${state.padStart(10)} ${kib(total)} ${kib(used)} ${kib(avail)} ${share}\n`,
    );
  }
};
