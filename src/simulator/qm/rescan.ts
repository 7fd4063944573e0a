/** `qm disk rescan`: volumes that no drive names become `unusedN`; sizes follow the storages (9.2). */
import { formatSize, parseSize } from '../../node/property-string.ts';
import type { Command, Session } from '../session.ts';
import { isOnNode, readStorages } from '../storage/storages.ts';
import { STORAGE_TYPES } from '../storage/types.ts';
import { guestVolumes } from '../storage/volumes.ts';
import { isCloudinit, type VmDraft } from './conf.ts';
import { addUnusedVm } from './detach.ts';
import { diskDrives, driveKeys, printDrive, volumeOfDrive } from './drives.ts';
import { checkVmLock, loadVm, machinesOf, withVmLock, writeVm } from './machines.ts';

function adjust(session: Session, vmid: number, draft: VmDraft): boolean {
  const { host, node } = session;
  const storages = [...readStorages(host).values()].filter(
    (storage) =>
      STORAGE_TYPES.has(storage.type) &&
      !storage.disabled &&
      isOnNode(storage, node.name) &&
      storage.content.includes('images'),
  );
  const volumes = new Map(
    storages.flatMap((storage) =>
      [...guestVolumes(host, storage, vmid)].map(
        ([name, { size }]) => [`${storage.id}:${name}`, size] as [string, number],
      ),
    ),
  );
  let changed = false;
  for (const { key, drive, volid } of diskDrives(draft.options)) {
    const size = volumes.get(volid);
    const said = drive.get('size') ?? '';
    if (size === undefined || size === parseSize(said)) continue;
    session.print(
      `VM ${vmid} (${key}): size of disk '${volid}' updated from ${said === '' ? '0T' : said} to ${formatSize(size)}\n`,
    );
    draft.options.set(key, printDrive(key, new Map([...drive, ['size', String(size)]])));
    changed = true;
  }
  const named = new Set<string>(
    driveKeys(draft.options, true).map((key) => volumeOfDrive(draft.options.get(key) ?? '')),
  );
  for (const volid of [...volumes.keys()].sort()) {
    if (named.has(volid) || volid.includes(`vm-${vmid}-state-`) || isCloudinit(volid)) continue;
    const key = addUnusedVm(draft, volid) ?? '';
    session.print(`VM ${vmid} add unreferenced volume '${volid}' as '${key}' to config\n`);
    changed = true;
  }
  return changed;
}

export const qmRescan: Command = (session, { values }) => {
  const dryrun = values.get('dryrun') === '1';
  if (dryrun) session.print(`NOTE: running in dry-run mode, won't write changes out!\n`);
  session.print('rescan volumes...\n');
  const vmid = values.get('vmid');
  const vmids = vmid === undefined ? machinesOf(session.host, session.node.name) : [Number(vmid)];
  for (const machine of vmids) {
    withVmLock(session, machine, () => {
      const draft = loadVm(session, machine);
      checkVmLock(draft);
      if (adjust(session, machine, draft) && !dryrun) writeVm(session, machine, draft);
    });
  }
};
