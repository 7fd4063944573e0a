/** One backup by vzdump: written to the journal, run, and looked for on the storage afterwards. */
import type { Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import type { Backup } from '../node/backups.ts';
import type { Cluster } from '../node/port.ts';
import { backupsOf } from './guest-backups.ts';
import { journaled } from './journaled.ts';

export type BackupMode = 'snapshot' | 'suspend' | 'stop';

export interface BackupRequest {
  readonly head: Estate;
  readonly address: string;
  readonly node: string;
  readonly vmid: number;
  readonly storage: string;
  readonly mode: BackupMode;
  readonly notes: string;
  readonly say: (line: string) => void;
}

/** Milliseconds. */
const LIMIT = 12 * 60 * 60_000;

/** In notes, Proxmox takes `{{…}}` for its own words, and a backslash for the start of one (PVE 9.2). */
export const plainNotes = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('{{', '{ {').replaceAll('}}', '} }');

/** @throws PhoenixError `STEP_FAILED` when none is on the storage afterwards that was not there before */
export async function takeBackup(cluster: Cluster, request: BackupRequest): Promise<Backup> {
  const { node, vmid, storage, mode, notes, say } = request;
  const port = cluster.node(node);
  const before = new Set((await backupsOf(port, storage, vmid)).map(({ volid }) => volid));
  say(`backing up to ${storage}`);
  const result = await journaled(cluster, { ...request, verb: 'backup', limit: LIMIT }, [
    'vzdump',
    String(vmid),
    '--storage',
    storage,
    '--mode',
    mode,
    '--notes-template',
    plainNotes(notes),
  ]);
  const fresh = (await backupsOf(port, storage, vmid)).filter(({ volid }) => !before.has(volid));
  const [backup] = fresh.toReversed();
  if (backup && result.exit === 0) return backup;
  const said = `${result.stdout}\n${result.stderr}`.trim().split('\n');
  const why = said.findLast((line) => /^(?:ERROR|INFO: Backup job finished with)/.test(line)) ?? said.at(-1);
  throw new PhoenixError('STEP_FAILED', `the backup failed: ${why || `exit ${result.exit}`}`, {
    hint: 'the log of the task in the web interface of Proxmox tells more',
  });
}
