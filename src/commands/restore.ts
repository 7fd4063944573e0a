/**
 * `phoenix restore`: a guest from a backup. In its own VMID it takes the place of what is there, which is backed up first;
 * in a new one it is a copy that nobody can reach, until somebody says so.
 */
import { PhoenixError } from '../errors.ts';
import type { Snapshot } from '../node/port.ts';
import { operatorName } from '../sources/operator.ts';
import type { Console } from './console.ts';
import { backupsOf, backupStorage, meant, type Meant, reachable } from './guest-backups.ts';
import { restoreCopy } from './restore-copy.ts';
import { restoreInPlace } from './restore-in-place.ts';
import { chooseBackup, typeOfBackup } from './restore-plan.ts';
import { label, type RestoreOptions, type Work } from './restore-work.ts';
import { withSession } from './run-apply.ts';
import { openWorkspace, sound } from './workspace.ts';

/** Where it comes back: where it is, where it is asked for, where its file wants it. */
function placeOf(one: Meant, { on }: RestoreOptions, snapshot: Snapshot): string {
  const is = snapshot.guests.get(one.vmid)?.node;
  const [only, ...others] = [...snapshot.nodes.keys()];
  const place = on ?? is ?? one.node ?? (others.length === 0 ? only : undefined);
  if (place !== undefined) return reachable(place, snapshot);
  throw new PhoenixError('USAGE', `nobody says on which node ${one.name} is to be`, {
    hint: 'add --on NODE',
  });
}

/** Exit code 0 when the guest is there. */
export async function restore(options: RestoreOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = sound(await workspace.toApply());
    const one = meant(options.guest, head);
    const backups = backupStorage(options.backups ?? options.from?.split(':')[0], head);
    const run = { head, node: options.node, owner: `restore by ${operatorName()}`, say: io.err };
    return await withSession(run, async (session) => {
      const snapshot = await session.cluster.snapshot();
      const node = placeOf(one, options, snapshot);
      const found = await backupsOf(session.cluster.node(node), backups, one.vmid);
      const backup = chooseBackup(found, options, one.name);
      const type = typeOfBackup(backup);
      if (type === null) throw new PhoenixError('REFUSED', `${backup.volid} is no backup of a guest`);
      const target = options.as ?? one.vmid;
      const work: Work = { session, head, options, io, one, node, backups, backup, type, target };
      const notes = await (target === one.vmid ? restoreInPlace(work) : restoreCopy(work, snapshot));
      if (notes === null) {
        io.err('Nothing was restored.');
        return 1;
      }
      const from = backup.volid;
      const text = [
        `✓ ${label(work)}: ${target} on ${node} from ${from}`,
        ...notes.map((note) => `  ${note}`),
      ];
      io.out(
        options.json
          ? JSON.stringify({ v: 1, vmid: target, node, from, at: backup.at, notes })
          : text.join('\n'),
      );
      return 0;
    });
  } finally {
    workspace.close();
  }
}
