/**
 * What Phoenix brings into guests: the features of the estate. For an apply with the secrets that they use, read only
 * now; for a check of what is installed with as few of them as can be, for a comparison with their hashes alone.
 */
import { randomBytes } from 'node:crypto';
import type { GuestBundle } from '../apply/enter-guest.ts';
import type { ComposeGuest } from '../apply/run-guest.ts';
import type { Estate, Resource } from '../config/model.ts';
import { type BundledFeature, frame, type Task } from '../features/bundle.ts';
import { compose } from '../features/compose.ts';
import { checkReadsSecrets } from '../features/guest-check.ts';
import type { GuestFeature } from '../features/guest-features.ts';
import { PhoenixError } from '../errors.ts';
import type { GuestSpec } from '../kinds/guest/spec.ts';
import type { Software } from '../kinds/guest/software.ts';
import { floats } from '../secrets/floating.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import { traceContext } from '../telemetry/current.ts';
import { estateId } from './live-plan.ts';

function featureOf(
  { features }: Estate,
  { id, version, hash, values, secrets, dependsOn }: Software,
): GuestFeature {
  const feature = features?.features.get(id);
  if (!feature) throw new PhoenixError('REFUSED', `the feature "${id}" is not there any more`);
  return { feature, version, hash, options: { values, secrets }, dependsOn, broughtBy: [] };
}

/** @param values of the references that are known: of the other features nothing is used but their variables */
function bundled(
  head: Estate,
  { software = [], node }: Pick<GuestSpec, 'software' | 'node'>,
  values: ReadonlyMap<string, string>,
): BundledFeature[] {
  return compose({
    features: software.map((one) => featureOf(head, one)),
    host: head.settings.nodes[node]?.facts ?? {},
    secret: (reference) => values.get(reference) ?? '',
  });
}

function framed(
  head: Estate,
  who: string,
  tasks: readonly Task[],
  values: ReadonlyMap<string, string>,
): GuestBundle {
  const nonce = randomBytes(16).toString('hex');
  const secretKey = `${estateId(head)} ${who}`;
  const trace = traceContext();
  const stdin = frame({ tasks, nonce, secretKey, ...(trace && { trace }) });
  return { stdin, nonce, secrets: [...values.values()] };
}

export function composeGuests(head: Estate, secret: ReadSecret): ComposeGuest {
  return async (want, { install, remove, vmid, transport, before }) => {
    const { spec } = (want ?? { spec: { node: '' } }) as Resource<Pick<GuestSpec, 'software' | 'node'>>;
    // Of what was there before, some may be gone from the files.
    const software = (spec.software ?? []).filter(({ id }) => !before || install.includes(id));
    const used = software.filter(({ id }) => install.includes(id));
    const references = [...new Set(used.flatMap(({ secrets }) => Object.values(secrets)))];
    const values = new Map<string, string>();
    for (const reference of references) values.set(reference, await secret(reference));
    const tasks: Task[] = [
      ...remove.map((id): Task => ({ do: 'remove', id })),
      ...bundled(head, { ...spec, software }, values).flatMap((feature): Task[] =>
        install.includes(feature.id) ? [{ do: 'install', feature }] : [],
      ),
    ];
    return framed(head, transport === 'host' ? `node:${spec.node}` : `vmid:${vmid}`, tasks, values);
  };
}

export interface CheckBundle {
  readonly bundle: GuestBundle;
  /** Ids, in order; empty: nobody need enter the guest. */
  readonly ids: readonly string[];
  /** What is not asked, by id, and why. */
  readonly left: ReadonlyMap<string, string>;
  /** Features with secrets that float, and why those could not be read though they may be, by id. */
  readonly unread: ReadonlyMap<string, string>;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Seconds that a check may take where its manifest lets scripts run longer: it looks, and does nothing. */
const MOST_SECONDS = 120;
/** Milliseconds for all around the scripts. */
const AROUND = 60_000;
const WITHHELD = 'its check reads secrets, and nobody but "phoenix apply --check" brings them';

/** Whether one of its secrets can get another value without a commit. */
export const hasFloating = ({ secrets }: Software): boolean => Object.values(secrets).some(floats);

/** The values of a feature's secrets; why there are none, where there are none. */
async function secretsOf({ secrets }: Software, secret: ReadSecret | null) {
  const values = new Map<string, string>();
  if (!secret) return { values, why: WITHHELD };
  try {
    for (const reference of Object.values(secrets)) values.set(reference, await secret(reference));
    return { values, why: null };
  } catch (error) {
    if (error instanceof PhoenixError) return { values: new Map<string, string>(), why: error.message };
    throw error;
  }
}

/**
 * For a run that only compares hashes of secrets.
 * @param ids of what is to be compared
 */
export async function composeCompare(
  head: Estate,
  { spec }: Resource<GuestSpec>,
  ids: readonly string[],
  secret: ReadSecret,
): Promise<CheckBundle> {
  const left = new Map<string, string>();
  const all = new Map<string, string>();
  for (const one of (spec.software ?? []).filter(({ id }) => ids.includes(id))) {
    const { values, why } = await secretsOf(one, secret);
    for (const [reference, value] of values) all.set(reference, value);
    if (why !== null) left.set(one.id, why);
  }
  const features = bundled(head, spec, all).filter(({ id }) => ids.includes(id) && !left.has(id));
  const tasks = features.map((feature): Task => ({ do: 'check', feature, bare: true }));
  return {
    bundle: framed(head, `vmid:${spec.vmid}`, tasks, all),
    ids: features.map(({ id }) => id),
    left,
    unread: left,
    timeout: AROUND,
  };
}

/**
 * For a run that installs nothing.
 * @param ids of what is to be checked
 * @param secret null: nobody may read any
 */
export async function composeCheck(
  head: Estate,
  { spec }: Resource<GuestSpec>,
  ids: readonly string[],
  secret: ReadSecret | null,
): Promise<CheckBundle> {
  const left = new Map<string, string>();
  const unread = new Map<string, string>();
  const blind = new Set<string>();
  const all = new Map<string, string>();
  const asked = (spec.software ?? []).filter(({ id }) => ids.includes(id));
  for (const one of asked.filter(({ secrets }) => Object.keys(secrets).length > 0)) {
    const { values, why } = await secretsOf(one, secret);
    for (const [reference, value] of values) all.set(reference, value);
    if (why === null) continue;
    if (secret && hasFloating(one)) unread.set(one.id, why);
    if (checkReadsSecrets(featureOf(head, one))) left.set(one.id, why);
    else blind.add(one.id);
  }
  const features = bundled(head, spec, all)
    .filter(({ id }) => ids.includes(id) && !left.has(id))
    .map((one) => ({ ...one, timeout: Math.min(one.timeout, MOST_SECONDS) }));
  const tasks = features.map((feature): Task => ({
    do: 'check',
    feature,
    ...(blind.has(feature.id) ? { blind: true } : {}),
  }));
  return {
    bundle: framed(head, `vmid:${spec.vmid}`, tasks, all),
    ids: features.map(({ id }) => id),
    left,
    unread,
    timeout: features.reduce((sum, { timeout }) => sum + timeout * 1000, AROUND),
  };
}
