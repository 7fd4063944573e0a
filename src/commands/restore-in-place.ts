/** A guest becomes what it was: its backup takes the place of what is there, which is backed up first. */
import { momentText } from '../config/units.ts';
import { PhoenixError } from '../errors.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import type { Backup } from '../node/backups.ts';
import type { GuestState } from '../node/port.ts';
import { ownMark } from './guest-backups.ts';
import { program, restoreArgv } from './restore-plan.ts';
import { agreed, assertMayBegin, label, RESTORE_LIMIT, step, storageFor, type Work } from './restore-work.ts';
import { takeBackup } from './take-backup.ts';

/** What stands in the way of taking the place of a guest. */
function refuseReplacing(work: Work, state: GuestState): void {
  const { head, options, node, target } = work;
  const { file, running } = state;
  if (!file) return;
  if (ownMark(file, head) === null) {
    throw new PhoenixError('REFUSED', `the guest ${target} is not of this estate`, {
      hint: 'restore into another VMID: --as VMID',
    });
  }
  if (file.node !== node) {
    throw new PhoenixError('REFUSED', `the guest ${target} is on ${file.node}`, { hint: `leave out --on` });
  }
  if (options.force) return;
  const isProtected = readingOf(file).conf.options.get('protection') === '1';
  const why = running ? 'runs' : isProtected ? 'is protected' : null;
  if (why !== null) {
    throw new PhoenixError('REFUSED', `${label(work)} ${why}`, {
      hint: 'add --force: it is backed up, and then what is in it now is gone',
    });
  }
}

/** Stops what is there and backs it up; where that fails, it is as it was. */
async function asideOf(work: Work, { running, file }: GuestState): Promise<Backup> {
  const { session, head, node, target, type, backups, io } = work;
  const address = label(work);
  const tool = program(type);
  try {
    if (running) {
      const gently = ['--timeout', '60', '--forceStop', '1'];
      await step(work, 'shutdown', [tool, 'shutdown', String(target), ...gently]);
    }
    const saved = await takeBackup(session.cluster, {
      head,
      address,
      node,
      vmid: target,
      storage: backups,
      mode: 'stop',
      notes: `${address} of ${head.settings.name}, before it was restored`,
      say: (line) => io.err(`${address}: ${line}`),
    });
    assertMayBegin(work);
    const isProtected = file && readingOf(file).conf.options.get('protection') === '1';
    if (isProtected) await step(work, 'unprotect', [tool, 'set', String(target), '--protection', '0']);
    return saved;
  } catch (error) {
    if (running) await step(work, 'start', [tool, 'start', String(target)]).catch(() => {});
    throw error;
  }
}

/** @returns what is to be told; null: somebody said no */
export async function restoreInPlace(work: Work): Promise<string[] | null> {
  const { session, head, node, target, type, backup, backups, io } = work;
  const port = session.cluster.node(node);
  let state = await port.guest(target);
  refuseReplacing(work, state);
  const from = `${backup.volid} of ${momentText(Date.parse(backup.at))}`;
  io.err(
    state.file
      ? `${label(work)} becomes ${from}. What is in it now is backed up to ${backups} first, and then gone.`
      : `${label(work)} is not there, and comes back as ${from}.`,
  );
  if (!(await agreed(work, `Restore ${label(work)} in ${target}?`))) return null;
  // Somebody may have started it while the question stood.
  state = await port.guest(target);
  refuseReplacing(work, state);
  assertMayBegin(work);
  const saved = state.file ? await asideOf(work, state) : null;
  const storage = storageFor(work, state);
  const order = { type, vmid: target, volid: backup.volid, storage, replaces: state.file !== null };
  try {
    await step(work, 'restore', restoreArgv(order), RESTORE_LIMIT);
  } catch (error) {
    if (!(error instanceof PhoenixError) || saved === null) throw error;
    throw new PhoenixError('STEP_FAILED', error.message, {
      hint: `what was there before is in ${saved.volid}: restore that with --from`,
    });
  }
  const notes = saved === null ? [] : [`what was there before is ${saved.volid}`];
  const now = await port.guest(target);
  if (!now.file) throw new PhoenixError('STEP_FAILED', `the guest ${target} is not there after its restore`);
  if (state.running) await step(work, 'start', [program(type), 'start', String(target)]);
  const commit = ownMark(now.file, head)?.commit?.slice(0, 7);
  const is = commit === undefined ? 'its marker is as old as the backup' : `its marker says ${commit}`;
  return [...notes, `${is}: the next plan shows what has changed since, and an apply brings it forward`];
}
