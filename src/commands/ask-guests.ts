/**
 * One question to the running guests of an estate, whose answers change nothing: one process for each, several guests at a
 * time. What is asked stands in check-guests.ts.
 */
import { enterGuest } from '../apply/enter-guest.ts';
import { filled, lateValues } from '../config/late.ts';
import type { Address, Estate, Resource } from '../config/model.ts';
import { durationText } from '../config/units.ts';
import { PhoenixError } from '../errors.ts';
import { checkOf, type GuestCheck, uncheckedGuest } from '../features/guest-check.ts';
import type { Outcome } from '../features/outcome.ts';
import { pointer } from '../json.ts';
import type { Kind } from '../kinds/kind.ts';
import { changedSecrets, uncheckedNotes } from '../kinds/guest/software-checks.ts';
import { stampOf } from '../kinds/guest/software.ts';
import type { GuestSpec } from '../kinds/guest/spec.ts';
import { kinds } from '../kinds/registry.ts';
import type { NodeName } from '../kinds/step.ts';
import type { Transport } from '../node/guest-exec.ts';
import type { Cluster, Snapshot } from '../node/port.ts';
import { plain } from '../plan/render/escape.ts';
import type { CheckBundle } from './guest-bundles.ts';
import { inParallel } from './in-parallel.ts';
import { estateId } from './live-plan.ts';
import { inSpan } from '../telemetry/current.ts';
import { featureSpans } from '../telemetry/feature-spans.ts';

export interface AskOptions {
  readonly head: Estate;
  readonly cluster: Cluster;
  /** Only these; all when empty or absent. */
  readonly only?: readonly Address[];
  readonly say: (line: string) => void;
  /** Aborted: no further guest is asked. */
  readonly signal?: AbortSignal;
}

/** Guests at the same time: each is a `pct exec` on its node, or several requests to a guest agent. */
const PARALLEL = 4;

/** A guest with software that its marker calls installed as the files want it: all else is for an apply. */
export interface Guest {
  readonly want: Resource<GuestSpec>;
  readonly node: NodeName;
  readonly transport?: Transport;
  readonly running: boolean;
  readonly ids: readonly string[];
}

function guestsOf(kind: Kind, { head, only = [] }: AskOptions, snapshot: Snapshot): Guest[] {
  const ours = { estate: estateId(head), env: head.env };
  const owned = kind.owned(snapshot, ours.estate, ours.env, head.settings);
  const nodes = new Map(owned.map(({ id, node }) => [id, node]));
  return [...head.resources.values()].flatMap((want): Guest[] => {
    if (want.kind !== kind.kind || (only.length > 0 && !only.includes(want.address))) return [];
    const { software = [], template, node } = want.spec as GuestSpec;
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
    // What is not known yet stays as it is written, and its check says that it has drifted.
    const values = lateValues(want, { resources: head.resources, kinds, snapshot });
    const told = { ...want, spec: filled(want.spec, values) } as Resource<GuestSpec>;
    const { transport } = kind;
    return [{ want: told, node: nodes.get(id) ?? node, running, ids, ...(transport && { transport }) }];
  });
}

/** Of all that may run: a template runs nothing. */
export const askableGuests = (options: AskOptions, snapshot: Snapshot): Guest[] =>
  kinds.filter((kind) => kind.place === undefined).flatMap((kind) => guestsOf(kind, options, snapshot));

/** What is not asked of a guest: see `CheckBundle`. */
type Unasked = Pick<CheckBundle, 'left' | 'unread'>;

export interface Question {
  /** What is brought in for it. */
  readonly compose: (guest: Guest) => Promise<CheckBundle>;
  readonly understand: (check: GuestCheck, unasked: Unasked) => GuestCheck;
  /** What was done when it is answered: `checked`. */
  readonly done: string;
}

const NOTHING: Unasked = { left: new Map(), unread: new Map() };

async function askGuest(
  guest: Guest,
  { cluster, signal }: AskOptions,
  { compose, understand }: Question,
): Promise<GuestCheck> {
  if (signal?.aborted) return understand(uncheckedGuest('stopped before', true), NOTHING);
  const { want, node, transport } = guest;
  try {
    const { vmid } = want.spec;
    return await inSpan('resource', want.address, { address: want.address, node, vmid }, async (span) => {
      const composed = await compose(guest);
      const { bundle, ids, left, timeout } = composed;
      const answer = (outcome: Outcome) => understand(checkOf(outcome, left), composed);
      if (ids.length === 0) return answer({ run: { is: 'ended' }, features: [] });
      const spans = featureSpans(span);
      const { outcome } = await enterGuest({
        node: cluster.node(node),
        vmid,
        ...(transport && { transport }),
        bundle,
        asked: ids.map((id) => ({ do: 'check', id })),
        timeout,
        onEvent: (event) => spans.take(event),
      }).finally(() => spans.done());
      return answer(outcome);
    });
  } catch (error) {
    if (error instanceof PhoenixError) return understand(uncheckedGuest(error.message, true), NOTHING);
    throw error;
  }
}

function wordOf(check: GuestCheck, { software = [] }: GuestSpec): string {
  const found = [...check.drifted].map(([id, why]) => `${id} has drifted: ${why}`);
  const changed = software.flatMap((one) => {
    const what = changedSecrets(one, check);
    return what === null ? [] : [`${one.id}: ${what}`];
  });
  const all = [...found, ...changed, ...uncheckedNotes(check)];
  return all.length === 0 ? 'as it shall be' : plain(all.join('; '));
}

/** What those that run say, by VMID. Failures of guests are in the result. */
export async function askGuests(
  guests: readonly Guest[],
  options: AskOptions,
  question: Question,
): Promise<Map<number, GuestCheck>> {
  const running = guests.filter((one) => one.running);
  const found = new Map<number, GuestCheck>();
  let ended = 0;
  const work = running.map((guest) => async () => {
    const began = performance.now();
    const { address, spec } = guest.want;
    const check = await askGuest(guest, options, question);
    found.set(spec.vmid, check);
    ended += 1;
    const count = `${String(ended).padStart(String(running.length).length)}/${running.length}`;
    const took = durationText(performance.now() - began);
    options.say(`[${count}] ${plain(address)}: ${question.done} in ${took}: ${wordOf(check, spec)}`);
  });
  await inParallel(work, PARALLEL);
  return found;
}
