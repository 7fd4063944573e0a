/** Locks that stand in a conf file (`lock: disk`) for as long as a long operation lasts, and the digest's guard. */
import {
  checkLock,
  type Draft,
  draftOf,
  emptyDraft,
  loadConf,
  withGuestLock,
  writeConf,
} from './conf-store.ts';
import { die } from './failure.ts';
import { confPath, ownerOf } from './guests.ts';
import type { Session } from './session.ts';

/** @returns the guest's configuration with the lock in it. @throws Failure when it is locked already */
export function setLock(session: Session, vmid: number, lock: string): Draft {
  return withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    checkLock(draft);
    draft.options.set('lock', lock);
    writeConf(session, vmid, draft);
    return draft;
  });
}

/** Takes a lock off; any lock when none is named. @throws Failure when there is none, or another */
export function removeLock(session: Session, vmid: number, lock?: string): void {
  withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    const found = draft.options.get('lock');
    if (!found) die(`no lock found trying to remove ${lock === undefined ? 'any' : `'${lock}' `} lock`);
    if (lock !== undefined && found !== lock) die(`found lock '${found}' trying to remove '${lock}' lock`);
    draft.options.delete('lock');
    writeConf(session, vmid, draft);
  });
}

/** @throws Failure when a guest of any kind, on any node, has this VMID */
export function assertUnused(session: Session, vmid: number, exit?: number): void {
  const owner = ownerOf(session.host, vmid);
  if (owner)
    die(`${owner.type === 'lxc' ? 'CT' : 'VM'} ${vmid} already exists on node '${owner.node}'`, exit);
}

/** Begins a guest: a conf file with nothing but `lock: create`. @throws Failure when the VMID is taken */
export function createAndLock(session: Session, vmid: number, allowExisting = false): void {
  const begin = () => {
    if (!allowExisting) assertUnused(session, vmid);
    const text = session.host.read(confPath(session.node.name, vmid));
    const draft = text === null ? emptyDraft() : draftOf(text, vmid);
    checkLock(draft);
    draft.options.set('lock', 'create');
    writeConf(session, vmid, draft);
  };
  withGuestLock(session, vmid, begin, 5);
}

/** Changes a guest that this command holds by its own lock. @throws Failure when the lock was lost */
export function underLock(session: Session, vmid: number, lock: string, edit: (draft: Draft) => void): void {
  withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    if (draft.options.get('lock') !== lock) die(`Lost '${lock}' config lock, aborting.`);
    edit(draft);
    writeConf(session, vmid, draft);
  });
}

/** @throws Failure when the file is not the one that the caller has read */
export function assertDigest(session: Session, draft: Draft, given: string | undefined): void {
  if (given !== undefined && session.node.quirks.digest && draft.digest !== given) {
    die('detected modified configuration - file changed by other user? Try again.');
  }
}
