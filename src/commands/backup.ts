/** `phoenix backup ADDRESS…`: a backup of guests by vzdump, believed only when the storage lists it. */
import { durationText, momentText } from '../config/units.ts';
import type { Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import type { Backup } from '../node/backups.ts';
import type { Snapshot } from '../node/port.ts';
import { operatorName } from '../sources/operator.ts';
import { type BackupMode, takeBackup } from './take-backup.ts';
import { backupStorage, bytesText, meant, type Meant, ownMark, reachable } from './guest-backups.ts';
import type { Console } from './console.ts';
import { measureBackups } from './measured.ts';
import { type Session, withSession } from './run-apply.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface BackupOptions {
  readonly addresses: readonly string[];
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly storage?: string;
  readonly mode?: BackupMode;
  readonly notes?: string;
  readonly json?: boolean;
}

type Result = { readonly address: string; readonly vmid: number } & (
  | { readonly ok: true; readonly node: string; readonly backup: Backup; readonly ms: number }
  | { readonly ok: false; readonly why: string }
);

/** The node that a guest of ours is on. */
function homeOf({ vmid, name }: Meant, head: Estate, snapshot: Snapshot): string {
  const file = snapshot.guests.get(vmid);
  if (!file) throw new PhoenixError('REFUSED', `${name} is not there: no node has the guest ${vmid}`);
  if (ownMark(file, head) === null) {
    throw new PhoenixError('REFUSED', `${name}: the guest ${vmid} is not of this estate`, {
      hint: 'adopt it first ("adopt": true), or use vzdump',
    });
  }
  return reachable(file.node, snapshot);
}

async function backUp(
  session: Session,
  one: Meant,
  { head, snapshot, options, io }: { head: Estate; snapshot: Snapshot; options: BackupOptions; io: Console },
): Promise<Result> {
  const { vmid, name } = one;
  const address = one.address ?? name;
  try {
    const node = homeOf(one, head, snapshot);
    const began = Date.now();
    const commit = head.tree.revision?.slice(0, 12);
    const about = `${address} of ${head.settings.name}${commit === undefined ? '' : ` at ${commit}`}`;
    const backup = await takeBackup(session.cluster, {
      head,
      address,
      node,
      vmid,
      storage: backupStorage(options.storage, head),
      mode: options.mode ?? head.settings.policies.backup?.mode ?? 'snapshot',
      notes: options.notes === undefined ? about : `${options.notes} (${about})`,
      say: (line) => io.err(`${address}: ${line}`),
    });
    return { address, vmid, ok: true, node, backup, ms: Date.now() - began };
  } catch (error) {
    if (error instanceof PhoenixError) return { address, vmid, ok: false, why: error.message };
    throw error;
  }
}

function textOf(result: Result): string {
  if (!result.ok) return `✗ ${result.address}: ${result.why}`;
  const { address, node, backup, ms } = result;
  const size = backup.size === null ? '' : `, ${bytesText(backup.size)}`;
  return `✓ ${address}: ${backup.volid} on ${node}, ${momentText(Date.parse(backup.at))}${size}  (${durationText(ms)})`;
}

/** Exit code 0 when every guest that was named has a new backup. */
export async function backup(options: BackupOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = sound(await workspace.toApply());
    const named = options.addresses.map((name) => meant(name, head));
    backupStorage(options.storage, head);
    const run = { head, node: options.node, owner: `backup by ${operatorName()}`, say: io.err };
    return await withSession(run, async (session) => {
      const snapshot = await session.cluster.snapshot();
      const results: Result[] = [];
      // One after the other: they would only take each other's disk and network.
      for (const one of named) {
        if (session.signal.aborted || session.lock.lost.aborted) break;
        results.push(await backUp(session, one, { head, snapshot, options, io }));
      }
      measureBackups(head, results);
      io.out(options.json ? JSON.stringify({ v: 1, backups: results }) : results.map(textOf).join('\n'));
      return results.length === named.length && results.every(({ ok }) => ok) ? 0 : 1;
    });
  } finally {
    workspace.close();
  }
}
