/** `pct snapshot`: prepared, taken volume by volume, committed; `lock: snapshot` stands in between. */
import {
  checkLock,
  type Draft,
  type DraftSection,
  loadConf,
  withGuestLock,
  writeConf,
} from '../conf-store.ts';
import { die, Failure } from '../failure.ts';
import { snapshotGuestFiles } from '../guest-files.ts';
import type { Command, Session } from '../session.ts';
import { diskHas, snapshotDisk } from '../storage/disks.ts';
import { runTask } from '../tasks.ts';
import { removeSnapshot } from './delsnapshot.ts';
import { mountsInSnapshot } from './mount-list.ts';
import { isTemplate } from './power.ts';

/** What a snapshot keeps of a configuration, and what a rollback brings back. */
export function copySection(source: DraftSection): DraftSection {
  const left = /^(?:snapstate|snaptime|lock|unused\d+)$/;
  const options = new Map([...source.options].filter(([key]) => !left.test(key)));
  return { description: null, options, raw: [...source.raw] };
}

function prepare(session: Session, vmid: number, snapname: string, comment: string | undefined): Draft {
  const draft = loadConf(session, vmid);
  if (isTemplate(draft)) die(`you can't take a snapshot if it's a template`);
  checkLock(draft);
  draft.options.set('lock', 'snapshot');
  if (draft.snapshots.has(snapname)) die(`snapshot name '${snapname}' already used`);
  const mounts = mountsInSnapshot(draft.options, snapname);
  if (!mounts.every(({ volume }) => diskHas(session, 'snapshot', volume, null))) {
    die('snapshot feature is not available');
  }
  for (const [name, section] of draft.snapshots) {
    if (section.options.get('parent') !== snapname) continue;
    session.warn(`deleting parent '${snapname}' reference from '${name}' to avoid bogus snapshot cycle.\n`);
    section.options.delete('parent');
  }
  const section = copySection(draft);
  section.options.set('snapstate', 'prepare');
  section.options.set('snaptime', String(Math.floor(session.host.now() / 1000)));
  if (comment) section.description = `${comment.replace(/\n+$/, '')}\n`;
  draft.snapshots.set(snapname, section);
  writeConf(session, vmid, draft);
  return draft;
}

function commit(session: Session, vmid: number, snapname: string): void {
  const draft = loadConf(session, vmid);
  if (draft.options.get('lock') !== 'snapshot') die('missing snapshot lock');
  const section = draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`);
  if (section.options.get('snapstate') !== 'prepare') die('wrong snapshot state');
  section.options.delete('snapstate');
  draft.options.delete('lock');
  draft.options.set('parent', snapname);
  writeConf(session, vmid, draft);
}

/** Takes a snapshot of a guest. @throws Failure */
export function takeSnapshot(session: Session, vmid: number, snapname: string, comment?: string): void {
  const draft = withGuestLock(session, vmid, () => prepare(session, vmid, snapname, comment));
  session.at('snapshot:prepared');
  const taken: string[] = [];
  try {
    for (const { key, volume } of mountsInSnapshot(
      draft.snapshots.get(snapname)?.options ?? new Map(),
      snapname,
    )) {
      snapshotDisk(session, volume, snapname);
      taken.push(key);
      session.at('snapshot:taken');
    }
    snapshotGuestFiles(session.host, vmid, snapname);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    session.warn('snapshot create failed: starting cleanup\n');
    removeSnapshot(session, vmid, snapname, { force: true, taken });
    throw error;
  }
  withGuestLock(session, vmid, () => commit(session, vmid, snapname));
}

export const pctSnapshot: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const snapname = values.get('snapname') ?? '';
  if (snapname === 'current' || snapname === 'vzdump') {
    die(`unable to use snapshot name '${snapname}' (reserved name)`, 2);
  }
  runTask(session, 'vzsnapshot', String(vmid), () => {
    takeSnapshot(session, vmid, snapname, values.get('description'));
  });
};
