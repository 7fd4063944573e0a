/** Changes to a guest that is there: from nothing but the marker up to shutdown, change and start. */
import type { Pointer } from '../../../json.ts';
import type { Change } from '../../change.ts';
import type { Mark } from '../../seen.ts';
import { slotArgument } from '../field.ts';
import type { GuestLive } from '../live.ts';
import { isFeature } from '../software-changes.ts';
import { pinActs, pinned } from '../pins.ts';
import type { GuestSpec } from '../spec.ts';
import type { Act } from './act.ts';
import { type Course, courseOf, endsRunning, leftOwed } from './course.ts';
import { effectOf } from './edit.ts';
import { type EditPlan, editWork } from './edit-order.ts';
import { guestAct } from './guest.ts';
import { healthActs } from './health.ts';
import { STATE } from '../marker.ts';
import { noted } from './note-detached.ts';
import { installed, interim, owing, PROTECTION, settledMark, unseen } from './marks.ts';
import { poolAct } from './pool.ts';
import { restartAct, shutdownAct, startAct } from './power.ts';
import { isProtected } from './protection.ts';
import { rawPlan } from './raw.ts';
import { type Work, withFinalMark } from './row.ts';
import type { SetCall } from './set.ts';
import { snapshotActs } from './snapshots.ts';
import { changeOf, liveOf, type Subject } from './subject.ts';
import { templateAct } from './template.ts';
import { begunMark, takeWork, type WayBack, wayBackOf, wayWork } from './way-back.ts';

function planOf(
  subject: Subject,
  want: GuestSpec,
  changes: readonly Change[],
  course: Course,
  isAnnounced: boolean,
): EditPlan {
  const live = liveOf(subject);
  const { running } = course;
  const ground = {
    estate: subject.mark.estate,
    vmid: subject.vmid,
    live,
    running,
    reset: false,
    foretold: false,
    ...(subject.before.detached && { detached: subject.before.detached }),
  };
  const { edits, grows, acts = [] } = subject.dialect.editsOf(ground, changes, want);
  const raw = rawPlan(live, changes, false);
  const guarded = isProtected(live);
  const writesRaw = running && raw.lines !== null;
  return {
    edits: raw.edit ? [...edits, raw.edit] : edits,
    grows,
    acts,
    raw,
    running,
    isProtected: guarded,
    reprotect: !guarded && (subject.before.owed ?? []).includes(PROTECTION),
    debts: [
      ...debtsOf(subject, course, changes, writesRaw),
      ...(course.installs === 'last' && !isAnnounced ? featurePaths(changes) : []),
    ],
  };
}

const featurePaths = (changes: readonly Change[]): Pointer[] =>
  changes.filter(isFeature).map(({ path }) => path);

/** A restart that is cut off leaves the guest down, and what it was for may not show: the marker says so beforehand. */
function debtsOf(
  subject: Subject,
  course: Course,
  changes: readonly Change[],
  writesRaw: boolean,
): Pointer[] {
  if (course.restarts) return [STATE, ...unseen(changes, subject)];
  return writesRaw ? unseen(changes, subject) : [];
}

/** Options of the conf file that wait for the restart of this apply. */
function waiting(live: GuestLive, { edits }: EditPlan): string[] {
  const sent = edits.filter((edit) => edit.when === 'next').map((edit) => edit.option);
  return [...new Set([...live.pending, ...sent])].toSorted();
}

/** The marker first: whoever finds the guest down knows that it shall run. */
function pause(subject: Subject, changes: readonly Change[]): Work[] {
  const mark = interim(subject, [STATE, ...featurePaths(changes)]);
  const title = 'note in the marker that it runs';
  return [
    { call: { what: 'announce', edits: [], mark, running: true, title } },
    { act: shutdownAct(subject, 'offline', true) },
  ];
}

/** The marker first: a guest in which a run was cut off is known by it, whatever git says by then. */
function announced(
  subject: Subject,
  changes: readonly Change[],
  running: boolean,
  more: readonly Pointer[] = [],
): Work[] {
  const paths = featurePaths(changes);
  if (paths.length === 0) return [];
  const mark = interim(subject, [...more, ...paths]);
  const title = 'note in the marker which software changes';
  return [{ call: { what: 'announce', edits: [], mark, running, title } }];
}

/** In the order of the file's features; what no file names is removed, what depends on others before them. */
function softwareActs(subject: Subject, want: GuestSpec, changes: readonly Change[]): Act[] {
  const own = changes.filter(isFeature);
  if (own.length === 0) return [];
  const ids = (isOne: (change: Change) => boolean) =>
    new Set(own.filter(isOne).map(({ slot }) => slotArgument(slot, 'feature') ?? ''));
  const wanted = ids(({ after }) => after !== null);
  const install = (want.software ?? []).filter(({ id }) => wanted.has(id));
  const order = subject.software.toReversed();
  const gone = [...ids(({ after }) => after === null)].sort();
  const remove = gone.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  return [guestAct(subject, install, remove, effectOf(own))];
}

/** Owed while a guest runs that was stopped and becomes a template: nobody else has started it. */
const WOKEN: readonly Pointer[] = [STATE, '/template'];

const settledCall = (mark: Mark): SetCall => ({
  what: 'installed',
  edits: [],
  mark,
  running: true,
  title: 'note in the marker what is installed',
});

/** Everything but the final marker. @param isAnnounced the marker tells of it already */
function workOf(
  first: Subject,
  want: GuestSpec,
  changes: readonly Change[],
  course: Course,
  isAnnounced = false,
): Work[] {
  const isEarly = course.installs === 'before-stop' && changes.some(isFeature);
  const subject = isEarly ? { ...first, before: settledMark(first, changes) } : first;
  const plan = planOf(subject, want, changes, course, isAnnounced);
  const announce = (who: Subject, running: boolean, more: readonly Pointer[] = []) =>
    isAnnounced ? [] : announced(who, changes, running, more);
  const [pool, template] = [changeOf(changes, 'pool'), changeOf(changes, 'template')];
  const snapshots = snapshotActs(subject, changes);
  const stateEffect = effectOf(changes.filter(({ slot }) => slot === 'state' || slot === 'template'));
  const acts = (...list: readonly (Act | false | undefined)[]): Work[] =>
    list.flatMap((act) => (act ? [{ act }] : []));
  const software = course.installs === null ? [] : softwareActs(subject, want, changes);
  const done = settledMark(first, changes);
  const [early, cold] = [course.installs === 'before-stop', course.installs === 'for-template'];
  // A guest that is down, or a template, cannot be looked into: what is done is written before.
  const written: Work[] =
    software.length === 0
      ? []
      : [{ call: settledCall(owing(done, [...(done.owed ?? []), ...(cold ? WOKEN : [])])) }];
  return [
    ...(early ? [...announce(first, true), ...acts(...software), ...written] : []),
    ...acts(...snapshots.deleted, course.stops && shutdownAct(subject, stateEffect, false)),
    ...(course.pauses && !isAnnounced ? pause(subject, changes) : []),
    ...acts(pool && poolAct(subject, pool)),
    ...noted(subject, course.running),
    ...editWork(subject, plan),
    ...acts(...pinActs(subject, want, pinned(changes))),
    ...((course.starts && !course.pauses) || cold ? announce(subject, false, cold ? WOKEN : []) : []),
    ...acts(
      ...snapshots.taken,
      ...(cold && software.length > 0 ? [startAct(subject, 'live', false), ...software] : []),
    ),
    ...(cold ? written : []),
    ...acts(
      cold && software.length > 0 && shutdownAct(subject, 'live', false),
      template?.after === '1' && templateAct(subject, template.effect),
      course.restarts && restartAct(subject, waiting(liveOf(subject), plan)),
      course.starts && startAct(subject, stateEffect, false),
      course.pauses && startAct(subject, 'offline', true),
      ...(course.installs === 'last' ? software : []),
    ),
  ];
}

/** The same after a snapshot, any failure of it taking the guest back. */
function savedWork(
  subject: Subject,
  want: GuestSpec,
  changes: readonly Change[],
  course: Course,
  way: WayBack,
): Work[] {
  const before = begunMark(subject, way, featurePaths(changes));
  const work = workOf({ ...subject, before }, want, changes, course, true);
  const saved = work.map((one): Work => ({ ...one, saved: true }));
  return [...takeWork(subject, way, before, course.pauses), ...saved];
}

/** @param subject its marker tells of the volumes that these changes take off it: `withDetached` */
export function updateWork(subject: Subject, want: GuestSpec, changes: readonly Change[]): Work[] {
  const way = wayBackOf(subject, changes);
  const course = courseOf(subject, liveOf(subject), changes, way !== null);
  const done = course.installs === null ? subject.mark : installed(subject.mark, changes);
  const mark = owing(done, leftOwed(subject, course, want, changes));
  const running = endsRunning(course);
  const checks = running ? healthActs(subject, want, course.restarts || course.pauses) : [];
  const work = way ? savedWork(subject, want, changes, course, way) : workOf(subject, want, changes, course);
  const asked = checks.map((act): Work => ({ act, ...(way && { saved: true }) }));
  const row = withFinalMark([...work, ...asked], mark, running);
  return way ? [...row, ...wayWork(subject, way)] : row;
}

/** The marker and the tags, and what differs from its file. What waits for a restart is owed by nobody. */
export function adoptWork(subject: Subject, want: GuestSpec, changes: readonly Change[]): Work[] {
  const live = liveOf(subject);
  if (changes.some(({ slot }) => slot !== 'marker')) {
    const course = courseOf(subject, live, changes, false);
    const done = course.installs === null ? subject.mark : installed(subject.mark, changes);
    const late = course.installs === null ? featurePaths(changes) : [];
    const mark = owing(done, [...(done.owed ?? []), ...late]);
    return withFinalMark(workOf(subject, want, changes, course), mark, endsRunning(course));
  }
  const ground = { estate: subject.mark.estate, vmid: subject.vmid, live, reset: false, foretold: false };
  const { edits } = subject.dialect.editsOf({ ...ground, running: live.running }, [], want);
  const call = {
    what: 'adopt',
    edits,
    mark: null,
    running: live.running,
    title: 'write the marker and the tag',
  };
  return withFinalMark([{ call }], subject.mark, live.running);
}
