/** `qm unlock`: takes the lock out of the conf file, whoever set it; nothing else is cleaned up. */
import type { Command } from '../session.ts';
import { loadVm, withVmLock, writeVm } from './machines.ts';

export const qmUnlock: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  withVmLock(session, vmid, () => {
    const draft = loadVm(session, vmid);
    draft.options.delete('lock');
    writeVm(session, vmid, draft);
  });
};
