/**
 * How an estate is, from one reading of the nodes, the plan that is made of the same reading, and one try of each health
 * check. Nothing is changed.
 */
import { readsOf } from '../kinds/reads.ts';
import { filled, lateValues, learnedOf } from '../config/late.ts';
import type { Address, Estate, Resource } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { askHealth } from '../health/ask.ts';
import type { HealthCheck } from '../health/check.ts';
import type { Verdict } from '../health/verdict.ts';
import type { Id, Kind } from '../kinds/kind.ts';
import type { Mark, Seen } from '../kinds/seen.ts';
import { kinds } from '../kinds/registry.ts';
import type { Transport } from '../node/guest-exec.ts';
import type { Cluster, Snapshot } from '../node/port.ts';
import type { Plan } from '../plan/plan.ts';
import { type Around, type PlanStatus, planStatus, type Told, told, vmidOf } from './guest-told.ts';
import { inParallel } from './in-parallel.ts';
import { estateId } from './live-plan.ts';
import { nodesIn, type NodeStatus, type Stranger, strangersIn } from './node-status.ts';

export interface HealthStatus {
  readonly is: Verdict['is'];
  readonly text: string;
  /** Milliseconds that the answer took. */
  readonly ms: number;
}

export interface GuestStatus extends Told {
  readonly address: Address;
  readonly id: Id;
  readonly node: string;
  readonly state: 'running' | 'stopped' | 'retired' | Exclude<Seen<unknown>['is'], 'ours'>;
  /** Why it is so, where that is not plain. */
  readonly why: string | null;
  /** Of its cards, as its file or IPAM gives them: `net0.address`. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Null: nothing is to be done, or nobody knows. */
  readonly plan: PlanStatus | null;
  readonly health: Readonly<Record<string, HealthStatus>>;
  /** False: it shall run and does not, nobody can tell, or one of its checks fails. */
  readonly well: boolean;
}

export interface EstateStatus {
  readonly estate: string;
  /** ISO time of the reading. */
  readonly at: string;
  readonly guests: readonly GuestStatus[];
  readonly nodes: readonly NodeStatus[];
  readonly strangers: readonly Stranger[];
  readonly well: boolean;
}

export interface StatusInput {
  readonly estate: Estate;
  readonly cluster: Cluster;
  /** Only these; all when empty. */
  readonly addresses: readonly Address[];
  /** The plan against what was read; without it, or where it is null, nobody knows what differs. */
  readonly plan?: (snapshot: Snapshot) => Promise<Plan | null>;
  /** Milliseconds, for the time of an answer. */
  readonly now?: () => number;
}

/** Checks that are asked at the same time: each is a process or two on its node. */
const PARALLEL = 8;

/** The node of whoever asks is down: the others are asked all the same. */
function unreachable(error: unknown): Verdict {
  if (error instanceof PhoenixError) return { is: 'unhealthy', text: `it cannot be asked: ${error.message}` };
  throw error;
}

interface Found {
  readonly status: Omit<GuestStatus, 'health' | 'well' | 'plan'>;
  /** It shall run. */
  readonly shallRun: boolean;
  readonly checks: readonly (readonly [name: string, check: HealthCheck])[];
  readonly transport?: Transport;
}

/** What its file says, and what IPAM gave it. */
function addressesOf(kind: Kind, { address, spec }: Resource, { estate, snapshot }: Around) {
  const learned = learnedOf(address, { resources: estate.resources, kinds, snapshot });
  const known = Object.entries({ ...kind.outputs(spec), ...learned });
  return Object.fromEntries(
    known.flatMap(([field, value]) =>
      /\.address6?$/.test(field) && value !== null ? [[field, value] as const] : [],
    ),
  );
}

function found(kind: Kind, resource: Resource, around: Around): Found {
  const { estate, snapshot, owned } = around;
  const { address, spec } = resource;
  const id = kind.id(spec);
  const ids = { id, estate: estateId(estate), env: estate.env };
  const seen = kind.observe({ ...ids, snapshot, want: resource, base: resource });
  const mark: Mark | null = seen.is === 'ours' ? seen.mark : null;
  const node = owned.find((one) => one.id === id)?.node ?? kind.node(spec);
  const addresses = addressesOf(kind, resource, around);
  const about = { address, id, node, addresses, ...told(mark, id, node, around) };
  const shallRun = kind.demand(spec) !== null;
  if (seen.is !== 'ours') {
    const why = 'why' in seen ? seen.why : null;
    return { status: { ...about, state: seen.is, why }, shallRun, checks: [] };
  }
  if (mark?.retired !== undefined) return { ...retired(about, mark), shallRun: false };
  const runs = kind.runs?.(seen.live) ?? false;
  const state = runs ? 'running' : 'stopped';
  const late = lateValues(resource, { resources: estate.resources, kinds, snapshot });
  const checks = runs ? Object.entries(filled(kind.health?.(spec) ?? {}, late)) : [];
  const { transport } = kind;
  return {
    status: { ...about, state, why: seen.repair ?? null },
    shallRun,
    checks,
    ...(transport && { transport }),
  };
}

function retired(about: Omit<Found['status'], 'state' | 'why'>, mark: Mark): Found {
  const why = mark.retired === undefined ? 'no file of the estate names it' : `since ${mark.retired}`;
  return { status: { ...about, state: 'retired', why }, shallRun: false, checks: [] };
}

/** Guests of the estate whose file is gone. */
function leftOver(around: Around, known: ReadonlySet<Id>): Found[] {
  return around.owned
    .filter(({ id }) => !known.has(id))
    .map(({ id, mark, node }) =>
      retired({ address: mark.address, id, node, addresses: {}, ...told(mark, id, node, around) }, mark),
    );
}

/** Reads and asks. @throws PhoenixError `NODE_UNREACHABLE` when no node answers */
export async function estateStatus(input: StatusInput): Promise<EstateStatus> {
  const { estate, cluster, addresses, now = () => performance.now() } = input;
  const snapshot = await cluster.snapshot({ reads: readsOf(kinds, estate.resources.values()) });
  // What never runs cannot be well: `phoenix layers` tells of templates, and `phoenix drift` of all else.
  const running = kinds.filter((kind) => kind.runs !== undefined);
  const all = running.flatMap((kind): Found[] => {
    const owned = kind.owned(snapshot, estateId(estate), estate.env);
    const own = [...estate.resources.values()].filter((one) => one.kind === kind.kind);
    const around = { estate, snapshot, owned };
    const there = own.map((resource) => found(kind, resource, around));
    return [...there, ...leftOver(around, new Set(there.map(({ status }) => status.id)))];
  });
  const asked = all.filter(({ status }) => addresses.length === 0 || addresses.includes(status.address));
  const answers = new Map(asked.map((one) => [one, new Map<string, HealthStatus>()]));
  const work = asked.flatMap((one) =>
    one.checks.map(([name, check]) => async () => {
      const began = now();
      const { status, transport } = one;
      const place = { vmid: vmidOf(status.id), node: status.node, ...(transport && { transport }) };
      const verdict = await askHealth(check, place, cluster, null).catch(unreachable);
      answers.get(one)?.set(name, { ...verdict, ms: Math.round(now() - began) });
    }),
  );
  const [planned] = await Promise.all([input.plan?.(snapshot) ?? null, inParallel(work, PARALLEL)]);
  const items = new Map(planned?.items.map((item) => [item.id, item]));
  const guests = asked
    .map((one): GuestStatus => {
      const given = answers.get(one) ?? new Map<string, HealthStatus>();
      // In the order of the file's names, not of the answers.
      const health = one.checks.flatMap(([name]) => {
        const answer = given.get(name);
        return answer ? [[name, answer] as const] : [];
      });
      const plan = planStatus(items.get(one.status.id));
      return { ...one.status, plan, health: Object.fromEntries(health), well: isWell(one, health) };
    })
    .toSorted((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const well = guests.every((one) => one.well);
  const known = new Set(all.map(({ status }) => vmidOf(status.id)));
  return {
    estate: estate.settings.name,
    at: snapshot.at,
    guests,
    nodes: nodesIn(estate, snapshot),
    strangers: strangersIn(snapshot, estateId(estate), estate.env, known),
    well,
  };
}

function isWell({ status, shallRun }: Found, health: readonly (readonly [string, HealthStatus])[]): boolean {
  if (status.state === 'unknown') return false;
  if (status.state === 'stopped' && shallRun) return false;
  return health.every(([, { is }]) => is !== 'unhealthy');
}
