/** `configs/phoenix.lock`: which version and content of each feature of the library an estate uses. Pure. */
import { z } from 'zod';
import { wholeFile } from '../config/place.ts';
import { quote } from '../config/quote.ts';
import type { Finding } from '../errors.ts';
import { once } from '../once.ts';
import { findingAt } from './finding-ids.ts';
import { FEATURE_ID } from './id.ts';
import type { Feature } from './library.ts';
import { version } from './manifest-schema.ts';

interface Pin {
  readonly version: string;
  /** `sha256:…` */
  readonly hash: string;
}

export interface Lock {
  /** The version of Phoenix that wrote it. */
  readonly phoenix: string;
  readonly features: Readonly<Record<string, Pin>>;
}

const LOCK_FILE = 'phoenix.lock';

export const lockSchema = once(() =>
  z.strictObject({
    v: z.literal(1),
    phoenix: z.string().max(64),
    features: z.record(
      z.string().regex(FEATURE_ID),
      z.strictObject({ version: version(), hash: z.string().regex(/^sha256:[0-9a-f]{64}$/) }),
    ),
  }),
);

/** An absent file pins nothing. */
export function parseLock(text: string | null): {
  readonly lock: Lock | null;
  readonly findings: readonly Finding[];
} {
  if (text === null) return { lock: null, findings: [] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const { data } = lockSchema().safeParse(value);
  if (data) return { lock: { phoenix: data.phoenix, features: data.features }, findings: [] };
  const hint = 'Do not edit it: restore it from git, or write it anew with `phoenix feature update`.';
  const at = wholeFile(LOCK_FILE);
  return {
    lock: null,
    findings: [findingAt('PHX731', `${LOCK_FILE} is not as Phoenix writes it`, hint, at)],
  };
}

/** Sorted, one member a line: two that pin different features merge in git. */
export function formatLock({ phoenix, features }: Lock): string {
  const sorted = Object.keys(features)
    .sort()
    .map((id) => [id, { version: features[id]?.version, hash: features[id]?.hash }] as const);
  return `${JSON.stringify({ v: 1, phoenix, features: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** What differs between the lock and the features of the library that are used. */
export function compareLock(lock: Lock | null, used: readonly Feature[]): Finding[] {
  const at = wholeFile(LOCK_FILE);
  const shipped = used
    .filter(({ origin }) => origin === 'library')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const pins = lock?.features ?? {};
  const differing = shipped.flatMap((feature): Finding[] => {
    const pin = Object.hasOwn(pins, feature.id) ? pins[feature.id] : undefined;
    const update = `Run \`phoenix feature update ${feature.id}\``;
    if (!pin) {
      const message = `the feature ${quote(feature.id)} is used and not pinned`;
      return [findingAt('PHX733', message, `${update} and commit ${LOCK_FILE}.`, at)];
    }
    const now = feature.manifest.version;
    if (pin.hash === feature.content && pin.version === now) return [];
    const what = pin.version === now ? `other contents under the same version ${now}` : `version ${now}`;
    const message = `the library has ${what} of ${quote(feature.id)}; version ${pin.version} is pinned`;
    const hint = `${update} and commit ${LOCK_FILE}; its plan names every guest that runs it again.`;
    return [findingAt('PHX732', message, hint, at)];
  });
  const ids = new Set(shipped.map(({ id }) => id));
  const unused = Object.keys(pins)
    .filter((id) => !ids.has(id))
    .sort()
    .map((id) =>
      findingAt(
        'PHX734',
        `the feature ${quote(id)} is pinned and not used`,
        'Run `phoenix feature update`.',
        at,
      ),
    );
  return [...differing, ...unused];
}

/**
 * The lock for the features that are used. Without ids, every pin is renewed; with ids, theirs, and new ones are added.
 * What is not used is let go.
 */
export function updateLock(
  lock: Lock | null,
  used: readonly Feature[],
  phoenix: string,
  ids: readonly string[] | null,
): Lock {
  const pins = used
    .filter(({ origin }) => origin === 'library')
    .map((feature): readonly [string, Pin] => {
      const fresh = { version: feature.manifest.version, hash: feature.content };
      const old = lock && Object.hasOwn(lock.features, feature.id) ? lock.features[feature.id] : undefined;
      return [feature.id, old && ids && !ids.includes(feature.id) ? old : fresh];
    });
  return { phoenix, features: Object.fromEntries(pins) };
}
