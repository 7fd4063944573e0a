/** `qm destroy`: checks, then a task that frees the disks; the conf file goes last (destroy_vm, 9.2). */
import { die, messageOf } from '../failure.ts';
import { removeGuestFiles } from '../guest-files.ts';
import { readResources, changeResources } from '../ha.ts';
import { dropFromPools } from '../pools.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk, isBaseUsed } from '../storage/disks.ts';
import { isOnNode, readStorages } from '../storage/storages.ts';
import { STORAGE_TYPES } from '../storage/types.ts';
import { locateImage, parseVolumeId, volumesOf } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import { cardsGone } from './cards.ts';
import { emptyVm, isCloudinit, type VmDraft } from './conf.ts';
import { driveKeys, volumeOfDrive } from './drives.ts';
import {
  assertVmUnprotected,
  checkVmLock,
  isMachineRunning,
  isVmTemplate,
  loadVm,
  vmConfPath,
  withVmLock,
  writeVm,
} from './machines.ts';

/** @returns whether the HA manager has it. @throws Failure when the machine may not be destroyed */
function assertDestroyable(session: Session, vmid: number, purge: boolean): boolean {
  assertVmUnprotected(session, loadVm(session, vmid), `can't remove VM ${vmid}`);
  const managed = readResources(session.host).has(`vm:${vmid}`);
  if (managed && !purge) {
    die(`unable to remove VM ${vmid} - used in HA resources and purge parameter not set.`);
  }
  if (isMachineRunning(session.host, vmid)) die(`VM ${vmid} is running - destroy failed`);
  return managed;
}

/** Every volume of its own that a conf file names, in any section. */
function ownVolumes(session: Session, vmid: number, draft: VmDraft): Set<string> {
  const sections = [draft.options, draft.pending];
  const states = [draft.options, ...draft.snapshots.values()].flatMap(
    (section) => section.get('vmstate') ?? [],
  );
  const drives = sections.flatMap((section) =>
    driveKeys(section, true).flatMap((key) => {
      const value = section.get(key) ?? '';
      return /media=cdrom/.test(value) && !isCloudinit(value) ? [] : [volumeOfDrive(value)];
    }),
  );
  return new Set(
    [...drives, ...states].filter((volid) => {
      if (!parseVolumeId(volid) || volid.startsWith('/')) return false;
      const known = readStorages(session.host).has(parseVolumeId(volid)?.storage ?? '');
      return known && locateImage(session.host, volid).name.vmid === vmid;
    }),
  );
}

function freeAll(session: Session, volids: Iterable<string>): void {
  for (const volid of volids) {
    try {
      freeDisk(session, volid);
    } catch (error) {
      session.warn(`WARN: Could not remove disk '${volid}', check manually: ${messageOf(error)}\n`);
    }
    session.at('destroy:freed');
  }
}

function unreferenced(session: Session, vmid: number): string[] {
  const storages = [...readStorages(session.host).values()].filter(
    (storage) =>
      STORAGE_TYPES.has(storage.type) &&
      !storage.disabled &&
      isOnNode(storage, session.node.name) &&
      storage.content.includes('images'),
  );
  return storages.flatMap(({ id }) => volumesOf(session.host, id, vmid).map((name) => `${id}:${name}`));
}

export const qmDestroy: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const { host, node } = session;
  const purge = values.get('purge') === '1';
  assertDestroyable(session, vmid, purge);
  const destroy = () => {
    const managed = assertDestroyable(session, vmid, purge);
    const draft = loadVm(session, vmid);
    const suspended = draft.options.get('lock') === 'suspended';
    if (values.get('skiplock') !== '1' && !suspended) checkVmLock(draft);
    const volids = ownVolumes(session, vmid, draft);
    for (const volid of isVmTemplate(draft) ? volids : []) {
      if (isBaseUsed(session, volid)) die(`base volume '${volid}' is still in use by linked cloned`);
    }
    freeAll(session, volids);
    if (values.get('destroy-unreferenced-disks') === '1') freeAll(session, unreferenced(session, vmid));
    writeVm(session, vmid, { ...emptyVm(), options: new Map([['lock', 'destroyed']]) });
    cardsGone(session, draft);
    session.at('destroy:emptied');
    removeGuestFiles(host, vmid);
    dropFromPools(host, vmid);
    host.remove(`/etc/pve/firewall/${vmid}.fw`);
    if (purge) {
      session.print(`purging VM ${vmid} from related configurations..\n`);
      if (managed) {
        changeResources(host, (all) => all.delete(`vm:${vmid}`));
        session.print(`NOTE: removed VM ${vmid} from HA resource configuration.\n`);
      }
    }
    host.remove(vmConfPath(node.name, vmid));
  };
  runTask(session, 'qmdestroy', String(vmid), () => withVmLock(session, vmid, destroy));
};
