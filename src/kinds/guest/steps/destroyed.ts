/** The end of a guest: each volume is named, and exactly those are destroyed. */
import { durationInMs } from '../../../config/units.ts';
import type { Effect } from '../../effect.ts';
import type { Change } from '../../change.ts';
import { cond, volumesOf } from '../conditions.ts';
import { MOVE } from '../layered.ts';
import type { GuestLive } from '../live.ts';
import { everyVolume } from '../retire.ts';
import type { Act } from './act.ts';
import { STATE } from '../marker.ts';
import { interim } from './marks.ts';
import { shutdownAct } from './power.ts';
import { unprotectWork } from './protection.ts';
import { backupActs } from './retired.ts';
import type { Work } from './row.ts';
import { liveOf, tool, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

function titleOf(subject: Subject, live: GuestLive): string {
  return `destroy ${subject.vmid} with ${everyVolume(live).join(', ')}`;
}

/** Volumes that stand in no conf file were named by no plan: they stay (`--destroy-unreferenced-disks` is not sent). */
function destroyAct(subject: Subject, live: GuestLive, effect: 'destroy' | 'replace'): Act {
  const { vmid } = subject;
  // The one that takes its id stays in the same backup jobs; so a guest with HA or replication is not replaced (PVE 9.2).
  const purge = effect === 'replace' ? 0 : 1;
  return {
    verb: 'destroy',
    title: titleOf(subject, live),
    effect,
    do: tool(subject, 'destroy', vmid, '--purge', purge),
    guard: [cond(vmid, { is: 'stopped' }), cond(vmid, { is: 'volumes', volumes: [...volumesOf(live)] })],
    verify: [cond(vmid, { is: 'absent' })],
    timeout: TIMEOUTS.destroy,
  };
}

/** A purge of a retired guest, whose time must be over; without retirement, it is shut down first. Never without a backup. */
export function destroyWork(subject: Subject, now: string): Work[] {
  const live = liveOf(subject);
  const { vmid, before, settings } = subject;
  const kept = durationInMs(settings.policies.retire) ?? 0;
  const until = new Date(Date.parse(now) - kept).toISOString();
  const retired = before.retired !== undefined;
  const destroy = destroyAct(subject, live, 'destroy');
  const proof = retired ? [cond(vmid, { is: 'retired', until })] : [];
  return [
    ...(retired ? [] : backupActs(subject, now).map((act) => ({ act }))),
    ...(live.running ? [{ act: shutdownAct(subject, 'destroy', false) }] : []),
    ...unprotectWork(live),
    { act: { ...destroy, guard: [...(destroy.guard ?? []), ...proof] } },
  ];
}

/** What can be made anew from git at any time, and is used by nobody: no backup is taken of it. */
export function discardWork(subject: Subject, effect: Effect): Work[] {
  const live = liveOf(subject);
  return [
    ...(live.running ? [{ act: shutdownAct(subject, effect, false) }] : []),
    ...unprotectWork(live),
    { act: { ...destroyAct(subject, live, 'destroy'), effect } },
  ];
}

/**
 * No commit asks for a move to another layer: the marker does, from before the guest is stopped until it is gone, so that
 * the next apply finishes one that was cut off.
 */
function announced(subject: Subject, live: GuestLive): Work[] {
  const mark = interim(subject, [...(live.running ? [STATE] : []), MOVE]);
  const title = 'note in the marker that it is made anew';
  return [{ call: { what: 'announce', edits: [], mark, running: live.running, title } }];
}

/** The old guest of a replacement goes; the new one takes its id. */
export function clearWork(subject: Subject, now: string, changes: readonly Change[]): Work[] {
  const live = liveOf(subject);
  const isMove = changes.some(({ slot }) => slot === 'layer');
  return [
    ...(isMove ? announced(subject, live) : []),
    ...backupActs(subject, now).map((act) => ({ act })),
    ...(live.running ? [{ act: shutdownAct(subject, 'replace', true) }] : []),
    ...unprotectWork(live),
    { act: destroyAct(subject, live, 'replace') },
  ];
}
