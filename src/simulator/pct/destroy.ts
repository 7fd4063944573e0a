/** `pct destroy`: checks first, then a task that frees the volumes; the conf file goes last. */
import { checkLock, type Draft, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { die, messageOf } from '../failure.ts';
import { removeGuestFiles } from '../guest-files.ts';
import { confPath, isRunning } from '../guests.ts';
import { isHaResource, changeResources } from '../ha.ts';
import { dropFromPools } from '../pools.ts';
import { cardGone } from '../sdn/cards.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk } from '../storage/disks.ts';
import { isOnNode, readStorages } from '../storage/storages.ts';
import { STORAGE_TYPES } from '../storage/types.ts';
import { locateImage, volumesOf } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import { mountsOf } from './mount-list.ts';
import { stopGuest } from './power.ts';

/** The exit that Perl's left-over ENOTTY makes of the refusal. */
const PROTECTED_EXIT = 25;

/** @returns whether the HA manager has the guest. @throws Failure when the guest may not be destroyed */
function assertDestroyable(session: Session, vmid: number, draft: Draft, purge: boolean): boolean {
  if (session.node.quirks.protection && draft.options.get('protection') === '1') {
    die(`can't remove CT ${vmid} - protection mode enabled`, PROTECTED_EXIT);
  }
  checkLock(draft);
  const managed = isHaResource(session.host, vmid);
  if (managed && !purge)
    die(`unable to remove CT ${vmid} - used in HA resources and purge parameter not set.`);
  return managed;
}

/** Frees what the configuration names, current and pending; volumes of another owner stay. */
export function freeGuestVolumes(session: Session, vmid: number, draft: Draft): void {
  const mounts = [...mountsOf(draft.options, true), ...mountsOf(draft.pending.options, true)];
  const volids = new Set(mounts.filter(({ type }) => type === 'volume').map(({ volume }) => volume));
  for (const volid of volids) {
    if (locateImage(session.host, volid).name.vmid === vmid) freeDisk(session, volid);
    else session.warn(`ignore deletion of '${volid}', CT ${vmid} isn't the owner!\n`);
    session.at('destroy:freed');
  }
}

function freeUnreferenced(session: Session, vmid: number): void {
  for (const storage of readStorages(session.host).values()) {
    const usable =
      STORAGE_TYPES.has(storage.type) && !storage.disabled && isOnNode(storage, session.node.name);
    if (!usable || !storage.content.includes('rootdir')) continue;
    for (const name of volumesOf(session.host, storage.id, vmid)) {
      try {
        freeDisk(session, `${storage.id}:${name}`);
      } catch (error) {
        session.warn(`${messageOf(error)}\n`);
      }
    }
  }
}

function purgeReferences(session: Session, vmid: number, managed: boolean): void {
  session.print(`purging CT ${vmid} from related configurations..\n`);
  if (!managed) return;
  changeResources(session.host, (all) => all.delete(`ct:${vmid}`));
  session.print(`NOTE: removed CT ${vmid} from HA resource configuration.\n`);
}

export const pctDestroy: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const { host, node } = session;
  const [force, purge] = [values.get('force') === '1', values.get('purge') === '1'];
  const refuseRunning = () => die(`unable to destroy CT ${vmid} - container is running`);
  assertDestroyable(session, vmid, loadConf(session, vmid), purge);
  if (!force && isRunning(host, vmid)) refuseRunning();
  const destroy = () => {
    const draft = loadConf(session, vmid);
    const managed = assertDestroyable(session, vmid, draft, purge);
    if (isRunning(host, vmid)) {
      if (!force) refuseRunning();
      session.warn(`forced to stop CT ${vmid} before destroying!\n`);
      stopGuest(session, vmid);
    }
    freeGuestVolumes(session, vmid, draft);
    if (values.get('destroy-unreferenced-disks') === '1') freeUnreferenced(session, vmid);
    writeConf(session, vmid, {
      ...draft,
      description: null,
      options: new Map([['lock', 'destroyed']]),
      raw: [],
      pending: { ...draft.pending, options: new Map(), delete: [] },
      snapshots: new Map(),
    });
    session.at('destroy:emptied');
    for (const [key, value] of draft.options) if (/^net\d+$/.test(key)) cardGone(session, value);
    removeGuestFiles(host, vmid);
    session.runtime?.removed?.(vmid);
    dropFromPools(host, vmid);
    host.remove(`/etc/pve/firewall/${vmid}.fw`);
    if (purge) purgeReferences(session, vmid, managed);
    host.remove(confPath(node.name, vmid));
  };
  runTask(session, 'vzdestroy', String(vmid), () => withGuestLock(session, vmid, destroy));
};
