/** What a killed create or clone of a container left behind goes before the create is repeated. */
import { cond } from '../../guest/conditions.ts';
import type { Act } from '../../guest/steps/act.ts';
import { leftoverWork } from '../../guest/steps/debris.ts';
import type { Work } from '../../guest/steps/row.ts';
import { liveOf, run, type Subject } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';

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

export function debrisWork(subject: Subject): Work[] {
  const mounted = liveOf(subject).conf.options.has('rootfs');
  return leftoverWork(subject, mounted ? [unmountAct(subject)] : []);
}
