/**
 * Every fault at every operation of an apply, each followed by an apply without any: the end must be that of an apply that
 * nothing happened to, and hardly anything is done twice. What counts as the same stands in fault-state.ts.
 */
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { type FaultKind, isKill } from './fault.ts';
import { type Choice, faultsOf } from './fault-choice.ts';
import { type Ran, runOnce, unwell } from './fault-run.ts';
import { differences, locksLeft, type State } from './fault-state.ts';
import type { Exception, FaultWorld } from './fault-world.ts';
import { tooOften } from './done-again.ts';
import { type Operation, subjectOf } from './operation.ts';

/** What an apply did that nothing happened to. */
export interface Clean {
  readonly asked: readonly Operation[];
  /** Of the operation of that number, the files that it changed. */
  readonly changed: Ran['changed'];
  /** The nodes right before the operation of that number; the last one: after all. */
  readonly before: readonly MemoryHost[];
  readonly end: State;
  /** How often each thing was done. */
  readonly done: ReadonlyMap<string, number>;
}

export interface Tried {
  readonly at: number;
  readonly operation: Operation;
  readonly fault: FaultKind;
  /** What the law does not allow; null: recovered. */
  readonly broken: string | null;
  /** What was done more often than without a fault. */
  readonly repeated: readonly string[];
  readonly exception: Exception | null;
}

/** How often commands did something; what only told is not counted. */
function doneIn(runs: readonly Pick<Ran, 'asked' | 'changed'>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { asked, changed } of runs) {
    for (const [at, one] of asked.entries()) {
      if (!one.isCommand || (changed[at]?.length ?? 0) === 0) continue;
      counts.set(subjectOf(one), (counts.get(subjectOf(one)) ?? 0) + 1);
    }
  }
  return counts;
}

/** @throws when the world cannot be applied even so, or is not at its end then */
export async function cleanRun(world: FaultWorld): Promise<Clean> {
  const host = world.host.fork();
  const before: MemoryHost[] = [];
  const ran = await runOnce(world, host, 'first', null, (_, at) => (before[at] = host.fork()));
  if (!ran.report?.ok) throw new Error(`${world.name} cannot be applied: ${unwell(ran)}`);
  const left = await notEmpty(world, host);
  if (left !== null) throw new Error(`${world.name} is not at its end: ${left}`);
  const { asked, changed } = ran;
  return { asked, changed, before: [...before, host], end: host.files(), done: doneIn([ran]) };
}

/** Tries all that are chosen, in the order of the operations. */
export async function tryFaults(world: FaultWorld, clean: Clean, only: Choice): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const [at, operation] of clean.asked.entries()) {
    const changes = (clean.changed[at]?.length ?? 0) > 0;
    for (const fault of faultsOf(operation, changes)) {
      if (only(operation, fault, at, changes)) tried.push(await tryFault(world, clean, at, fault));
    }
  }
  return tried;
}

interface Disturbed extends Pick<Ran, 'asked' | 'changed'> {
  readonly host: MemoryHost;
  readonly broken: string | null;
}

/** The nodes after an apply with that fault, and what was done on them. */
async function disturbed(world: FaultWorld, clean: Clean, at: number, fault: FaultKind): Promise<Disturbed> {
  if (isKill(fault)) {
    // Of a process that was killed nothing is left but what it did: that is recorded, and need not be done again.
    const end = fault === 'killed before' ? at : at + 1;
    const host = (clean.before[end] as MemoryHost).fork(at);
    return { host, asked: clean.asked.slice(0, end), changed: clean.changed, broken: null };
  }
  return really(world, clean, at, fault);
}

/** The same by a whole apply, whatever the fault. */
export async function really(
  world: FaultWorld,
  clean: Clean,
  at: number,
  fault: FaultKind,
): Promise<Disturbed> {
  const host = world.host.fork();
  const ran = await runOnce(world, host, 'first', { at, is: fault });
  const meant = clean.asked[at] as Operation;
  const same = ran.struck?.words === meant.words && ran.struck.row === meant.row;
  const broken = same ? bugIn(ran) : `it came to ${ran.struck?.words ?? 'nothing'} instead`;
  return { host, asked: ran.asked, changed: ran.changed, broken };
}

function bugIn({ report }: Ran): string | null {
  const bug = report?.resources.find(({ text }) => text.includes('Phoenix failed'));
  return bug ? `${bug.address}: ${bug.text}` : null;
}

async function tryFault(world: FaultWorld, clean: Clean, at: number, fault: FaultKind): Promise<Tried> {
  const operation = clean.asked[at] as Operation;
  const exception = world.exceptions?.find((one) => one.of(operation, fault)) ?? null;
  const first = await disturbed(world, clean, at, fault);
  const { host } = first;
  const runs: Pick<Ran, 'asked' | 'changed'>[] = [first];
  let why = first.broken;
  const most = exception?.applies ?? 1;
  for (let applies = 1; why === null && applies <= most; applies += 1) {
    host.wait(60_000);
    const ran = await runOnce(world, host, `after ${applies}`);
    runs.push(ran);
    why = bugIn(ran);
    if (unwell(ran) === '') break;
    if (applies === most) why ??= `the next apply: ${unwell(ran)}`;
  }
  if (why !== null && exception?.tells?.test(why))
    return { at, operation, fault, broken: null, repeated: [], exception };
  why ??= await notEmpty(world, host);
  why ??= locksLeft(host).join(', ') || null;
  why ??= differences(host.files(), clean.end, exception?.state).join('\n') || null;
  const repeated = repeatedIn(clean, runs);
  why ??= tooOften(repeated, { clean, at, exception });
  return { at, operation, fault, broken: why, repeated, exception };
}

/** One more apply, which has nothing to do. */
async function notEmpty(world: FaultWorld, host: MemoryHost): Promise<string | null> {
  const ran = await runOnce(world, host.fork(), 'last');
  const done = ran.report?.resources.filter(({ outcome }) => outcome !== 'unchanged');
  const left = done?.map(({ address, text }) => `${address} ${text}`) ?? [unwell(ran)];
  const own = /^\/etc\/pve\/priv\/lock\/phoenix-/;
  const paths = ran.changed.flat().filter((path) => !own.test(path));
  if (left.length + paths.length === 0) return null;
  return `one more apply is not empty: ${[...left, ...paths].join('; ')}`;
}

/** What was done more often than in the clean run. */
function repeatedIn({ done }: Clean, runs: readonly Pick<Ran, 'asked' | 'changed'>[]): string[] {
  return [...doneIn(runs)].flatMap(([subject, count]) => {
    const more = Math.max(0, count - (done.get(subject) ?? 0));
    return Array.from({ length: more }, () => subject);
  });
}
