/**
 * Asks the guests of an estate whether what is installed in them is still as it was installed: one process for each that
 * runs, check scripts only. Nothing is changed, neither in a guest nor in its marker.
 */
import { uncheckedNotes } from '../kinds/lxc/software-checks.ts';
import { enterGuest } from '../apply/enter-guest.ts';
import type { Address, Estate, Resource } from '../config/model.ts';
import { durationText } from '../config/units.ts';
import { PhoenixError } from '../errors.ts';
import { checkOf, type GuestCheck, type GuestChecks, uncheckedGuest } from '../features/guest-check.ts';
import { pointer } from '../json.ts';
import type { Kind } from '../kinds/kind.ts';
import { stampOf } from '../kinds/lxc/software.ts';
import type { LxcSpec } from '../kinds/lxc/spec.ts';
import { kinds } from '../kinds/registry.ts';
import type { NodeName } from '../kinds/step.ts';
import type { Cluster, Snapshot } from '../node/port.ts';
import { plain } from '../plan/render/escape.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import { composeCheck } from './guest-bundles.ts';
import { inParallel } from './in-parallel.ts';
import { estateId } from './live-plan.ts';

export interface CheckOptions {
  readonly head: Estate;
  readonly cluster: Cluster;
  /** Only these; all when empty or absent. */
  readonly only?: readonly Address[];
  /** Null: nobody may read secrets. */
  readonly secret: ReadSecret | null;
  readonly say: (line: string) => void;
  /** Aborted: no further guest is asked. */
  readonly signal?: AbortSignal;
}

/** Guests at the same time: each is a `pct exec` on its node. */
const PARALLEL = 4;

/** A guest with software that its marker calls installed as the files want it: all else is for an apply. */
interface Guest {
  readonly want: Resource<LxcSpec>;
  readonly node: NodeName;
  readonly running: boolean;
  readonly ids: readonly string[];
}

function guestsOf(kind: Kind, { head, only = [] }: CheckOptions, snapshot: Snapshot): Guest[] {
  const ours = { estate: estateId(head), env: head.env };
  const owned = kind.owned(snapshot, ours.estate, ours.env, head.settings);
  const nodes = new Map(owned.map(({ id, node }) => [id, node]));
  return [...head.resources.values()].flatMap((want): Guest[] => {
    if (want.kind !== kind.kind || (only.length > 0 && !only.includes(want.address))) return [];
    const { software = [], template, node } = want.spec as LxcSpec;
    if (software.length === 0 || template) return [];
    const id = kind.id(want.spec);
    const seen = kind.observe({ snapshot, id, ...ours, want, base: want });
    if (seen.is !== 'ours' || seen.mark?.retired !== undefined) return [];
    const { features = {}, owed = [] } = seen.mark ?? {};
    const ids = software
      .filter((one) => features[one.id] === stampOf(one) && !owed.includes(pointer('features', one.id)))
      .map((one) => one.id);
    if (ids.length === 0) return [];
    const running = kind.runs?.(seen.live) ?? false;
    return [{ want: want as Resource<LxcSpec>, node: nodes.get(id) ?? node, running, ids }];
  });
}

async function askGuest({ want, node, ids }: Guest, options: CheckOptions): Promise<GuestCheck> {
  const { head, cluster, secret } = options;
  try {
    const { bundle, ids: asked, left, timeout } = await composeCheck(head, want, ids, secret);
    if (asked.length === 0) return checkOf({ run: { is: 'ended' }, features: [] }, left);
    const { outcome } = await enterGuest({
      node: cluster.node(node),
      vmid: want.spec.vmid,
      bundle,
      asked: asked.map((id) => ({ do: 'check', id })),
      timeout,
    });
    return checkOf(outcome, left);
  } catch (error) {
    if (error instanceof PhoenixError) return uncheckedGuest(error.message, true);
    throw error;
  }
}

function wordOf(check: GuestCheck): string {
  const found = [...check.drifted].map(([id, why]) => `${id} has drifted: ${why}`);
  const all = [...found, ...uncheckedNotes(check)];
  return all.length === 0 ? 'as it shall be' : plain(all.join('; '));
}

/** What every guest says, those that do not run included. Failures of guests are in the result. */
export async function checkGuests(options: CheckOptions, snapshot: Snapshot): Promise<GuestChecks> {
  const { say, signal } = options;
  // A template runs nothing.
  const guests = kinds
    .filter((kind) => kind.place === undefined)
    .flatMap((kind) => guestsOf(kind, options, snapshot));
  const running = guests.filter((one) => one.running);
  const found = new Map<number, GuestCheck>(
    guests
      .filter((one) => !one.running)
      .map(({ want }) => [want.spec.vmid, uncheckedGuest('it does not run')]),
  );
  let ended = 0;
  const work = running.map((guest) => async () => {
    const began = performance.now();
    const check = signal?.aborted ? uncheckedGuest('stopped before', true) : await askGuest(guest, options);
    found.set(guest.want.spec.vmid, check);
    ended += 1;
    const count = `${String(ended).padStart(String(running.length).length)}/${running.length}`;
    const took = durationText(performance.now() - began);
    say(`[${count}] ${plain(guest.want.address)}: checked in ${took}: ${wordOf(check)}`);
  });
  await inParallel(work, PARALLEL);
  return found;
}
