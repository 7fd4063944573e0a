/**
 * One scenario in one guest: install, verify, install again, change, upgrade, remove. The bundles go through the same
 * bootstrap and the same reader of events as those of an apply; where the guest comes from stands elsewhere.
 */
import { sha256 } from '../hash.ts';
import { type BundledFeature, frame, type Task } from './bundle.ts';
import { eventReader } from './events.ts';
import { type FeatureEvent, whoseOf } from './event.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';
import type { Stages } from './scenario-stages.ts';
import { differences, lost, told } from './scenario-words.ts';

export interface TestGuest {
  /**
   * Runs a bundle by the constant bootstrap.
   * @param isDone when nothing more is waited for
   * @returns the exit of the exec; null when it was ended or never known
   */
  bring(
    bundle: Uint8Array,
    onBytes: (bytes: Uint8Array) => void,
    isDone: () => boolean,
  ): Promise<number | null>;
  /** A command as root, its stdout and stderr together. */
  exec(argv: readonly string[]): Promise<{ readonly exit: number; readonly output: string }>;
  restart(): Promise<void>;
  /** What stands in the guest, by path or by name of a unit: an equal text is an unchanged thing. */
  snapshot(): Promise<ReadonlyMap<string, string>>;
}

export type PhaseName =
  | 'before'
  | 'depends'
  | 'prepared'
  | 'install'
  | 'expect'
  | 'unchanged'
  | 'again'
  | 'change'
  | 'changed'
  | 'previous'
  | 'upgrade'
  | 'remove'
  | 'removed'
  | 'units';

export interface Phase {
  readonly name: PhaseName;
  readonly ok: boolean;
  readonly ms: number;
  /** What is wrong, and the last lines of output. */
  readonly why: readonly string[];
}

export interface ScenarioWork {
  readonly id: string;
  readonly scenario: Scenario;
  readonly stages: Stages;
  readonly guest: TestGuest;
  /** How many files were asked of the mirror so far. */
  readonly fetched: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Lower-case hex, another one at each call. */
  readonly nonce: () => string;
  readonly onPhase: (phase: Phase) => void;
  readonly onProgress: (text: string) => void;
}

type Why = readonly string[];
/** Restarts that an install may ask for, one after the other. */
const MOST_RESTARTS = 3;

/** @param way `upgrade` installs the previous version first, and nothing is changed or run twice */
export async function runScenario(work: ScenarioWork, way: 'fresh' | 'upgrade'): Promise<readonly Phase[]> {
  const phases: Phase[] = [];
  /** A phase that must hold for the next ones to make sense gives false when it does not. */
  const phase = async (name: PhaseName, run: () => Promise<Why>): Promise<boolean> => {
    const began = work.now();
    const why = await run();
    const result = { name, ok: why.length === 0, ms: Math.round(work.now() - began), why };
    phases.push(result);
    work.onPhase(result);
    return result.ok;
  };
  const { scenario, guest } = work;
  const failedBefore = await failedUnits(guest);
  const going = await (way === 'fresh' ? installed(work, phase) : upgraded(work, phase));
  if (!going) return phases;
  if (await phase('remove', () => removed(work))) {
    if (scenario.removed.length > 0) await phase('removed', () => steps(scenario.removed, guest));
  }
  await phase('units', async () => {
    const failed = [...(await failedUnits(guest))].filter((unit) => !failedBefore.has(unit));
    return failed.map((unit) => `the unit ${unit} has failed and stayed so`);
  });
  return phases;
}

type RunPhase = (name: PhaseName, run: () => Promise<Why>) => Promise<boolean>;

async function prepared(
  { scenario, stages, guest, ...work }: ScenarioWork,
  phase: RunPhase,
): Promise<boolean> {
  if (scenario.before.length > 0 && !(await phase('before', () => steps(scenario.before, guest))))
    return false;
  const bring = () => install({ scenario, stages, guest, ...work }, stages.before, null);
  if (stages.before.length > 0 && !(await phase('depends', bring))) return false;
  return scenario.prepared.length === 0 || phase('prepared', () => steps(scenario.prepared, guest));
}

async function installed(work: ScenarioWork, phase: RunPhase): Promise<boolean> {
  const { scenario, stages, guest } = work;
  if (!(await prepared(work, phase))) return false;
  if (!(await phase('install', () => install(work, stages.all, 'installed')))) return false;
  if (scenario.expect.length > 0) await phase('expect', () => steps(scenario.expect, guest));
  await phase('unchanged', () => install(work, stages.all, 'unchanged'));
  await phase('again', () => again(work));
  const { changed } = stages;
  if (changed) {
    if (!(await phase('change', () => install(work, changed, 'installed')))) return false;
    await phase('changed', async () => [
      ...(await steps(scenario.change?.expect ?? [], guest)),
      ...(await install(work, changed, 'unchanged')),
    ]);
  }
  return true;
}

async function upgraded(work: ScenarioWork, phase: RunPhase): Promise<boolean> {
  const { scenario, stages, guest } = work;
  if (!(await prepared(work, phase))) return false;
  if (!(await phase('previous', () => install(work, stages.previous ?? [], 'installed')))) return false;
  if (!(await phase('upgrade', () => install(work, stages.all, 'installed')))) return false;
  if (scenario.expect.length > 0) await phase('expect', () => steps(scenario.expect, guest));
  return true;
}

/** The install script runs once more in full, as after a change that changes nothing: no file, no service, no download. */
async function again(work: ScenarioWork): Promise<Why> {
  const { id, stages, guest } = work;
  const forced = stages.all.map((one) => (one.id === id ? { ...one, hash: otherHash(one.hash) } : one));
  const asked = work.fetched();
  const before = await guest.snapshot();
  const why = await install(work, forced, 'installed');
  if (why.length > 0) return why;
  const after = await guest.snapshot();
  return [
    ...differences(before, after),
    ...(work.fetched() === asked ? [] : ['a second install fetched a download once more']),
  ];
}

const otherHash = (hash: string): string => sha256(`${hash} again`).slice(0, 16);

/** @param wanted the verdict of the tested feature; null: it is not among them */
async function install(
  work: ScenarioWork,
  features: readonly BundledFeature[],
  wanted: 'installed' | 'unchanged' | null,
): Promise<Why> {
  const outcome = await run(
    work,
    features.map((feature): Task => ({ do: 'install', feature })),
  );
  return outcome.features
    .flatMap(({ id, verdict }) => {
      if (id !== work.id)
        return verdict.is === 'installed' || verdict.is === 'unchanged' ? [] : told(id, verdict);
      if (verdict.is === wanted) return [];
      return verdict.is === 'installed'
        ? [`${id}: it was installed anew where nothing had changed`]
        : told(id, verdict);
    })
    .concat(lost(outcome));
}

async function removed(work: ScenarioWork): Promise<Why> {
  const outcome = await run(work, [{ do: 'remove', id: work.id }]);
  const why = outcome.features.flatMap(({ id, verdict }) => {
    if (verdict.is !== 'removed') return told(id, verdict);
    return verdict.undone || !hasRemove(work) ? [] : [`${id}: nothing was kept that could undo it`];
  });
  return [...why, ...lost(outcome)];
}

const hasRemove = ({ stages, id }: ScenarioWork): boolean =>
  stages.all.some((one) => one.id === id && one.files.has('remove.sh'));

async function run(work: ScenarioWork, tasks: readonly Task[]): Promise<Outcome> {
  for (let restarts = 0; ; restarts += 1) {
    const outcome = await bringOnce(work, tasks);
    if (outcome.run.is !== 'restart' || restarts === MOST_RESTARTS) return outcome;
    work.onProgress('the guest restarts');
    await work.guest.restart();
  }
}

async function bringOnce(
  { guest, stages, onProgress, ...work }: ScenarioWork,
  tasks: readonly Task[],
): Promise<Outcome> {
  const nonce = work.nonce();
  const events: FeatureEvent[] = [];
  const onEvent = (event: FeatureEvent) => {
    events.push(event);
    if (event.event === 'progress') onProgress(`${whoseOf(event.feature)}: ${event.text}`);
    if (event.event === 'begin' && event.script !== null)
      onProgress(`${whoseOf(event.feature)}: ${event.script}`);
  };
  const reader = eventReader({ nonce, secrets: stages.secrets, onEvent });
  const bundle = frame({ tasks, nonce, secretKey: 'scenario' });
  const exit = await guest.bring(
    bundle,
    (bytes) => reader.add(bytes),
    () => reader.done,
  );
  reader.end();
  const asked = tasks.map((task) => ({ do: task.do, id: task.do === 'remove' ? task.id : task.feature.id }));
  return outcomeOf(asked, events, exit);
}

async function steps(list: readonly ScenarioStep[], guest: TestGuest): Promise<Why> {
  const why: string[] = [];
  for (const { exec, exit, stdout } of list) {
    const ended = await guest.exec(exec);
    const matches = stdout === undefined || new RegExp(stdout, 'mu').test(ended.output);
    if (ended.exit === exit && matches) continue;
    const wish = stdout === undefined ? `exit ${exit}` : `exit ${exit} and ${stdout}`;
    const lines = ended.output.trimEnd().split('\n').slice(-10);
    why.push(`${exec.join(' ')}: exit ${ended.exit}, not ${wish}`, ...lines.filter((line) => line !== ''));
  }
  return why;
}

async function failedUnits(guest: TestGuest): Promise<ReadonlySet<string>> {
  const { exit, output } = await guest.exec(['systemctl', '--failed', '--no-legend', '--plain']);
  if (exit !== 0) return new Set();
  return new Set(output.split('\n').flatMap((line) => /^(\S+\.\w+)\s/.exec(line)?.[1] ?? []));
}
