/** Pending changes of a machine that does not run: on `qm set`, and when it starts (vmconfig_apply_pending, 9.2). */
import { messageOf } from '../failure.ts';
import { cardChanged, cardGone } from '../sdn/cards.ts';
import type { Session } from '../session.ts';
import { cardOwner } from './cards.ts';
import { writeSeed } from './cloudinit.ts';
import { isCloudinit, type VmDraft } from './conf.ts';
import { detachDrive, registerUnused } from './detach.ts';
import { DRIVE_KEY } from './drives.ts';
import { writeVm } from './machines.ts';
import { cleanupVmPending, deletionsOf, unqueueVmDeletion, waiting } from './pending.ts';

export type VmFailures = Map<string, string>;

/** @returns what could not be applied, and stays */
export function applyVmPending(session: Session, vmid: number, draft: VmDraft): VmFailures {
  const failures: VmFailures = new Map();
  if (draft.pending.size === 0) return failures;
  const attempt = (key: string, body: () => void) => {
    try {
      body();
      return true;
    } catch (error) {
      const message = `unable to apply pending change ${key} : ${messageOf(error)}\n`;
      failures.set(key, message);
      session.warn(message);
      return false;
    }
  };
  for (const [key, { force }] of deletionsOf(draft)) {
    const goes = () => {
      if (DRIVE_KEY.test(key) && draft.options.has(key)) detachDrive(session, vmid, draft, key, force);
      else if (/^net\d+$/.test(key)) cardGone(session, draft.options.get(key));
    };
    if (!attempt(key, goes)) continue;
    unqueueVmDeletion(draft, key);
    draft.options.delete(key);
  }
  cleanupVmPending(draft);
  let seeds = false;
  for (const key of waiting(draft)) {
    const value = draft.pending.get(key) ?? '';
    const comes = () => {
      const old = draft.options.get(key);
      if (DRIVE_KEY.test(key) && old !== undefined) registerUnused(session, vmid, draft, key, old);
      else if (/^net\d+$/.test(key)) cardChanged(session, cardOwner(vmid, draft), old, value);
    };
    if (!attempt(key, comes)) continue;
    seeds ||= DRIVE_KEY.test(key) && isCloudinit(value);
    draft.options.set(key, value);
    draft.pending.delete(key);
  }
  writeVm(session, vmid, draft);
  if (seeds && writeSeed(session, vmid, draft)) writeVm(session, vmid, draft);
  return failures;
}
