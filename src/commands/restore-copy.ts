/** A backup as another guest: nobody can reach it, and it does not start, until somebody says so. */
import { momentText } from '../config/units.ts';
import { PhoenixError } from '../errors.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import type { Snapshot } from '../node/port.ts';
import { meant } from './guest-backups.ts';
import { loudCards, program, quietArgv, restoreArgv } from './restore-plan.ts';
import { agreed, assertMayBegin, label, RESTORE_LIMIT, step, storageFor, type Work } from './restore-work.ts';

/** @returns what is to be told; null: somebody said no */
export async function restoreCopy(work: Work, snapshot: Snapshot): Promise<string[] | null> {
  const { session, head, node, target, type, backup, one, io } = work;
  const port = session.cluster.node(node);
  const taken = snapshot.guests.get(target);
  const named = meant(String(target), head).address;
  if (taken) throw new PhoenixError('REFUSED', `the VMID ${target} is taken by a guest on ${taken.node}`);
  if (named !== null) throw new PhoenixError('REFUSED', `the VMID ${target} is that of ${named}`);
  io.err(
    `A copy of ${label(work)} as of ${momentText(Date.parse(backup.at))} becomes the guest ${target} on ${node}, stopped and with its network cards disconnected.`,
  );
  if (!(await agreed(work, `Make ${target} from ${backup.volid}?`))) return null;
  assertMayBegin(work);
  const state = await port.guest(one.vmid);
  const storage = storageFor(work, state);
  await step(
    work,
    'restore',
    restoreArgv({ type, vmid: target, volid: backup.volid, storage, replaces: false }),
    RESTORE_LIMIT,
  );
  const made = (await port.guest(target)).file;
  if (!made) throw new PhoenixError('STEP_FAILED', `the guest ${target} is not there after its restore`);
  await step(work, 'quiet', quietArgv(type, target, readingOf(made).conf));
  const now = (await port.guest(target)).file;
  const loud = now ? loudCards(readingOf(now).conf) : ['it'];
  if (loud.length > 0) {
    throw new PhoenixError('STEP_FAILED', `${loud.join(', ')} of ${target} is still connected`, {
      hint: `do not start it: ${program(type)} set ${target} --${loud[0]} …,link_down=1`,
    });
  }
  return [
    `its marker names ${one.vmid}: for Phoenix it is a copy, reported and never touched`,
    `connect it only where nobody else has its addresses; it does not start with its node`,
  ];
}
