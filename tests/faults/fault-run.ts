/** One whole apply of a world, from the estate's lock to its release, with at most one thing that goes wrong in it. */
import type { ApplyReport } from '../../src/apply/report.ts';
import { estateId } from '../../src/commands/live-plan.ts';
import { PhoenixError } from '../../src/errors.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { ownIdentity } from '../../src/node/process-identity.ts';
import { failingPath } from '../../src/simulator/failing.ts';
import type { Host } from '../../src/simulator/host.ts';
import { filesOfBundle } from '../../src/simulator/stand-ins.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { livePlanOf, runPlanned } from '../support/in-process-apply.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import type { Fault } from './fault.ts';
import { counts } from './fault-state.ts';
import type { FaultWorld } from './fault-world.ts';
import { faulty, type Watch } from './faulty-machine.ts';
import type { Operation } from './operation.ts';

/** Every apply is a process that has ended when the next one begins: nobody waits for its lock. */
const ENDED = { ...ownIdentity(), start: 1 };

export interface Ran {
  /** Null: it ended before it had one. */
  readonly report: ApplyReport | null;
  /** Why it ended so. */
  readonly error: PhoenixError | null;
  readonly asked: readonly Operation[];
  readonly struck: Operation | null;
  /** Of the operation of that number, the files that it changed. */
  readonly changed: readonly (readonly string[])[];
}

/** The host with an ear for every change. */
function heard(host: MemoryHost, hear: (path: string) => void): Host {
  const write = (path: string, text: string) => {
    if (counts(path) && host.read(path) !== text) hear(path);
    host.write(path, text);
  };
  return {
    ...host,
    write,
    append: (path, text) => write(path, (host.read(path) ?? '') + text),
    remove: (path) => {
      const was = host.remove(path);
      if (was && counts(path)) hear(path);
      return was;
    },
  };
}

/** The last feature of a bundle fails in its script, until what is given back is called. */
function spoil(host: MemoryHost, where: string, bundle: Uint8Array): () => void {
  const plan = filesOfBundle(Buffer.from(bundle))?.find(({ path }) => path === 'plan');
  const feature = /^install (\S+)$/.exec(
    Buffer.from(plan?.bytes ?? [])
      .toString()
      .trim()
      .split('\n')
      .at(-1) ?? '',
  )?.[1];
  if (feature === undefined) throw new Error('nothing is installed by this bundle');
  const path = failingPath(where, `feature ${feature}`);
  host.write(path, '');
  return () => void host.remove(path);
}

/** @throws what is no PhoenixError: a bug of Phoenix, whatever the fault was */
export async function runOnce(
  { estate, history, runtime, secret }: FaultWorld,
  host: MemoryHost,
  run: string,
  fault: Fault | null = null,
  before?: Watch['before'],
): Promise<Ran> {
  const clock = virtualClock(host.now());
  const changed: string[][] = [];
  let paths: string[] = [];
  const { around, asked, struck } = faulty(fault, clock, {
    before: (operation, at) => {
      before?.(operation, at);
      paths = [];
    },
    after: (_, at) => (changed[at] = paths),
    spoil: (name, argv, bundle) => spoil(host, argv[0] === 'pct' ? (argv[2] ?? '') : name, bundle),
  });
  const node = heard(host, (path) => paths.push(path));
  const cluster = inProcessCluster(node, {
    around,
    identity: ENDED,
    ...(runtime && { runtime: runtime(node) }),
  });
  const options = { clock, run, ...(secret && { secret }) };
  let report: ApplyReport | null = null;
  let error: PhoenixError | null = null;
  try {
    const lock = await cluster.lock(estateId(estate), run);
    try {
      const live = await livePlanOf(estate, cluster, history ? { history } : {});
      report = await runPlanned(cluster, estate, live, { ...options, lock });
    } finally {
      await lock.release();
    }
  } catch (thrown) {
    if (!(thrown instanceof PhoenixError)) throw thrown;
    error = thrown;
  }
  // The node's time has gone on as well.
  host.wait(Math.max(0, clock.now() - host.now()));
  return { report, error, asked, struck: struck(), changed: asked.map((_, at) => changed[at] ?? []) };
}

/** What did not come to be, in words; empty: all of it did. */
export function unwell({ report, error }: Ran): string {
  if (error) return error.message;
  const failed = report?.resources.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged');
  return (failed ?? [])
    .map(({ address, outcome, text }) => `${address} ${outcome}: ${text}`)
    .join('; ')
    .slice(0, 1500);
}
