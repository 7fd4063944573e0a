/** `pct mount` and `pct unmount`: the guest's file system on the node, under `lock: mounted`. */
import { checkLock, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import type { Host } from '../host.ts';
import { removeLock } from '../locks.ts';
import type { Command, Session } from '../session.ts';
import { requireVolume } from '../storage/disks.ts';
import { mountsOf } from './mount-list.ts';
import { guestOptions } from './power.ts';

const path = (vmid: number) => `/.sim/mounted/${vmid}`;

/** Does the guest's file system stand on the node? `pct unlock` alone does not take it off (observed). */
export const isMounted = (host: Host, vmid: number): boolean => host.read(path(vmid)) !== null;

/** @throws Failure when a volume is not there; what was set before stays, as on a real node */
export function mountAll(session: Session, vmid: number, options: ReadonlyMap<string, string>): void {
  for (const { type, volume } of mountsOf(options)) if (type === 'volume') requireVolume(session, volume);
  session.host.write(path(vmid), '');
}

export function unmountAll({ host, runtime }: Session, vmid: number): void {
  runtime?.unmount?.(vmid);
  host.remove(path(vmid));
}

export const pctMount: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    checkLock(draft);
    draft.options.set('lock', 'mounted');
    writeConf(session, vmid, draft);
    mountAll(session, vmid, draft.options);
    session.runtime?.mount?.(guestOptions(vmid, draft));
  });
  session.print(`mounted CT ${vmid} in '/var/lib/lxc/${vmid}/rootfs'\n`);
};

export const pctUnmount: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  loadConf(session, vmid);
  unmountAll(session, vmid);
  removeLock(session, vmid, 'mounted');
};
