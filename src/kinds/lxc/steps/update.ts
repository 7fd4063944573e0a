/** Changes to a guest that is there: from nothing but the marker up to shutdown, change and start. */
import type { Pointer } from '../../../json.ts';
import type { Change } from '../../kind.ts';
import type { LxcLive } from '../live.ts';
import type { LxcSpec } from '../spec.ts';
import type { Act } from './act.ts';
import { type Course, courseOf, endsRunning, leftOwed } from './course.ts';
import { effectOf } from './edit.ts';
import { type EditPlan, editWork } from './edit-order.ts';
import { editsOf } from './edits.ts';
import { interim, owing, PROTECTION, STATE, unseen } from './marks.ts';
import { poolAct } from './pool.ts';
import { restartAct, shutdownAct, startAct } from './power.ts';
import { isProtected } from './protection.ts';
import { rawPlan } from './raw.ts';
import { type Work, withFinalMark } from './row.ts';
import { snapshotActs } from './snapshots.ts';
import { changeOf, liveOf, type Subject } from './subject.ts';
import { templateAct } from './template.ts';

function planOf(subject: Subject, want: LxcSpec, changes: readonly Change[], course: Course): EditPlan {
  const live = liveOf(subject);
  const { running } = course;
  const ground = {
    estate: subject.mark.estate,
    vmid: subject.vmid,
    live,
    running,
    reset: false,
    foretold: false,
  };
  const { edits, grows } = editsOf(ground, changes, want);
  const raw = rawPlan(live, changes, false);
  const guarded = isProtected(live);
  const writesRaw = running && raw.lines !== null;
  return {
    edits: raw.edit ? [...edits, raw.edit] : edits,
    grows,
    raw,
    running,
    isProtected: guarded,
    reprotect: !guarded && (subject.before.owed ?? []).includes(PROTECTION),
    debts: debtsOf(course, changes, writesRaw),
  };
}

/** A restart that is cut off leaves the guest down, and what it was for may not show: the marker says so beforehand. */
function debtsOf(course: Course, changes: readonly Change[], writesRaw: boolean): Pointer[] {
  if (course.restarts) return [STATE, ...unseen(changes)];
  return writesRaw ? unseen(changes) : [];
}

/** Options of the conf file that wait for the restart of this apply. */
function waiting(live: LxcLive, { edits }: EditPlan): string[] {
  const sent = edits.filter((edit) => edit.when === 'next').map((edit) => edit.option);
  return [...new Set([...live.pending, ...sent])].toSorted();
}

/** The marker first: whoever finds the guest down knows that it shall run. */
function pause(subject: Subject): Work[] {
  const mark = interim(subject, [STATE]);
  const title = 'note in the marker that it runs';
  return [
    { call: { what: 'announce', edits: [], mark, running: true, title } },
    { act: shutdownAct(subject, 'offline', true) },
  ];
}

/** Everything but the final marker. */
function workOf(subject: Subject, want: LxcSpec, changes: readonly Change[], course: Course): Work[] {
  const plan = planOf(subject, want, changes, course);
  const [pool, template] = [changeOf(changes, 'pool'), changeOf(changes, 'template')];
  const snapshots = snapshotActs(subject, changes);
  const stateEffect = effectOf(changes.filter(({ slot }) => slot === 'state' || slot === 'template'));
  const acts = (...list: readonly (Act | false | undefined)[]): Work[] =>
    list.flatMap((act) => (act ? [{ act }] : []));
  return [
    ...acts(...snapshots.deleted, course.stops && shutdownAct(subject, stateEffect, false)),
    ...(course.pauses ? pause(subject) : []),
    ...acts(pool && poolAct(subject, pool)),
    ...editWork(subject, plan),
    ...acts(
      ...snapshots.taken,
      template?.after === '1' && templateAct(subject, template.effect),
      course.restarts && restartAct(subject, waiting(liveOf(subject), plan)),
      course.starts && startAct(subject, stateEffect, false),
      course.pauses && startAct(subject, 'offline', true),
    ),
  ];
}

export function updateWork(subject: Subject, want: LxcSpec, changes: readonly Change[]): Work[] {
  const course = courseOf(subject, liveOf(subject), changes);
  const mark = owing(subject.mark, leftOwed(subject, course, want, changes));
  return withFinalMark(workOf(subject, want, changes, course), mark, endsRunning(course));
}

/** The marker and the tags, and what differs from its file. What waits for a restart is owed by nobody. */
export function adoptWork(subject: Subject, want: LxcSpec, changes: readonly Change[]): Work[] {
  const live = liveOf(subject);
  if (changes.some(({ slot }) => slot !== 'marker')) {
    const course = courseOf(subject, live, changes);
    return withFinalMark(workOf(subject, want, changes, course), subject.mark, endsRunning(course));
  }
  const ground = { estate: subject.mark.estate, vmid: subject.vmid, live, reset: false, foretold: false };
  const { edits } = editsOf({ ...ground, running: live.running }, [], want);
  const call = {
    what: 'adopt',
    edits,
    mark: null,
    running: live.running,
    title: 'write the marker and the tag',
  };
  return withFinalMark([{ call }], subject.mark, live.running);
}
