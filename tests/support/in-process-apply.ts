/** Plan and apply in one process: the simulator as a library, for properties, counts and benches. */
import type { Clock } from '../../src/apply/clock.ts';
import type { OnEvent } from '../../src/apply/progress.ts';
import type { ApplyReport } from '../../src/apply/report.ts';
import { apply } from '../../src/apply/run.ts';
import { estateId, type History, type LivePlan, makeLivePlan } from '../../src/commands/live-plan.ts';
import { composeGuests } from '../../src/commands/guest-bundles.ts';
import { estateSecrets } from '../../src/commands/estate-secrets.ts';
import { missingSecrets } from '../../src/commands/missing-secrets.ts';
import { labOptionsOf } from '../../src/commands/estate-lab.ts';
import { loadEstate } from '../../src/config/estate.ts';
import type { Estate, SourceFile } from '../../src/config/model.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kinds as ours } from '../../src/kinds/registry.ts';
import { inProcessCluster, type InProcessOptions } from '../../src/node/in-process.ts';
import type { Cluster, EstateLock } from '../../src/node/port.ts';
import type { ReadSecret } from '../../src/secrets/reader.ts';
import { type FreshOptions, prepareFreshNode } from '../../src/simulator/fresh-node.ts';
import { type MemoryHost, memoryHost } from '../../src/simulator/memory-host.ts';
import type { Host } from '../../src/simulator/host.ts';
import { virtualClock } from './virtual-clock.ts';

/** An estate from files, by their path below the configs folder. */
export function estateOf(
  files: ReadonlyMap<string, string>,
  {
    revision = null,
    previous,
    kept,
    kinds = ours,
  }: {
    readonly kinds?: readonly Kind[];
    readonly revision?: string | null;
    readonly previous?: Estate;
    readonly kept?: ReadonlyMap<string, Uint8Array>;
  } = {},
): Estate {
  const sources = [...files].map(([path, text]): [string, SourceFile] => [path, { path, text }]);
  const tree = { root: 'configs', revision, files: new Map(sources), ...(kept && { kept }), findings: [] };
  return loadEstate(tree, { env: null, kinds, ...(previous ? { previous } : {}) });
}

/** A simulated cluster in memory that has what the estate expects. */
export function hostFor(estate: Estate, more: Partial<FreshOptions> = {}): MemoryHost {
  const host = memoryHost();
  prepareFreshNode(host, { ...labOptionsOf(estate), ...more });
  return host;
}

export interface Applied {
  readonly live: LivePlan;
  readonly report: ApplyReport;
  readonly cluster: Cluster;
}

export interface PlanOptions {
  /** In place of those of Phoenix. */
  readonly kinds?: readonly Kind[];
  /** What git knows; without, the files are not in git and an operator confirms the plan. */
  readonly history?: History;
}

export interface RunOptions extends PlanOptions {
  readonly parallel?: number;
  readonly clock?: Clock;
  readonly onEvent?: OnEvent;
  /** Names the run in journals. */
  readonly run?: string;
  /** The estate's lock when the caller took it before planning. */
  readonly lock?: EstateLock;
  /** Aborted: what runs is finished, nothing more begins. */
  readonly signal?: AbortSignal;
  /** Reads the secrets; anew for each run unless given. */
  readonly secret?: ReadSecret;
}

export type ApplyOptions = InProcessOptions & RunOptions;

/** Plans against the host: as an operator who confirms, or as the push of commits that were all shown. */
export async function livePlanOf(
  estate: Estate,
  cluster: Cluster,
  { history, kinds = ours }: PlanOptions = {},
): Promise<LivePlan> {
  const unshown = async () => [];
  return makeLivePlan({
    kinds,
    head: estate,
    parent: null,
    tip: estate,
    history: history ?? null,
    cluster,
    confirmed: history === undefined,
    unshown,
  });
}

/** Runs a plan that was made; as if by the estate's own settings, so that a stricter policy of before is forgotten. */
export function runPlanned(
  cluster: Cluster,
  estate: Estate,
  live: LivePlan,
  {
    run = 'test',
    parallel,
    clock,
    onEvent,
    kinds = ours,
    lock,
    signal,
    secret = estateSecrets(estate, () => {}),
  }: RunOptions,
): Promise<ApplyReport> {
  return apply({
    plan: live.plan,
    entries: live.entries,
    kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
    settings: estate.settings,
    resources: estate.resources,
    cluster,
    snapshot: live.snapshot,
    estate: estateId(estate),
    run,
    owner: 'test',
    commit: estate.tree.revision,
    compose: composeGuests(estate, secret),
    secret,
    lacks: missingSecrets(secret),
    ...(parallel === undefined ? {} : { parallel }),
    ...(clock === undefined ? {} : { clock }),
    ...(onEvent === undefined ? {} : { onEvent }),
    ...(lock === undefined ? {} : { lock }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Plans and applies; nothing is asserted. */
export async function applyOn(
  cluster: Cluster,
  estate: Estate,
  { parallel, clock, onEvent, history, kinds, run = 'test' }: RunOptions = {},
): Promise<Applied> {
  const own = kinds ? { kinds } : {};
  const live = await livePlanOf(estate, cluster, { ...own, ...(history === undefined ? {} : { history }) });
  const more = {
    ...own,
    ...(parallel === undefined ? {} : { parallel }),
    ...(clock === undefined ? {} : { clock }),
    ...(onEvent === undefined ? {} : { onEvent }),
  };
  return { live, report: await runPlanned(cluster, estate, live, { ...more, run }), cluster };
}

/** The same on a host in memory. */
export async function applyTo(host: Host, estate: Estate, options: ApplyOptions = {}): Promise<Applied> {
  return applyOn(inProcessCluster(host, options), estate, options);
}

/** A plan that was made before, run on a host in memory, where no time passes. */
export async function runLive(
  host: Host,
  estate: Estate,
  live: LivePlan,
): Promise<{ readonly report: ApplyReport }> {
  return { report: await runPlanned(inProcessCluster(host), estate, live, { clock: virtualClock() }) };
}
