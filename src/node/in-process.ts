/**
 * The simulator as a cluster without any process: its library is called directly, over a host in memory that a test
 * forks as it likes. For property and fault tests and for benches; `sim:DIR` is the one that a user sees.
 */
import { PhoenixError } from '../errors.ts';
import { readFacts, nodeNames } from '../simulator/facts.ts';
import { type Host, LockTimeout } from '../simulator/host.ts';
import type { GuestRuntime } from '../simulator/session.ts';
import { assertReached, turnedAway } from '../simulator/firewall/node.ts';
import { silentGuests } from '../simulator/silent-guests.ts';
import { simulate } from '../simulator/simulate.ts';
import { clusterOf } from './cluster.ts';
import { lineSplitter } from './lines.ts';
import type { Machine } from './machine.ts';
import { readMatching } from './match.ts';
import type { Cluster, RunResult } from './port.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { withFacts } from './simulated-facts.ts';
import { withPower } from './simulated-power.ts';

export interface InProcessOptions {
  /** Guests in which nothing runs, unless given. */
  readonly runtime?: GuestRuntime;
  /** Waits as long as the real command would take; at once when absent. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Sees every command after it ran. */
  readonly onRun?: (node: string, argv: readonly string[], result: RunResult) => void;
  /** Stands between Phoenix and each node, such as what is wrong with a connection. */
  readonly around?: (machine: Machine) => Machine;
  /** Who takes the estate's lock; this process unless given. */
  readonly identity?: ProcessIdentity;
}

function remove(host: Host, path: string): boolean {
  return host.list(path).length === 0 && host.remove(path);
}

function machineOver(host: Host, node: string, options: InProcessOptions): Machine {
  let spawned = 0;
  return {
    name: node,
    run: async (argv, { stdin: given, timeout, onLine, onBytes } = {}) => {
      // Bytes of any kind, each as the character of its number.
      const stdin = given instanceof Uint8Array ? Buffer.from(given).toString('latin1') : given;
      spawned += 1;
      const { runtime = silentGuests(host), sleep } = options;
      const answer = simulate({ host, node, argv, runtime, ...(stdin === undefined ? {} : { stdin }) });
      const late = timeout !== undefined && answer.ms > timeout;
      if (sleep && answer.ms > 0) await sleep(late ? timeout : answer.ms);
      onBytes?.(Buffer.from(answer.stdout));
      if (onLine) {
        const lines = lineSplitter(onLine);
        lines.add(answer.stdout);
        lines.add(answer.stderr);
        lines.end();
      }
      const result: RunResult = late ? { ...answer, exit: -15, timedOut: true } : answer;
      options.onRun?.(node, argv, result);
      return result;
    },
    read: async (patterns) => readMatching(host, patterns),
    append: async (path, text) => host.append(path, text),
    // A host in memory has files only: a folder is there when something is in it.
    makeFolder: async (path) => host.list(path).length === 0,
    write: async (path, text) => host.write(path, text),
    remove: async (path) => remove(host, path),
    replaceLocked: async ({ path, lock, before, after }) => {
      try {
        host.withLock(lock, 10, () => {
          if (host.read(path) !== before) {
            throw new PhoenixError('STALE', `${path} was changed by someone else`);
          }
          if (after === null) host.remove(path);
          else host.write(path, after);
        });
      } catch (error) {
        if (!(error instanceof LockTimeout)) throw error;
        throw new PhoenixError('STEP_FAILED', error.message);
      }
    },
    spawns: () => spawned,
    close: async () => {},
  };
}

/** The cluster that stands on a simulated host; every call works on that host's state. */
export function inProcessCluster(host: Host, options: InProcessOptions = {}): Cluster {
  const { around = (machine) => machine, identity } = options;
  const nodes = nodeNames(host).map((name) => ({
    name,
    open: async () => {
      assertReached(host, name);
      const machine = withFacts(machineOver(host, name, options), () => readFacts(host, name));
      return around(withPower(machine, host));
    },
    reach: async () => turnedAway(host, name) ?? true,
  }));
  return clusterOf(nodes, { now: () => host.now(), ...(identity && { identity }) });
}
