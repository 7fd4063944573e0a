/**
 * A simulated cluster in memory and the shortest way from a file to a guest: observe, diff, steps, and one step after
 * the other without a scheduler. A run can be cut off after any number of steps, as if Phoenix had been killed there.
 */
import * as assert from 'uvu/assert';
import type { Resource } from '../../src/config/model.ts';
import type { Settings } from '../../src/config/settings.ts';
import { checkText } from '../../src/health/check.ts';
import type { Diff } from '../../src/kinds/change.ts';
import type { Mark, Seen } from '../../src/kinds/seen.ts';
import type { GuestLive } from '../../src/kinds/guest/live.ts';
import { lxcKind } from '../../src/kinds/lxc/kind.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import type { Ref, Step } from '../../src/kinds/step.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { optionValue } from '../../src/node/option-value.ts';
import type { Cluster, GuestState, RunResult, Snapshot } from '../../src/node/port.ts';
import { freshOptions } from '../../src/node/simulated-estate.ts';
import { confPath, isRunning } from '../../src/simulator/guests.ts';
import { prepareFreshNode } from '../../src/simulator/fresh-node.ts';
import { type MemoryHost, memoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { ESTATE, resource, WORLD_SETTINGS } from './lxc-resource.ts';
import { WORLD_FILES } from './spec-world.ts';
import { equip } from './world-node.ts';

interface Ran {
  readonly step: Step;
  /** Null: it was not begun. */
  readonly result: RunResult | null;
  /** What did not hold; empty when all is well. */
  readonly broken: readonly string[];
}

export interface Turn {
  readonly diff: Diff;
  readonly seen: Seen<GuestLive>;
  readonly steps: readonly Step[];
  readonly ran: readonly Ran[];
}

interface TurnOptions {
  /** The commit that is applied; the marker says it afterwards. */
  readonly commit?: string;
  /** Steps that are run before the run is cut off; all of them unless given. */
  readonly until?: number;
  readonly settings?: Settings;
  readonly now?: string;
  readonly vmid?: number;
  /** The action instead of the diff's own: `destroy` of a purge. */
  readonly action?: Diff['action'];
}

type Wanted = Resource<LxcSpec> | null;

export interface StepsWorld {
  readonly host: MemoryHost;
  readonly cluster: Cluster;
  /** Every command that was run, in order: `pct create 950 …`. */
  readonly commands: string[][];
  /** One apply of one guest. */
  turn(want: Wanted, options?: TurnOptions): Promise<Turn>;
  /** Applies, and asserts that every step held. */
  apply(want: Wanted, options?: TurnOptions): Promise<Turn>;
  snapshot(): Promise<Snapshot>;
  observe(want: Wanted, vmid?: number): Promise<Seen<GuestLive>>;
  /** What a further apply would find to do. */
  left(want: Wanted, options?: TurnOptions): Promise<Diff>;
  conf(vmid?: number, node?: string): string;
  running(vmid?: number): boolean;
  pct(...words: readonly string[]): RunResult;
  fork(): StepsWorld;
}

export interface StepsWorldOptions {
  readonly settings?: Settings;
  readonly host?: MemoryHost;
  /** Specs by commit, for the base of a diff. */
  readonly history?: Map<string, ReadonlyMap<number, Resource<LxcSpec>>>;
  /** Resources that a clone may name as its source. */
  readonly others?: ReadonlyMap<string, Resource<LxcSpec>>;
}

const FIRST = '1111111111111111111111111111111111111111';

function freshHost(settings: Settings): MemoryHost {
  const host = memoryHost();
  prepareFreshNode(host, freshOptions(settings));
  equip(host, Object.keys(settings.nodes));
  return host;
}

export function stepsWorld(options: StepsWorldOptions = {}): StepsWorld {
  const settings = options.settings ?? WORLD_SETTINGS;
  const host = options.host ?? freshHost(settings);
  const commands: string[][] = [];
  const cluster = inProcessCluster(host, {
    onRun: (_node, argv) => {
      if (argv[0] !== 'lxc-ls') commands.push([...argv]);
    },
  });
  const history = new Map(options.history);
  const others = options.others ?? new Map<string, Resource<LxcSpec>>();
  const first = Object.keys(settings.nodes)[0] ?? 'pve1';

  const snapshot = () => cluster.snapshot();

  const baseOf = (shot: Snapshot, vmid: number): Wanted => {
    const owned = lxcKind.owned(shot, ESTATE, null).find(({ id }) => id === `vmid:${vmid}`);
    const commit = owned?.mark.commit ?? null;
    return commit === null ? null : (history.get(commit)?.get(vmid) ?? null);
  };

  const look = (shot: Snapshot, want: Wanted, vmid: number) => {
    const base = baseOf(shot, vmid);
    const seen = lxcKind.observe({
      snapshot: shot,
      id: `vmid:${vmid}`,
      estate: ESTATE,
      env: null,
      want,
      base,
    });
    const gone = seen.is === 'absent' || seen.is === 'debris';
    return { base: gone ? null : base, seen };
  };

  const vmidOf = (want: Wanted, turn: TurnOptions) => turn.vmid ?? want?.spec.vmid ?? 950;

  const turn = async (want: Wanted, given: TurnOptions = {}): Promise<Turn> => {
    const vmid = vmidOf(want, given);
    const commit = given.commit ?? FIRST;
    const of = given.settings ?? settings;
    const shot = await snapshot();
    const { base, seen } = look(shot, want, vmid);
    const diff = lxcKind.diff({ want, base, seen, settings: of, snapshot: shot });
    history.set(commit, new Map([...(history.get(commit) ?? []), ...(want ? [[vmid, want] as const] : [])]));
    const address = (want ?? base)?.address ?? 'lxc/subject';
    const mark: Mark = {
      estate: ESTATE,
      env: null,
      address,
      id: `vmid:${vmid}`,
      commit,
      config: want ? `c-${commit.slice(0, 7)}` : 'gone',
      phoenix: '0.1.0',
    };
    const action = given.action ?? diff.action;
    if (action === 'no-op') return { diff, seen, steps: [], ran: [] };
    const all = lxcKind.steps({
      want,
      base,
      seen,
      settings: of,
      snapshot: shot,
      wanted: (name) => others.get(name) ?? null,
      action,
      changes: diff.changes,
      ...(diff.rollback && { rollback: diff.rollback }),
      mark,
      now: given.now ?? new Date(host.now()).toISOString(),
    });
    // Nothing fails here but what is killed, and nothing comes after that.
    const steps = all.filter(({ rescue }) => !rescue);
    const ran = await runAll(cluster, shot, steps, given.until ?? steps.length);
    return { diff, seen, steps, ran };
  };

  const world: StepsWorld = {
    host,
    cluster,
    commands,
    turn,
    apply: async (want, given) => {
      const done = await turn(want, given);
      for (const { step, broken, result } of done.ran) {
        const said = result ? `${result.exit} ${result.stderr}` : 'not begun';
        assert.equal(broken, [], `${step.id}: ${said}\n${wordsOf(step).join(' ')}`);
      }
      return done;
    },
    snapshot,
    observe: async (want, vmid = 950) => look(await snapshot(), want, vmid).seen,
    left: async (want, given = {}) => {
      const shot = await snapshot();
      const { base, seen } = look(shot, want, vmidOf(want, given));
      return lxcKind.diff({ want, base, seen, settings: given.settings ?? settings, snapshot: shot });
    },
    conf: (vmid = 950, node = first) => host.read(confPath(node, vmid)) ?? '',
    running: (vmid = 950) => isRunning(host, vmid),
    pct: (...words) => simulate({ host, node: first, argv: ['pct', ...words] }),
    fork: () => stepsWorld({ ...options, settings, host: host.fork(), history: new Map(history), others }),
  };
  return world;
}

/** Guests that others are cloned from, as spec-world.ts has them. */
const SOURCES: ReadonlyMap<string, Resource<LxcSpec>> = new Map(
  (['base', 'peer'] as const).map((name) => [
    `lxc/${name}`,
    resource(WORLD_FILES[`lxc/${name}.json`], { name }),
  ]),
);

/** The world with those guests in it. */
export async function worldWithSources(): Promise<StepsWorld> {
  const world = stepsWorld({ others: SOURCES });
  for (const one of SOURCES.values()) await world.apply(one);
  return world;
}

/** The words of a step, with Refs as they are printed. */
export function wordsOf({ do: verb }: Step): string[] {
  switch (verb.verb) {
    case 'run':
      return verb.argv.map((word) => (typeof word === 'string' ? word : `<${word.ref}>`));
    case 'raw':
      return ['raw', String(verb.vmid), ...verb.lines.map(({ key, value }) => `${key}=${value}`)];
    case 'guest':
      return ['features', String(verb.vmid), ...verb.remove.map((id) => `-${id}`), ...verb.install];
    case 'write':
      return [verb.content === null ? 'remove' : 'write', verb.path];
    case 'reach':
      return ['reach', verb.node];
    case 'restart':
      return [...verb.argv];
    case 'health':
      return ['health', checkText(verb.check)];
    case 'wait':
      return ['wait', verb.cond.check.is];
  }
}

type States = Map<string, GuestState>;

function scopesOf(step: Step): string[] {
  return [...new Set([...step.guard, ...step.verify].map((cond) => cond.scope))];
}

async function read(cluster: Cluster, step: Step): Promise<States> {
  const states: States = new Map();
  for (const scope of scopesOf(step)) {
    const vmid = Number(scope.slice('guest:'.length));
    const state = await cluster.node(step.node).guest(vmid);
    const home = state.file?.node ?? step.node;
    states.set(scope, home === step.node ? state : await cluster.node(home).guest(vmid));
  }
  return states;
}

function brokenIn(
  conds: Step['guard'],
  states: States,
  digests: ReadonlyMap<string, string | null>,
): string[] {
  return conds.flatMap(({ scope, check }) => {
    const state = states.get(scope);
    if (!state) return [`${scope} was not read`];
    const verdict = lxcKind.holds(check, state, digests.get(scope) ?? null);
    return verdict === true ? [] : [`${scope}: ${check.is}: ${verdict}`];
  });
}

async function perform(
  cluster: Cluster,
  step: Step,
  states: States,
  digests: Map<string, string | null>,
): Promise<RunResult> {
  const node = cluster.node(step.node);
  const verb = step.do;
  const resolve = (ref: Ref): string => {
    if (ref.ref === 'digest') return digests.get(ref.scope) ?? 'none';
    if (ref.ref === 'said') throw new Error(`no step of a guest needs what ${ref.step} said`);
    return optionValue(states.get(ref.scope)?.file?.text ?? '', ref.option, ref.with);
  };
  switch (verb.verb) {
    case 'run': {
      const argv = verb.argv.map((word) => (typeof word === 'string' ? word : resolve(word)));
      return node.run(argv, {
        timeout: step.timeout,
        ...(verb.stdin === undefined ? {} : { stdin: verb.stdin }),
      });
    }
    case 'raw':
      await node.writeRaw(verb.vmid, verb.lines, resolve(verb.digest));
      return { exit: 0, stdout: '', stderr: '', ms: 0 };
    case 'write':
    case 'reach':
    case 'restart':
      throw new Error(`containers have no such step: ${step.id}`);
    case 'guest':
    case 'health':
    case 'wait':
      return { exit: 0, stdout: '', stderr: '', ms: 0 };
  }
}

/** A killed command kills the run with it: nobody writes the end of the step down. */
const KILLED = -9;

async function runAll(
  cluster: Cluster,
  shot: Snapshot,
  steps: readonly Step[],
  until: number,
): Promise<Ran[]> {
  const digests = new Map<string, string | null>();
  for (const [vmid, file] of shot.guests) digests.set(`guest:${vmid}`, file.digest);
  const ran: Ran[] = [];
  for (const step of steps.slice(0, until)) {
    const states = await read(cluster, step);
    const stale = brokenIn(step.guard, states, digests);
    if (stale.length > 0) {
      ran.push({ step, result: null, broken: stale });
      break;
    }
    const note = (event: 'begin' | 'end') =>
      cluster.node(step.node).journal({
        at: shot.at,
        run: 'r1',
        estate: ESTATE,
        event,
        stepId: step.id,
        address: step.address,
        vmid: Number(scopesOf(step)[0]?.slice('guest:'.length)),
        argv: wordsOf(step),
      });
    await note('begin');
    const result = await perform(cluster, step, states, digests);
    if (result.exit === KILLED) {
      ran.push({ step, result, broken: ['killed'] });
      break;
    }
    const after = await read(cluster, step);
    const broken =
      step.verify.length > 0
        ? brokenIn(step.verify, after, digests)
        : result.exit === 0
          ? []
          : [`exit ${result.exit}`];
    for (const [scope, state] of after) digests.set(scope, state.file?.digest ?? null);
    ran.push({ step, result, broken });
    if (broken.length > 0) {
      if (step.undo) {
        const undone = await perform(cluster, { ...step, do: step.undo }, after, digests);
        ran.push({ step: { ...step, id: `${step.id}:undo`, do: step.undo }, result: undone, broken: [] });
      }
      await note('end');
      break;
    }
    await note('end');
  }
  return ran;
}
