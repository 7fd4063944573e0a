/** How a guest gets from what it is to what it shall be: whether it runs on, restarts, pauses, stops or starts. */
import type { Pointer } from '../../../json.ts';
import type { Change } from '../../kind.ts';
import type { LxcLive } from '../live.ts';
import type { LxcSpec } from '../spec.ts';
import { EVERYTHING, PROTECTION, STATE, unstarted } from './marks.ts';
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
}

/** Changes with steps of their own: their effect says nothing about setting options. */
const APART: ReadonlySet<string> = new Set(['state', 'node', 'template']);

export function courseOf(subject: Subject, live: LxcLive, changes: readonly Change[]): Course {
  const state = changeOf(changes, 'state')?.after;
  const effects = changes.filter(({ slot }) => !APART.has(slot)).map(({ effect }) => effect);
  const stops = live.running && (state === 'stopped' || changeOf(changes, 'template') !== undefined);
  const pauses = live.running && !stops && effects.includes('offline');
  const restarts = live.running && !stops && !pauses && effects.includes('restart') && !subject.waits;
  const starts = !live.running && state === 'running';
  return { stops, pauses, restarts, starts, running: live.running && !stops && !pauses };
}

/** Whether it runs when all is done. */
export function endsRunning(course: Course): boolean {
  return course.running || course.starts || course.pauses;
}

/** What the final marker still owes: what waits for a restart that this apply does not make. */
export function leftOwed(
  { before }: Subject,
  course: Course,
  want: LxcSpec,
  changes: readonly Change[],
): Pointer[] {
  const owed = before.owed ?? [];
  const paid = new Set(changes.filter(({ effect }) => effect !== 'restart').map(({ path }) => path));
  const late = owed.filter((path) => ![EVERYTHING, PROTECTION, STATE].includes(path) && !paid.has(path));
  const asWanted = endsRunning(course) === (want.state === 'running');
  const state = owed.includes(STATE) && !asWanted ? [STATE] : [];
  const waits = course.running && !course.restarts;
  return [...state, ...(waits ? [...late, ...unstarted(changes)] : [])];
}
