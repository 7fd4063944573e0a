/**
 * The way back of a guest whose software changes: a snapshot before anything of it is changed, and what takes the guest
 * back to it when a step after it fails. Proxmox takes back the conf file with the disks, so that all changes of one
 * apply go back together. Whether there is a way stands in rollback.ts, what a killed one leaves in recover.ts.
 */
import type { Pointer } from '../../../json.ts';
import type { Change } from '../../change.ts';
import type { Mark } from '../../seen.ts';
import { cond } from '../conditions.ts';
import { STATE, stripMarker } from '../marker.ts';
import { OWN_SNAPSHOT, type OwnSnapshot, ownSnapshot, snapshotText } from '../own-snapshot.ts';
import { isFeature } from '../software-changes.ts';
import type { Act } from './act.ts';
import { interim } from './marks.ts';
import { shutdownAct, startAct } from './power.ts';
import type { Work } from './row.ts';
import { setAct } from './set.ts';
import { dropAct, snapshotAct } from './snapshots.ts';
import { liveOf, restartLock, tool, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

export interface WayBack {
  /** Of an apply that was cut off: the state before that one is the one to go back to. Null: one is taken. */
  readonly kept: OwnSnapshot | null;
  /** It ran before all this, and runs again after a rollback. */
  readonly ran: boolean;
}

/** After more than a day, nobody knows what was written to the guest since, and would be lost. */
function keptOf(subject: Subject): OwnSnapshot | null {
  const own = ownSnapshot(liveOf(subject));
  const age = own ? Date.parse(subject.snapshot.at) - own.at : Number.NaN;
  return own && !own.half && age <= DAY ? own : null;
}

/** Null: there is none, or nothing that needs one. */
export function wayBackOf(subject: Subject, changes: readonly Change[]): WayBack | null {
  if (subject.rollback?.is !== 'snapshot' || !changes.some(isFeature)) return null;
  const kept = keptOf(subject);
  const runs = liveOf(subject).running || (subject.before.owed ?? []).includes(STATE);
  return { kept, ran: kept?.ran ?? runs };
}

/** What the marker says from the first call on, so that whoever finds the guest down knows that it shall run. */
export function begunMark(subject: Subject, { ran }: WayBack, paths: readonly Pointer[]): Mark {
  return interim(subject, [...(ran ? [STATE] : []), ...paths]);
}

function rollbackAct(subject: Subject, title: string): Act {
  const { vmid } = subject;
  return {
    verb: 'rollback',
    title,
    effect: 'offline',
    do: tool(subject, 'rollback', vmid, OWN_SNAPSHOT),
    guard: [cond(vmid, { is: 'snapshot', name: OWN_SNAPSHOT, there: true })],
    verify: [
      cond(vmid, { is: 'restored', name: OWN_SNAPSHOT }),
      cond(vmid, { is: 'unlocked' }),
      cond(vmid, { is: 'stopped' }),
    ],
    timeout: TIMEOUTS.rollback,
  };
}

/** One that was killed may have taken back some of the disks, and nothing of the conf file. */
export function finishRollbackAct(subject: Subject): Act {
  return rollbackAct(subject, 'finish the rollback that was cut off');
}

/** Before anything changes; while the guest is down, where it has to go down anyway. */
export function takeWork(subject: Subject, { kept, ran }: WayBack, mark: Mark, pauses: boolean): Work[] {
  const live = liveOf(subject);
  const title = 'note in the marker what is under way';
  const text = snapshotText(stripMarker(live.conf.description), subject.before, ran);
  const take = snapshotAct(subject, OWN_SNAPSHOT, text, 'config');
  return [
    { call: { what: 'announce', edits: [], mark, running: live.running, title } },
    ...(pauses ? [{ act: shutdownAct(subject, 'offline', true) }] : []),
    ...(kept ? [] : [{ act: { ...take, title: `${take.title} to go back to` } }]),
  ];
}

/** What comes when all is well, and what comes where something after the snapshot failed. */
export function wayWork(subject: Subject, { kept, ran }: WayBack): Work[] {
  const { mark, text } = kept ?? {
    mark: subject.before,
    text: stripMarker(liveOf(subject).conf.description),
  };
  const undone: Mark = { ...mark, address: subject.before.address, undone: subject.now };
  const told = setAct(
    { ...subject, text },
    { what: 'undone', edits: [], mark: undone, running: ran, title: 'note in the marker that it was undone' },
  );
  const drop = dropAct(subject, OWN_SNAPSHOT, false);
  // A guest that is taken back counts as one that restarts.
  const locks = ran ? { locks: [restartLock(subject)] } : {};
  const rescue: Act[] = [
    { ...rollbackAct(subject, 'roll back to the state before'), ...locks },
    ...(ran ? [{ ...startAct(subject, 'offline', false), what: 'undone', ...locks }] : []),
    told,
    { ...drop, what: 'undone' },
  ];
  return [{ act: drop }, ...rescue.map((act): Work => ({ act, rescue: true }))];
}
