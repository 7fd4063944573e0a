/** How a machine begins, made or restored: its parameters, a conf file that holds the VMID, a place in the HA manager. */
import { changeResources } from '../ha.ts';
import { assertUnused } from '../locks.ts';
import type { Session } from '../session.ts';
import { emptyVm } from './conf.ts';
import { checkVmLock, loadVm, withVmLock, writeVm } from './machines.ts';

/** Parameters that are no options of the machine. */
const PARAMETERS = [
  'vmid',
  'node',
  'archive',
  'bwlimit',
  'force',
  'pool',
  'start',
  'ha-managed',
  'storage',
  'unique',
  'live-restore',
  'import-working-storage',
];

/** The options of the machine among the parameters; `cdrom` is another name of `ide2`. */
export function splitParameters(values: ReadonlyMap<string, string>): Map<string, string> {
  const options = new Map(values);
  for (const name of PARAMETERS) options.delete(name);
  const medium = options.get('cdrom');
  if (medium !== undefined) {
    options.set('ide2', medium.includes('media=') ? medium : `${medium},media=cdrom`);
    options.delete('cdrom');
  }
  return options;
}

/** A conf file with nothing but the lock. @throws Failure when the VMID is taken, by a guest of any kind anywhere */
export function reserve(session: Session, vmid: number, allowExisting = false): void {
  withVmLock(
    session,
    vmid,
    () => {
      if (!allowExisting) assertUnused(session, vmid);
      const draft = allowExisting ? loadVm(session, vmid) : emptyVm();
      checkVmLock(draft);
      draft.options.set('lock', 'create');
      writeVm(session, vmid, draft);
    },
    5,
  );
}

export function addVmToHa(session: Session, vmid: number, started: boolean): void {
  session.print('Add as HA resource\n');
  const state = started ? 'started' : 'stopped';
  changeResources(session.host, (all) => all.set(`vm:${vmid}`, new Map([['state', state]])));
}
