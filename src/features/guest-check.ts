/** What the check scripts of a guest's features say, and which of them cannot be asked without secrets. Pure. */
import { shortened } from '../config/quote.ts';
import { variableOf } from './environment.ts';
import type { GuestFeature } from './guest-features.ts';
import type { Outcome, Verdict } from './outcome.ts';

export interface GuestCheck {
  /** Why a feature is not as it was installed, by id; escaped and bounded. */
  readonly drifted: ReadonlyMap<string, string>;
  /** Variables of secrets with other values than a feature was installed with, by its id; nothing else of it differs. */
  readonly changed: ReadonlyMap<string, readonly string[]>;
  /** What nobody knows, and why: `it does not run`, `redis: …`. */
  readonly unchecked: readonly string[];
  /** The same of secrets that are followed. */
  readonly uncompared: readonly string[];
  /** Of what nobody knows, something went wrong: somebody has to look. */
  readonly failed: boolean;
}

/** By VMID: guests that are not in it were not asked, as they have nothing to check. */
export type GuestChecks = ReadonlyMap<number, GuestCheck>;

/** Of a reason, as many characters as a line of a plan bears. */
const MOST = 240;

export const uncheckedGuest = (why: string, failed = false): GuestCheck => ({
  drifted: new Map(),
  changed: new Map(),
  unchecked: [why],
  uncompared: [],
  failed,
});

/** @param left features that were not asked, and why, by id */
export function checkOf(outcome: Outcome, left: ReadonlyMap<string, string> = new Map()): GuestCheck {
  const { run, features } = outcome;
  const drifted = new Map<string, string>();
  const changed = new Map<string, readonly string[]>();
  const broken: string[] = [];
  for (const { id, verdict } of features) {
    const secrets = verdict.is === 'differs' ? (verdict.secrets ?? []) : [];
    const reason = driftIn(verdict);
    if (secrets.length > 0) changed.set(id, secrets);
    else if (reason !== null) drifted.set(id, reason);
    if (verdict.is === 'failed') broken.push(`${id}: ${bounded([verdict.what, ...verdict.lines.slice(-1)])}`);
  }
  if ('why' in run) broken.push(bounded([run.why]));
  return {
    drifted,
    changed,
    unchecked: [...broken, ...byReason(left)],
    uncompared: [],
    failed: broken.length > 0,
  };
}

/** `redis, app: …`: features by id that are left out for the same reason. */
export function byReason(left: ReadonlyMap<string, string>): string[] {
  const ids = new Map<string, string[]>();
  for (const [id, why] of left) ids.set(why, [...(ids.get(why) ?? []), id]);
  return [...ids].map(([why, all]) => `${all.join(', ')}: ${why}`);
}

/** Of a run that only compared secrets: what nobody knows is somebody's business, since he counts on it. */
export const comparedOf = ({ unchecked, ...check }: GuestCheck): GuestCheck => ({
  ...check,
  unchecked: [],
  uncompared: unchecked,
  failed: unchecked.length > 0,
});

/** Null: it has not drifted, as far as its check knows. */
function driftIn(verdict: Verdict): string | null {
  if (verdict.is === 'differs') return 'the guest has another version of it, other options, or none of it';
  if (verdict.is !== 'drift') return null;
  return verdict.lines.length === 0 ? 'its check does not say why' : bounded(verdict.lines.slice(-3));
}

const bounded = (lines: readonly string[]): string => shortened(lines.join('; '), MOST);

/** What is brought into a guest and read by no check. */
const OTHERS: readonly string[] = ['feature.json', 'install.sh', 'verify.sh', 'remove.sh'];

/**
 * Whether its check may read a secret, told by what stands in its files: without the value it could only compare with
 * nothing, and tell of a drift that is none.
 */
export function checkReadsSecrets({ feature, options }: Pick<GuestFeature, 'feature' | 'options'>): boolean {
  const names = Object.keys(options.secrets);
  if (names.length === 0 || !feature.files.has('check.sh')) return false;
  const words = ['phx_secret', ...names.map((name) => `${variableOf(name)}_FILE`)];
  return [...feature.files].some(
    ([path, bytes]) => !OTHERS.includes(path) && words.some((word) => Buffer.from(bytes).includes(word)),
  );
}
