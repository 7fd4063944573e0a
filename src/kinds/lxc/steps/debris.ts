/** What a killed create or clone of ours left behind goes before the create is repeated. */
import { cond } from '../conditions.ts';
import type { Act } from './act.ts';
import { unprotectWork } from './protection.ts';
import type { Work } from './row.ts';
import { liveOf, run, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

function unlockAct({ vmid }: Subject, by: string): Act {
  return {
    verb: 'unlock',
    title: 'clear the lock that a killed create left',
    effect: 'config',
    do: run('pct', 'unlock', vmid),
    guard: [cond(vmid, { is: 'stopped' }), cond(vmid, { is: 'locked', by })],
    verify: [cond(vmid, { is: 'unlocked' })],
    locked: true,
    timeout: TIMEOUTS.unlock,
  };
}

/** It unmounts, and then fails for want of a lock `mounted` (PVE 9.2): what is read back decides. */
function unmountAct({ vmid }: Subject): Act {
  return {
    verb: 'unmount',
    title: 'unmount its file system',
    effect: 'config',
    do: run('pct', 'unmount', vmid),
    guard: [cond(vmid, { is: 'stopped' })],
    verify: [cond(vmid, { is: 'unlocked' }), cond(vmid, { is: 'stopped' })],
    timeout: TIMEOUTS.unmount,
  };
}

/** Volumes of a create that did not get far stand in no conf file: they go too (observed, PVE 9.2). */
function destroyAct({ vmid }: Subject): Act {
  return {
    verb: 'clear',
    title: 'remove what a killed create left',
    effect: 'live',
    do: run('pct', 'destroy', vmid, '--destroy-unreferenced-disks', 1, '--purge', 0),
    guard: [cond(vmid, { is: 'stopped' })],
    verify: [cond(vmid, { is: 'absent' })],
    timeout: TIMEOUTS.destroy,
  };
}

export function debrisWork(subject: Subject): Work[] {
  const live = liveOf(subject);
  const mounted = live.conf.options.has('rootfs');
  return [
    ...(live.lock === null ? [] : [{ act: unlockAct(subject, live.lock) }]),
    ...(mounted ? [{ act: unmountAct(subject) }] : []),
    ...unprotectWork(live),
    { act: destroyAct(subject) },
  ];
}
