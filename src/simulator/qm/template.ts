/** `qm template`: makes bases of the disks, where their storages have such. What fails in the task is exit 0 (9.2). */
import { die } from '../failure.ts';
import { forgiving } from '../pct/forgiving.ts';
import type { Command, Session } from '../session.ts';
import { runTask } from '../tasks.ts';
import type { VmDraft } from './conf.ts';
import { diskDrives, printDrive } from './drives.ts';
import { checkVmLock, isMachineRunning, isVmTemplate, loadVm, withVmLock, writeVm } from './machines.ts';
import { baseOf } from './volumes.ts';

/** Turns the disks of a machine into bases, and writes the conf file after each. */
export function makeVmBases(session: Session, vmid: number, draft: VmDraft, only?: string): void {
  for (const { key, drive, volid } of diskDrives(draft.options)) {
    if (only !== undefined && key !== only) continue;
    const base = baseOf(session, volid);
    if (base === volid) continue;
    draft.options.set(key, printDrive(key, new Map([...drive, ['file', base]])));
    writeVm(session, vmid, draft);
    session.at('template:base');
  }
}

export const qmTemplate: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const disk = values.get('disk');
  const check = () => {
    const draft = loadVm(session, vmid);
    checkVmLock(draft);
    if (draft.snapshots.size > 0) die('unable to create template, because VM contains snapshots');
    if (isVmTemplate(draft) && disk === undefined) die(`you can't convert a template to a template`);
    if (isMachineRunning(session.host, vmid)) die(`you can't convert a VM to template if VM is running`);
    return draft;
  };
  check();
  forgiving(session, () =>
    runTask(session, 'qmtemplate', String(vmid), () =>
      withVmLock(session, vmid, () => {
        const draft = check();
        draft.options.set('template', '1');
        writeVm(session, vmid, draft);
        makeVmBases(session, vmid, draft, disk);
      }),
    ),
  );
};
