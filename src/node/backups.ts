/** Backups on a storage, as `pvesh` lists them: one process a node, and only what ends or restores a guest asks. */
import { z } from 'zod';
import { PhoenixError } from '../errors.ts';
import type { RunOptions, RunResult, StorageEntry } from './port.ts';

const rows = z.array(
  z.looseObject({
    volid: z.string(),
    vmid: z.coerce.number().optional(),
    ctime: z.number(),
    size: z.number().optional(),
  }),
);

export interface Backup {
  /** `backup:backup/vzdump-lxc-101-2026_11_22-10_00_00.tar.zst`. */
  readonly volid: string;
  readonly vmid: number;
  /** ISO time: `ctime` counts seconds, and the time in a file's name is local and says no zone. */
  readonly at: string;
  /** Bytes; null: the storage does not say. */
  readonly size: number | null;
}

/** Oldest first; what belongs to no guest is left out. */
export function backupsIn(json: string): Backup[] {
  const found = rows.parse(JSON.parse(json)).flatMap(({ volid, vmid, ctime, size }): Backup[] => {
    const at = new Date(ctime * 1000).toISOString();
    return vmid === undefined ? [] : [{ volid, vmid, at, size: size ?? null }];
  });
  return found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.volid < b.volid ? -1 : 1));
}

/** ISO time of the newest backup by VMID. */
export function newestBackups(backups: readonly Backup[]): Map<number, string> {
  const newest = new Map<number, string>();
  for (const { vmid, at } of backups) if (at > (newest.get(vmid) ?? '')) newest.set(vmid, at);
  return newest;
}

/** What lists: a machine of the cluster, or its node as a port. */
export interface Lister {
  readonly name: string;
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** @throws PhoenixError `NODE_UNREACHABLE` when the storage cannot be listed: no backup is then taken for granted. */
export async function readBackups(node: Lister, storage: string): Promise<Backup[]> {
  const path = `/nodes/${node.name}/storage/${storage}/content`;
  const argv = ['pvesh', 'get', path, '--content', 'backup', '--output-format', 'json'];
  const result = await node.run(argv, { timeout: 120_000 });
  try {
    if (result.exit === 0) return backupsIn(result.stdout);
  } catch (error) {
    throw new PhoenixError('NODE_UNREACHABLE', `pvesh on ${node.name} lists ${storage} unreadably`, {
      cause: error,
    });
  }
  throw new PhoenixError(
    'NODE_UNREACHABLE',
    `the backups on ${storage} cannot be listed on ${node.name}: ${result.stderr.trim()}`,
    { hint: 'policies.backup.storage must name a storage with content "backup" that is mounted there' },
  );
}

/** Of a storage that all nodes share, one node tells everything; of one that each has for itself, each its own. */
export async function readBackupsAcross(
  nodes: readonly Lister[],
  storage: string,
  entry: StorageEntry | undefined,
): Promise<Backup[]> {
  const able = nodes.filter(({ name }) => !entry || entry.nodes.length === 0 || entry.nodes.includes(name));
  const asked = entry && !entry.shared ? able : able.slice(0, 1);
  const [first] = nodes;
  if (asked.length === 0 && first) return readBackups(first, storage);
  const all = (await Promise.all(asked.map((node) => readBackups(node, storage)))).flat();
  return [...new Map(all.map((one) => [`${one.volid} ${one.at}`, one])).values()];
}
