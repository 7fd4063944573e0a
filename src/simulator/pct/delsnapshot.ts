/** `pct delsnapshot`: volume snapshots first, then the section; `lock: snapshot-delete` stands in between. */
import { type Draft, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { die, messageOf } from '../failure.ts';
import { deleteGuestSnapshot } from '../guest-files.ts';
import { setLock } from '../locks.ts';
import { addUnused } from '../config/mounts.ts';
import type { Command, Session } from '../session.ts';
import { deleteDiskSnapshot } from '../storage/disks.ts';
import { runTask } from '../tasks.ts';
import { mountsInSnapshot } from './mount-list.ts';
import { isTemplate } from './power.ts';

export interface Removal {
  /** Go on when a volume's snapshot cannot be deleted. */
  readonly force: boolean;
  /** Keys whose snapshot was taken, when a snapshot that failed is cleaned up; all otherwise. */
  readonly taken?: readonly string[];
}

function unlink(draft: Draft, snapname: string): void {
  const parent = draft.snapshots.get(snapname)?.options.get('parent');
  for (const { options } of [draft, ...draft.snapshots.values()]) {
    if (options.get('parent') !== snapname) continue;
    if (parent) options.set('parent', parent);
    else options.delete('parent');
  }
  draft.snapshots.delete(snapname);
}

/** Deletes a snapshot of a guest. @throws Failure, leaving the lock where Proxmox does */
export function removeSnapshot(session: Session, vmid: number, snapname: string, removal: Removal): void {
  const { force, taken } = removal;
  const missing = () => die(`snapshot '${snapname}' does not exist`);
  if (!loadConf(session, vmid).snapshots.has(snapname)) missing();
  const lock = taken ? 'snapshot' : 'snapshot-delete';
  if (!taken) setLock(session, vmid, lock);
  const locked = <T>(body: (draft: Draft) => T): T =>
    withGuestLock(session, vmid, () => {
      const draft = loadConf(session, vmid);
      if (draft.options.get('lock') !== lock) die(`encountered invalid lock, expected '${lock}'`);
      return body(draft);
    });
  const mounts = locked((draft) => {
    // The lock stays: Proxmox checks this only after it has locked (PVE 9.2).
    if (isTemplate(draft)) die(`you can't delete a snapshot if vm is a template`);
    const section = draft.snapshots.get(snapname) ?? missing();
    section.options.set('snapstate', 'delete');
    writeConf(session, vmid, draft);
    return mountsInSnapshot(section.options, snapname);
  });
  const freed: string[] = [];
  for (const { key, volume } of mounts) {
    if (taken && !taken.includes(key)) continue;
    session.at('delsnapshot:volume');
    try {
      deleteDiskSnapshot(session, volume, snapname);
      freed.push(volume);
    } catch (error) {
      const reason = messageOf(error);
      if (!force) throw error;
      session.warn(`${reason}\n`);
    }
  }
  deleteGuestSnapshot(session.host, vmid, snapname);
  locked((draft) => {
    unlink(draft, snapname);
    draft.options.delete('lock');
    for (const volid of freed) addUnused(draft, volid);
    writeConf(session, vmid, draft);
  });
}

export const pctDelsnapshot: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const snapname = values.get('snapname') ?? '';
  runTask(session, 'vzdelsnapshot', String(vmid), () => {
    removeSnapshot(session, vmid, snapname, { force: values.get('force') === '1' });
  });
};
