/** `pct template`: makes bases of all volumes. What fails inside the task is exit 0 (PVE 9.2). */
import { checkLock, type Draft, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { die } from '../failure.ts';
import { isRunning } from '../guests.ts';
import type { Command, Session } from '../session.ts';
import { createBase, diskHas } from '../storage/disks.ts';
import { forgiving } from './forgiving.ts';
import { mountsOf, withVolume } from './mount-list.ts';
import { runTask } from '../tasks.ts';
import { isTemplate } from './power.ts';

/** Turns the volumes of a configuration into bases. @throws Failure when one of them cannot be */
export function makeBases(session: Session, draft: Draft): void {
  const mounts = mountsOf(draft.options);
  for (const { volume } of mounts) {
    if (!diskHas(session, 'template', volume, null)) die(`Template feature is not available for '${volume}'`);
  }
  for (const mount of mounts) {
    draft.options.set(mount.key, withVolume(mount, createBase(session, mount.volume)));
    session.at('template:base');
  }
}

export const pctTemplate: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    checkLock(draft);
    if (draft.snapshots.size > 0) die('unable to create template, because CT contains snapshots');
    if (isTemplate(draft)) die(`you can't convert a template to a template`);
    if (isRunning(session.host, vmid)) die(`you can't convert a CT to template if the CT is running`);
    forgiving(session, () =>
      runTask(session, 'vztemplate', String(vmid), () => {
        makeBases(session, draft);
        draft.options.set('template', '1');
        writeConf(session, vmid, draft);
      }),
    );
  });
};
