/** What a killed create or clone of ours left behind goes before the create is repeated. */
import { cond } from '../../guest/conditions.ts';
import type { Act } from '../../guest/steps/act.ts';
import { unprotectWork } from '../../guest/steps/protection.ts';
import type { Work } from '../../guest/steps/row.ts';
import { liveOf, run, type Subject } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';

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

/** Another cluster on the same storage may have a guest of the same VMID, and its volumes stand in no conf file here. */
function sharedStorages({ snapshot, node }: Subject): string[] {
  return [...snapshot.storages.values()]
    .filter(({ shared, content, nodes }) => {
      return shared && content.includes('rootdir') && (nodes.length === 0 || nodes.includes(node));
    })
    .map(({ id }) => id)
    .toSorted();
}

/** Volumes of a create that did not get far stand in no conf file: they go too (observed, PVE 9.2). */
function destroyAct(subject: Subject): Act {
  const { vmid } = subject;
  const shared = sharedStorages(subject);
  const whole = shared.length === 0;
  return {
    verb: 'clear',
    title: whole
      ? 'remove what a killed create left'
      : `remove what a killed create left, but for volumes without a guest: ${shared.join(', ')} may hold those of others`,
    effect: 'live',
    do: run('pct', 'destroy', vmid, '--destroy-unreferenced-disks', whole ? 1 : 0, '--purge', 0),
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
