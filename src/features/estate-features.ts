/** The features that an estate can use at one revision: its own, those of the library, and what phoenix.lock pins. Pure. */
import type { Tree } from '../config/model.ts';
import { LOCK_FILE, OWN_FEATURES } from '../config/entries.ts';
import { wholeFile } from '../config/place.ts';
import { quote } from '../config/quote.ts';
import type { Finding } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { contentHash } from './content.ts';
import { findingAt } from './finding-ids.ts';
import { type Feature, type FeatureFiles, readLibrary } from './library.ts';
import { compareLock, type Lock, parseLock } from './lock-file.ts';

/** Gives the library that comes with Phoenix, the same files on every call. */
export type Shipped = () => FeatureFiles;

export interface EstateFeatures {
  readonly features: ReadonlyMap<string, Feature>;
  /** Ids of folders that hold no sound feature. */
  readonly unsound: ReadonlySet<string>;
  readonly lock: Lock | null;
  /** What is wrong with own features and with the lock, whoever uses them. */
  readonly findings: readonly Finding[];
  /** Equal where own features and lock are. */
  readonly key: string;
  readonly shipped: Shipped | null;
}

const NO_FILES: FeatureFiles = new Map();
const OWN_PREFIX = `${OWN_FEATURES}/`;

/** Whether there is something to say of features that no guest uses: own ones, or a lock. */
export function bringsFeatures({ kept = NO_FILES }: Tree): boolean {
  for (const path of kept.keys()) if (path === LOCK_FILE || path.startsWith(OWN_PREFIX)) return true;
  return false;
}

/** @param previous of another revision: taken as it is where nothing differs */
export function featuresOf(
  { kept = NO_FILES }: Tree,
  shipped: Shipped | null,
  previous: EstateFeatures | null,
): EstateFeatures {
  const own = new Map(
    [...kept].flatMap(([path, bytes]) =>
      path.startsWith(OWN_PREFIX) ? [[path.slice(OWN_PREFIX.length), bytes] as const] : [],
    ),
  );
  const text = kept.get(LOCK_FILE);
  const lockText = text === undefined ? null : new TextDecoder().decode(text);
  const key = `${contentHash(own)} ${lockText === null ? '' : sha256(lockText)}`;
  if (previous && previous.key === key && previous.shipped === shipped) return previous;
  const { features, unsound, findings } = readLibrary({ own, shipped: shipped?.() ?? NO_FILES });
  const { lock, findings: ofLock } = parseLock(lockText);
  return { features, unsound, lock, findings: [...findings, ...ofLock], key, shipped };
}

/** Of the library at another version than the lock pins, or gone from it: what it was is told by the pin alone. */
export function isStale({ features, lock }: EstateFeatures, id: string): boolean {
  const pin = lock && Object.hasOwn(lock.features, id) ? lock.features[id] : undefined;
  const feature = features.get(id);
  return pin !== undefined && (feature ? feature.origin === 'library' && feature.content !== pin.hash : true);
}

/** What the lock says against the library, for those that are used: it counts for what is to be done, not for the past. */
export function lockFindings(
  { features, lock, findings }: EstateFeatures,
  used: ReadonlySet<string>,
): Finding[] {
  // Nobody knows what a lock pins that cannot be read; that is told by itself.
  if (findings.some(({ id }) => id === 'PHX731')) return [];
  const there = [...used].flatMap((id) => features.get(id) ?? []);
  const gone = [...used].filter((id) => !features.has(id) && lock && Object.hasOwn(lock.features, id));
  return [
    ...gone.map((id) =>
      findingAt(
        'PHX732',
        `the library has no feature ${quote(id)} any more, which is pinned`,
        'Use another feature, or keep this one in configs/features/.',
        wholeFile(LOCK_FILE),
      ),
    ),
    ...compareLock(lock, there).filter(
      ({ id, message }) => id !== 'PHX734' || !gone.some((one) => message.includes(quote(one))),
    ),
  ];
}

const OF_LIBRARY: ReadonlySet<string> = new Set(['PHX732', 'PHX733']);

/** Whether a finding tells of the library that is installed now: an estate of the past is none the worse for it. */
export function isOfLibrary({ id }: Finding): boolean {
  return OF_LIBRARY.has(id);
}
