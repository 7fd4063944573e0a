/** How features and secrets of two estates differ: by hashes of files, whose content nobody reads for this. Pure. */
import { keptHash } from './kept-hash.ts';
import type { Estate } from './model.ts';

/** Something whose content is a file or a folder. */
export interface ContentDifference {
  readonly name: string;
  readonly is: 'added' | 'removed' | 'changed';
  /** Versions, where it has some. */
  readonly before: string | null;
  readonly after: string | null;
}

interface Content {
  readonly version: string | null;
  readonly hash: string | null;
}

function contentsBetween(
  before: ReadonlyMap<string, Content>,
  after: ReadonlyMap<string, Content>,
): ContentDifference[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return names.flatMap((name): ContentDifference[] => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one?.hash === other?.hash && one?.version === other?.version) return [];
    const is = !one ? 'added' : other ? 'changed' : 'removed';
    return [{ name, is, before: one?.version ?? null, after: other?.version ?? null }];
  });
}

function featuresOf({ features }: Estate): Map<string, Content> {
  const found = new Map<string, Content>();
  for (const [id, pin] of Object.entries(features?.lock?.features ?? {})) found.set(id, pin);
  for (const [id, { origin, manifest, content }] of features?.features ?? []) {
    if (origin === 'own') found.set(id, { version: manifest.version, hash: content });
  }
  return found;
}

const VAULT = 'vault/';

function secretsOf({ tree }: Estate): Map<string, Content> {
  const found = new Map<string, Content>();
  for (const path of tree.kept?.keys() ?? []) {
    if (!path.startsWith(VAULT)) continue;
    const name = path.slice(VAULT.length).replace(/\.gpg$/, '');
    found.set(name, { version: null, hash: keptHash(tree, path) });
  }
  return found;
}

export const featuresBetween = (a: Estate, b: Estate): ContentDifference[] =>
  contentsBetween(featuresOf(a), featuresOf(b));

export const secretsBetween = (a: Estate, b: Estate): ContentDifference[] =>
  contentsBetween(secretsOf(a), secretsOf(b));
