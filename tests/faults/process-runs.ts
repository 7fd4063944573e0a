/** One disturbed apply by real processes, those after it, and what must be true then. */
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { plan } from '../../src/commands/plan.ts';
import { saying } from '../support/said.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import type { State } from './fault-state.ts';
import { folderDifferences, folderState, heldLocks } from './folder-state.ts';
import type { Misbehaviour, ProcessFault } from './misbehaviour.ts';
import type { Story } from './process-stories.ts';
import { isAlive, processWorld, type ProcessWorld, repository } from './process-world.ts';

/** One step at a time: the same calls in the same order. */
const APPLY = ['apply', '--yes', '--parallel', '1'];

export type Call = readonly string[];

/** A story as it stands before the apply that is disturbed, and what that apply does when nobody disturbs it. */
export interface Prepared {
  readonly story: Story;
  readonly configs: string;
  readonly world: ProcessWorld;
  readonly calls: readonly Call[];
  readonly end: State;
}

const QUESTION = /^(?:(?:zfs|zpool) (?:get|list|status)|pvesh get|pvesm list|pve-firewall|lxc-ls)/;

/** Whether it tells something and changes nothing. */
export const isQuestion = (call: Call) => QUESTION.test(call.slice(0, 2).join(' '));

/** What is called, and on what: `pct set 101`. */
function subjectOf(call: Call): string {
  const [program = '', ...words] = call;
  if (program === 'perl') return 'perl (a file under its lock)';
  const said = words.filter((word) => !word.startsWith('-')).map((word) => word.replace(/=.*$/s, ''));
  return [program, ...said.slice(0, 2)].join(' ');
}

export async function prepare(story: Story, simulator: string): Promise<Prepared> {
  const { configs, commit } = repository();
  const folder = scratchFolder(`phoenix-${story.name}`);
  const world = processWorld(join(folder, 'before'), configs, simulator);
  const done = async ({ start }: ProcessWorld) => {
    const { exit, text } = await start(...APPLY).ended;
    if (exit !== 0) throw new Error(`${story.name} cannot be applied: exit ${exit}\n${text}`);
  };
  commit(story.before);
  await done(world);
  world.calls();
  commit(story.change);
  const after = world.copy(join(folder, 'after'));
  await done(after);
  return { story, configs, world, calls: after.calls(), end: folderState(after.dir) };
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (pid <= 1) throw new Error(`${pid} is no process of this test`);
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

/** Milliseconds; a run takes a few seconds on a machine that has much else to do. */
const PATIENCE = 120_000;

async function until(holds: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + PATIENCE; !holds(); await sleep(10)) {
    if (Date.now() > end) throw new Error(`it never comes to be that ${what}`);
  }
}

const ended = (pid: number) => until(() => !isAlive(pid), `the process ${pid} has ended`);

/** What people do about a command that hangs: they end it, or Phoenix. */
async function tend({ struck }: ProcessWorld, does: Misbehaviour, phoenix: number): Promise<void> {
  if (does !== 'hangs' && does !== 'hangs on') return;
  await until(() => struck() !== null || !isAlive(phoenix), 'a command hangs');
  const { pid } = struck() ?? { pid: phoenix };
  if (does === 'hangs') return signal(pid, 'SIGTERM');
  // The first one asks for the end of what runs; the second one, of Phoenix.
  for (; isAlive(phoenix); await sleep(100)) signal(phoenix, 'SIGTERM');
  signal(pid, 'SIGKILL');
}

export interface Row {
  readonly story: string;
  /** The call that misbehaved. */
  readonly call: string;
  readonly does: Misbehaviour;
  /** How the disturbed apply ended. */
  readonly exit: number | NodeJS.Signals | null;
  /** Applies after it until there was nothing left to do. */
  readonly applies: number;
  /** What was called more often than without a fault; the disturbed call itself may be, once. */
  readonly again: readonly string[];
  /** What is not as it should be; empty when all is well. */
  readonly wrong: readonly string[];
}

const MOST_APPLIES = 3;

/**
 * What Phoenix does to mend; what it enters guests for, which know by marks of their own what is installed; and SDN, which
 * is changed by one transaction.
 */
const MENDING = /^(?:(?:pct|qm) (?:set|unlock|rescan|unmount|destroy|exec|start)|pvesh \S+ \/cluster\/sdn)/;

/** Calls beyond those that an undisturbed apply needs. */
function repeatedIn(calls: readonly Call[], needed: readonly Call[]): string[] {
  const left = needed.map(subjectOf);
  return calls.map(subjectOf).filter((subject) => {
    const at = left.indexOf(subject);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const changesIn = (calls: readonly Call[]) => calls.filter((call) => !isQuestion(call));

/** What one more apply would do; null: nothing. In this process, since nothing is disturbed any more. */
async function leftToDo({ configs }: Prepared, { dir }: ProcessWorld): Promise<string | null> {
  const what = { configs, node: `sim:${dir}`, live: true, format: 'text', detailedExitcode: true } as const;
  const { exit, out } = await saying((io) => plan(what, io), 200);
  return exit === 0 ? null : out;
}

/** Runs the story with that fault. @throws when it did not come to the fault */
export async function runFault(prepared: Prepared, fault: ProcessFault): Promise<Row> {
  const { does } = fault;
  const { story, end, calls: clean } = prepared;
  const world = prepared.world.copy(join(scratchFolder('phoenix-fault'), 'node'));
  world.misbehave(fault);
  const { pid, ended: first } = world.start(...APPLY);
  const [{ exit, signal: by, text }] = await Promise.all([first, tend(world, does, pid)]);
  const struck = world.struck();
  if (struck === null) throw new Error(`${story.name} never came to call ${fault.at}: ${text}`);
  world.behave();
  if (does !== 'meets the next') await ended(struck.pid);
  const calls = [...world.calls()];
  let left = exit === 0 ? await leftToDo(prepared, world) : text;
  let applies = 0;
  for (; left !== null && applies < MOST_APPLIES; applies += 1) {
    const next = await world.start(...APPLY).ended;
    await ended(struck.pid);
    calls.push(...world.calls());
    left = next.exit === 0 ? await leftToDo(prepared, world) : next.text;
  }
  const again = repeatedIn(changesIn(calls), [...changesIn(clean), struck.command]);
  const found = folderState(world.dir);
  const wrong = [
    ...(left === null ? [] : [`something is left to do: ${left}`]),
    ...(world.isSpent() ? [] : ['nothing happened in the middle of that call']),
    ...heldLocks(found).map((path) => `a lock is left: ${path}`),
    ...again.filter((subject) => !MENDING.test(subject)).map((subject) => `called again: ${subject}`),
    ...folderDifferences(found, end),
  ];
  return {
    story: story.name,
    call: subjectOf(struck.command),
    does,
    exit: by ?? exit,
    applies,
    again,
    wrong,
  };
}
