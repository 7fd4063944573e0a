/** `pct rollback`: stops the guest, rolls the volumes back, then the configuration; the description is kept. */
import { checkLock, type Draft, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { die } from '../failure.ts';
import { rollbackGuestFiles } from '../guest-files.ts';
import { isRunning } from '../guests.ts';
import { addUnused } from '../config/mounts.ts';
import type { Command, Session } from '../session.ts';
import { assertRollback, rollbackDisk } from '../storage/disks.ts';
import { runTask } from '../tasks.ts';
import { type Mount, mountsOf } from './mount-list.ts';
import { isTemplate, startGuest, stopGuest } from './power.ts';
import { copySection } from './snapshot.ts';

function sectionOf(draft: Draft, snapname: string) {
  if (isTemplate(draft)) die(`you can't rollback if vm is a template`);
  return draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`);
}

const volumes = (mounts: readonly Mount[]) =>
  mounts.filter(({ type }) => type === 'volume').map(({ volume }) => volume);

function prepare(session: Session, vmid: number, snapname: string): Mount[] {
  const draft = loadConf(session, vmid);
  const section = sectionOf(draft, snapname);
  const mounts = mountsOf(section.options);
  for (const { volume } of mounts) assertRollback(session, volume, snapname);
  const state = section.options.get('snapstate');
  if (state) die(`unable to rollback to incomplete snapshot (snapstate = ${state})`);
  checkLock(draft);
  if (isRunning(session.host, vmid)) stopGuest(session, vmid);
  draft.options.set('lock', 'rollback');
  writeConf(session, vmid, draft);
  return mounts;
}

function restore(session: Session, vmid: number, snapname: string): void {
  const draft = loadConf(session, vmid);
  const section = sectionOf(draft, snapname);
  if (draft.options.get('lock') !== 'rollback') die('got wrong lock');
  const unused = new Map([...draft.options].filter(([key]) => /^unused\d+$/.test(key)));
  const kept: Draft = { ...draft, options: unused };
  const inSnapshot = volumes(mountsOf(section.options));
  for (const volid of volumes(mountsOf(draft.options))) {
    if (!inSnapshot.includes(volid)) addUnused(kept, volid);
  }
  const restored = copySection(section);
  writeConf(session, vmid, {
    ...restored,
    options: new Map([...kept.options, ...restored.options, ['parent', snapname]]),
    description: draft.description,
    pending: { description: null, options: new Map(), raw: [], delete: [] },
    snapshots: draft.snapshots,
    digest: draft.digest,
  });
}

/** Rolls a guest back. @throws Failure */
function rollBack(session: Session, vmid: number, snapname: string): void {
  const mounts = withGuestLock(session, vmid, () => prepare(session, vmid, snapname));
  session.at('rollback:prepared');
  for (const { volume } of mounts) {
    rollbackDisk(session, volume, snapname);
    session.at('rollback:volume');
  }
  rollbackGuestFiles(session.host, vmid, snapname);
  withGuestLock(session, vmid, () => restore(session, vmid, snapname));
}

export const pctRollback: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  runTask(session, 'vzrollback', String(vmid), (task) => {
    rollBack(session, vmid, values.get('snapname') ?? '');
    if (values.get('start') === '1') startGuest(session, vmid, task);
  });
};
