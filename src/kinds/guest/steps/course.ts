/** How a guest gets from what it is to what it shall be: whether it runs on, restarts, pauses, stops or starts. */
import type { Pointer } from '../../../json.ts';
import type { Change } from '../../change.ts';
import type { GuestLive } from '../live.ts';
import { featureAt, isFeature } from '../software-changes.ts';
import type { GuestSpec } from '../spec.ts';
import { STATE } from '../marker.ts';
import { EVERYTHING, PROTECTION, unstarted } from './marks.ts';
import { changeOf, type Subject } from './subject.ts';

export interface Course {
  /** It runs and shall stop. */
  readonly stops: boolean;
  /** It runs, is stopped for the change, and is started again. */
  readonly pauses: boolean;
  readonly restarts: boolean;
  /** It is stopped and shall run. */
  readonly starts: boolean;
  /** It runs while its options are set. */
  readonly running: boolean;
  /** When its software is changed; null: it stays stopped, and the software waits. */
  readonly installs: 'last' | 'before-stop' | 'for-template' | null;
}

/** Changes with steps of their own: their effect says nothing about setting options. */
const APART: ReadonlySet<string> = new Set(['state', 'node', 'template']);

/** @param cold a snapshot is taken first: while the guest is down, where a restart is due anyway */
export function courseOf(
  subject: Subject,
  live: GuestLive,
  changes: readonly Change[],
  cold: boolean,
): Course {
  const state = changeOf(changes, 'state')?.after;
  const own = changes.filter((change) => !APART.has(change.slot) && !isFeature(change));
  const effects = own.map(({ effect }) => effect);
  const stops = live.running && (state === 'stopped' || changeOf(changes, 'template') !== undefined);
  const due = effects.includes('restart') && !subject.waits;
  const pauses = live.running && !stops && (effects.includes('offline') || (cold && due));
  const restarts = live.running && !stops && !pauses && due;
  const starts = !live.running && state === 'running';
  const running = live.running && !stops && !pauses;
  const installs =
    running || pauses || starts
      ? 'last'
      : stops
        ? 'before-stop'
        : changeOf(changes, 'template') !== undefined
          ? 'for-template'
          : null;
  return { stops, pauses, restarts, starts, running, installs };
}

/** Whether it runs when all is done. */
export function endsRunning(course: Course): boolean {
  return course.running || course.starts || course.pauses;
}

/** What the final marker still owes: what waits for a restart that this apply does not make. */
export function leftOwed(
  { before }: Subject,
  course: Course,
  want: GuestSpec,
  changes: readonly Change[],
): Pointer[] {
  const features = (before.owed ?? []).filter((path) => featureAt(path) !== null);
  const software =
    course.installs === null ? [...features, ...changes.filter(isFeature).map(({ path }) => path)] : [];
  const owed = (before.owed ?? []).filter((path) => featureAt(path) === null);
  const paid = new Set(changes.filter(({ effect }) => effect !== 'restart').map(({ path }) => path));
  const late = owed.filter((path) => ![EVERYTHING, PROTECTION, STATE].includes(path) && !paid.has(path));
  const asWanted = endsRunning(course) === (want.state === 'running');
  const state = owed.includes(STATE) && !asWanted ? [STATE] : [];
  const waits = course.running && !course.restarts;
  return [...software, ...state, ...(waits ? [...late, ...unstarted(changes)] : [])];
}
