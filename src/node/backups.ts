/** The newest backup of each guest on a storage, as `pvesh` lists them: one process, and only what ends a guest asks. */
import { z } from 'zod';
import { PhoenixError } from '../errors.ts';
import type { Machine } from './machine.ts';

const rows = z.array(z.looseObject({ vmid: z.coerce.number().optional(), ctime: z.number() }));

/** ISO time of the newest backup by VMID. `ctime` counts seconds; the time in a file's name is local and says no zone. */
export function newestBackups(json: string): Map<number, string> {
  const newest = new Map<number, number>();
  for (const { vmid, ctime } of rows.parse(JSON.parse(json))) {
    if (vmid !== undefined) newest.set(vmid, Math.max(ctime, newest.get(vmid) ?? 0));
  }
  return new Map([...newest].map(([vmid, ctime]) => [vmid, new Date(ctime * 1000).toISOString()]));
}

/** @throws PhoenixError `NODE_UNREACHABLE` when the storage cannot be listed: no backup is then taken for granted. */
export async function readBackups(machine: Machine, storage: string): Promise<Map<number, string>> {
  const path = `/nodes/${machine.name}/storage/${storage}/content`;
  const result = await machine.run(['pvesh', 'get', path, '--content', 'backup', '--output-format', 'json'], {
    timeout: 120_000,
  });
  try {
    if (result.exit === 0) return newestBackups(result.stdout);
  } catch (error) {
    throw new PhoenixError('NODE_UNREACHABLE', `pvesh on ${machine.name} lists ${storage} unreadably`, {
      cause: error,
    });
  }
  throw new PhoenixError(
    'NODE_UNREACHABLE',
    `the backups on ${storage} cannot be listed on ${machine.name}: ${result.stderr.trim()}`,
    { hint: 'policies.backup.storage must name a storage with content "backup" that is mounted there' },
  );
}
