/**
 * What this apply knows of each scope: fresh readings on demand, and the digest as it last saw or wrote it. Conditions
 * are decided by the kind, always from a fresh reading.
 */
import { PhoenixError } from '../errors.ts';
import { sha1 } from '../hash.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Cond, NodeName, Scope, Step } from '../kinds/step.ts';
import type { Cluster, GuestFile, GuestState, ScopeState, Snapshot } from '../node/port.ts';
import { sameButLock } from './contention.ts';

/** Readings of several scopes at one moment. */
export type Readings = ReadonlyMap<Scope, ScopeState>;

/** The guest that was read; null: the scope is none. */
export function guestIn(state: ScopeState | undefined): GuestState | null {
  return state && 'vmid' in state ? state : null;
}

/** What changes whenever the scope is written. */
export function digestIn(state: ScopeState | undefined): string | null {
  if (!state) return null;
  return 'vmid' in state ? (state.file?.digest ?? null) : state.digest;
}

export interface Memory {
  /** Reads scopes now, each once; the kind says how one that is neither a guest nor a file is read. */
  read(scopes: Iterable<Scope>, node: NodeName, kind: Pick<Kind, 'look'>): Promise<Readings>;
  /** What does not hold, in words; empty when everything does. */
  broken(conds: readonly Cond[], readings: Readings, kind: Kind): readonly string[];
  digest(scope: Scope): string | null;
  /** The state after a step of ours: its digest is the one that the next steps expect. */
  learn(readings: Readings): void;
  /** What a step printed to stdout. */
  hear(step: string, stdout: string): void;
  /**
   * The last line that a step printed.
   * @throws PhoenixError `STALE` when it printed none, or was not run
   */
  said(step: string): string;
}

/** `guest:950` is 950; null for a scope that is no guest. */
function vmidOf(scope: Scope): number | null {
  const vmid = /^guest:([1-9]\d*)$/.exec(scope)?.[1];
  return vmid === undefined ? null : Number(vmid);
}

const FILE = 'file:';

/** The scope of one file, which needs no kind to be read. */
function fileScope(path: string): Scope {
  return `${FILE}${path}`;
}

/** Every scope that a step's conditions speak of, the one that it changes first. */
export function scopesOf(step: Step): Scope[] {
  const waited = step.do.verb === 'wait' ? [step.do.cond.scope] : [];
  const raw = step.do.verb === 'raw' || step.do.verb === 'health' ? [`guest:${step.do.vmid}`] : [];
  const written = step.do.verb === 'write' ? [fileScope(step.do.path)] : [];
  const conds = [...step.verify, ...step.guard, ...(step.onlyIf ? [step.onlyIf] : [])].map(
    (cond) => cond.scope,
  );
  return [...new Set([...raw, ...written, ...conds, ...waited])];
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
  /** Digests of scopes that are no guests, as this apply last saw or wrote them. */
  const digests = new Map<Scope, string | null>();
  const heard = new Map<string, string>();
  /** Of a file that the plan was made from, nobody need count one before it is asked for. */
  const planned = (scope: Scope) => snapshot.files?.get(scope.slice(FILE.length));
  const known = (scope: Scope): string | null | undefined => {
    const text = digests.has(scope) || !scope.startsWith(FILE) ? undefined : planned(scope);
    return text === undefined ? digests.get(scope) : sha1(text);
  };
  const digest = (scope: Scope) => files.get(scope)?.digest ?? known(scope) ?? null;
  const look = async (scope: Scope, node: NodeName, kind: Pick<Kind, 'look'>): Promise<ScopeState> => {
    const how = scope.startsWith(FILE) ? { files: [scope.slice(FILE.length)] } : kind.look?.(scope);
    if (!how) throw new Error(`there is no way to read the scope ${scope}`);
    const found = await cluster.node(how.node ?? node).look(how);
    if (known(scope) === undefined) digests.set(scope, found.digest);
    return found;
  };
  const readOne = async (scope: Scope, node: NodeName, kind: Pick<Kind, 'look'>): Promise<ScopeState> => {
    const vmid = vmidOf(scope);
    if (vmid === null) return look(scope, node, kind);
    const state = await readGuest(cluster, vmid, node);
    const before = files.get(scope);
    // A lock that came or went is no change of the configuration, though the digest counts it.
    if (before && state.file && sameButLock(before.text, state.file.text)) files.set(scope, state.file);
    return state;
  };
  return {
    read: async (scopes, node, kind) => {
      const read = [...new Set(scopes)].map(async (scope): Promise<[Scope, ScopeState]> => [
        scope,
        await readOne(scope, node, kind),
      ]);
      return new Map(await Promise.all(read));
    },
    broken: (conds, readings, kind) =>
      conds.flatMap(({ scope, check }) => {
        const state = readings.get(scope);
        if (!state) return [`${scope} was not read`];
        const verdict = kind.holds(check, state, digest(scope));
        return verdict === true ? [] : [`${'vmid' in state ? state.vmid : scope}: ${verdict}`];
      }),
    digest,
    learn: (readings) => {
      for (const [scope, state] of readings) {
        if ('vmid' in state) files.set(scope, state.file);
        else digests.set(scope, state.digest);
      }
    },
    hear: (step, stdout) => heard.set(step, stdout),
    said: (step) => {
      const line = heard.get(step)?.trim().split('\n').at(-1) ?? '';
      if (line === '') throw new PhoenixError('STALE', `${step} has not said what this step needs`);
      return line.replace(/^"(.*)"$/, '$1');
    },
  };
}
