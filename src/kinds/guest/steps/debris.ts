/** What a killed create or clone of ours left behind goes before the create is repeated. */
import { cond } from '../conditions.ts';
import type { Act } from './act.ts';
import { unprotectWork } from './protection.ts';
import type { Work } from './row.ts';
import { liveOf, type Subject, tool } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

function unlockAct(subject: Subject, by: string): Act {
  const { vmid } = subject;
  return {
    verb: 'unlock',
    title: 'clear the lock that a killed create left',
    effect: 'config',
    do: tool(subject, 'unlock', vmid),
    guard: [cond(vmid, { is: 'stopped' }), cond(vmid, { is: 'locked', by })],
    verify: [cond(vmid, { is: 'unlocked' })],
    locked: true,
    timeout: TIMEOUTS.unlock,
  };
}

/** Another cluster on the same storage may have a guest of the same VMID, and its volumes stand in no conf file here. */
function sharedStorages({ snapshot, node, dialect }: Subject): string[] {
  return [...snapshot.storages.values()]
    .filter(({ shared, content, nodes }) => {
      return shared && content.includes(dialect.content) && (nodes.length === 0 || nodes.includes(node));
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
    do: tool(subject, 'destroy', vmid, '--destroy-unreferenced-disks', whole ? 1 : 0, '--purge', 0),
    guard: [cond(vmid, { is: 'stopped' })],
    verify: [cond(vmid, { is: 'absent' })],
    timeout: TIMEOUTS.destroy,
  };
}

/** @param released what makes Proxmox let go of its disks */
export function leftoverWork(subject: Subject, released: readonly Act[]): Work[] {
  const live = liveOf(subject);
  return [
    ...(live.lock === null ? [] : [{ act: unlockAct(subject, live.lock) }]),
    ...released.map((act): Work => ({ act })),
    ...unprotectWork(live),
    { act: destroyAct(subject) },
  ];
}
