/** How every guest of an estate is, from one reading of the nodes and one try of each health check. Nothing is changed. */
import type { Address, Estate, Resource } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { askHealth } from '../health/ask.ts';
import type { HealthCheck } from '../health/check.ts';
import type { Verdict } from '../health/verdict.ts';
import type { Id, Kind, Mark, Owned, Seen } from '../kinds/kind.ts';
import { kinds } from '../kinds/registry.ts';
import type { Cluster, Snapshot } from '../node/port.ts';
import { inParallel } from './in-parallel.ts';
import { estateId } from './live-plan.ts';

export interface HealthStatus {
  readonly is: Verdict['is'];
  readonly text: string;
  /** Milliseconds that the answer took. */
  readonly ms: number;
}

export interface GuestStatus {
  readonly address: Address;
  readonly id: Id;
  readonly node: string;
  readonly state: 'running' | 'stopped' | 'retired' | Exclude<Seen<unknown>['is'], 'ours'>;
  /** Why it is so, where that is not plain. */
  readonly why: string | null;
  /** Of its marker; null: it has none, or was applied from files that are not committed. */
  readonly commit: string | null;
  /** What is installed in it, as its marker says: id to version. */
  readonly features: Readonly<Record<string, string>>;
  /** Work that an apply left, by the paths of the changes. */
  readonly owed: readonly string[];
  readonly health: Readonly<Record<string, HealthStatus>>;
  /** False: it shall run and does not, nobody can tell, or one of its checks fails. */
  readonly well: boolean;
}

export interface EstateStatus {
  readonly estate: string;
  /** ISO time of the reading. */
  readonly at: string;
  readonly guests: readonly GuestStatus[];
  readonly well: boolean;
}

export interface StatusInput {
  readonly estate: Estate;
  readonly cluster: Cluster;
  /** Only these; all when empty. */
  readonly addresses: readonly Address[];
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

const vmidOf = (id: Id) => Number(id.replace(/^vmid:/, ''));

/** What the marker tells of its guest. */
function told(mark: Mark | null): Pick<GuestStatus, 'commit' | 'features' | 'owed'> {
  const stamps = Object.entries(mark?.features ?? {});
  const features = Object.fromEntries(stamps.map(([id, stamp]) => [id, stamp.split(' ')[0] ?? '']));
  return { commit: mark?.commit ?? null, features, owed: mark?.owed ?? [] };
}

interface Found {
  readonly status: Omit<GuestStatus, 'health' | 'well'>;
  /** It shall run. */
  readonly shallRun: boolean;
  readonly checks: readonly (readonly [name: string, check: HealthCheck])[];
}

function found(
  kind: Kind,
  resource: Resource,
  { estate, snapshot, owned }: { estate: Estate; snapshot: Snapshot; owned: readonly Owned[] },
): Found {
  const { address, spec } = resource;
  const id = kind.id(spec);
  const ids = { id, estate: estateId(estate), env: estate.env };
  const seen = kind.observe({ ...ids, snapshot, want: resource, base: resource });
  const mark: Mark | null = seen.is === 'ours' ? seen.mark : null;
  const node = owned.find((one) => one.id === id)?.node ?? kind.node(spec);
  const about = { address, id, node, ...told(mark) };
  const shallRun = kind.demand(spec) !== null;
  if (seen.is !== 'ours') {
    const why = 'why' in seen ? seen.why : null;
    return { status: { ...about, state: seen.is, why }, shallRun, checks: [] };
  }
  if (mark?.retired !== undefined) return { ...retired(about, mark), shallRun: false };
  const runs = kind.runs?.(seen.live) ?? false;
  const state = runs ? 'running' : 'stopped';
  const checks = runs ? Object.entries(kind.health?.(spec) ?? {}) : [];
  return { status: { ...about, state, why: seen.repair ?? null }, shallRun, checks };
}

function retired(about: Omit<GuestStatus, 'state' | 'why' | 'health' | 'well'>, mark: Mark): Found {
  const why = mark.retired === undefined ? 'no file of the estate names it' : `since ${mark.retired}`;
  return { status: { ...about, state: 'retired', why }, shallRun: false, checks: [] };
}

/** Guests of the estate whose file is gone. */
function leftOver(estate: Estate, owned: readonly Owned[], known: ReadonlySet<Id>): Found[] {
  return owned
    .filter(({ id }) => !known.has(id))
    .map(({ id, mark, node }) => {
      return retired({ address: mark.address, id, node, ...told(mark) }, mark);
    });
}

/** Reads and asks. @throws PhoenixError `NODE_UNREACHABLE` when no node answers */
export async function estateStatus(input: StatusInput): Promise<EstateStatus> {
  const { estate, cluster, addresses, now = () => performance.now() } = input;
  const snapshot = await cluster.snapshot();
  // What is a template runs nothing that could be well: `phoenix layers` tells of it.
  const running = kinds.filter((kind) => kind.place === undefined);
  const all = running.flatMap((kind): Found[] => {
    const owned = kind.owned(snapshot, estateId(estate), estate.env);
    const own = [...estate.resources.values()].filter((one) => one.kind === kind.kind);
    const there = own.map((resource) => found(kind, resource, { estate, snapshot, owned }));
    return [...there, ...leftOver(estate, owned, new Set(there.map(({ status }) => status.id)))];
  });
  const asked = all.filter(({ status }) => addresses.length === 0 || addresses.includes(status.address));
  const answers = new Map(asked.map((one) => [one, new Map<string, HealthStatus>()]));
  const work = asked.flatMap((one) =>
    one.checks.map(([name, check]) => async () => {
      const began = now();
      const place = { vmid: vmidOf(one.status.id), node: one.status.node };
      const verdict = await askHealth(check, place, cluster, null).catch(unreachable);
      answers.get(one)?.set(name, { ...verdict, ms: Math.round(now() - began) });
    }),
  );
  await inParallel(work, PARALLEL);
  const guests = asked
    .map((one): GuestStatus => {
      const given = answers.get(one) ?? new Map<string, HealthStatus>();
      // In the order of the file's names, not of the answers.
      const health = one.checks.flatMap(([name]) => {
        const answer = given.get(name);
        return answer ? [[name, answer] as const] : [];
      });
      return { ...one.status, health: Object.fromEntries(health), well: isWell(one, health) };
    })
    .toSorted((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const well = guests.every((one) => one.well);
  return { estate: estate.settings.name, at: snapshot.at, guests, well };
}

function isWell({ status, shallRun }: Found, health: readonly (readonly [string, HealthStatus])[]): boolean {
  if (status.state === 'unknown') return false;
  if (status.state === 'stopped' && shallRun) return false;
  return health.every(([, { is }]) => is !== 'unhealthy');
}
