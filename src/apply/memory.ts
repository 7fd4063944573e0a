/**
 * What this apply knows of each scope: fresh readings on demand, and the digest as it last saw or wrote it. Conditions
 * are decided by the kind, always from a fresh reading.
 */
import type { Kind } from '../kinds/kind.ts';
import type { Cond, NodeName, Scope, Step } from '../kinds/step.ts';
import type { Cluster, GuestFile, GuestState, Snapshot } from '../node/port.ts';
import { sameButLock } from './contention.ts';

/** Readings of several scopes at one moment. */
export type Readings = ReadonlyMap<Scope, GuestState>;

export interface Memory {
  /** Reads scopes now, each once. */
  read(scopes: Iterable<Scope>, node: NodeName): Promise<Readings>;
  /** What does not hold, in words; empty when everything does. */
  broken(conds: readonly Cond[], readings: Readings, kind: Kind): readonly string[];
  digest(scope: Scope): string | null;
  /** The state after a step of ours: its digest is the one that the next steps expect. */
  learn(readings: Readings): void;
}

/** `guest:950` is 950; null for a scope that is no guest. */
function vmidOf(scope: Scope): number | null {
  const vmid = /^guest:([1-9]\d*)$/.exec(scope)?.[1];
  return vmid === undefined ? null : Number(vmid);
}

/** Every scope that a step's conditions speak of, the one that it changes first. */
export function scopesOf(step: Step): Scope[] {
  const waited = step.do.verb === 'wait' ? [step.do.cond.scope] : [];
  const raw = step.do.verb === 'raw' || step.do.verb === 'health' ? [`guest:${step.do.vmid}`] : [];
  const conds = [...step.verify, ...step.guard].map((cond) => cond.scope);
  return [...new Set([...raw, ...conds, ...waited])];
}

/** The guest that a step is about, for journals; null when it names none. */
export function subjectOf(step: Step): number | null {
  const scopes = [...scopesOf(step), ...step.locks.map((lock) => lock.name)];
  return scopes.map(vmidOf).find((vmid) => vmid !== null) ?? null;
}

async function readGuest(cluster: Cluster, vmid: number, node: NodeName): Promise<GuestState> {
  const state = await cluster.node(node).guest(vmid);
  const home = state.file?.node;
  // Whether a guest runs is known on its own node only: after a migration that is another one.
  return home === undefined || home === node ? state : cluster.node(home).guest(vmid);
}

export function memory(cluster: Cluster, snapshot: Snapshot): Memory {
  const files = new Map<Scope, GuestFile | null>();
  for (const [vmid, file] of snapshot.guests) files.set(`guest:${vmid}`, file);
  const digest = (scope: Scope) => files.get(scope)?.digest ?? null;
  return {
    read: async (scopes, node) => {
      const read = [...new Set(scopes)].map(async (scope): Promise<[Scope, GuestState]> => {
        const vmid = vmidOf(scope);
        if (vmid === null) throw new Error(`there is no way to read the scope ${scope}`);
        const state = await readGuest(cluster, vmid, node);
        const known = files.get(scope);
        // A lock that came or went is no change of the configuration, though the digest counts it.
        if (known && state.file && sameButLock(known.text, state.file.text)) files.set(scope, state.file);
        return [scope, state];
      });
      return new Map(await Promise.all(read));
    },
    broken: (conds, readings, kind) =>
      conds.flatMap(({ scope, check }) => {
        const state = readings.get(scope);
        if (!state) return [`${scope} was not read`];
        const verdict = kind.holds(check, state, digest(scope));
        return verdict === true ? [] : [`${state.vmid}: ${verdict}`];
      }),
    digest,
    learn: (readings) => {
      for (const [scope, state] of readings) files.set(scope, state.file);
    },
  };
}
