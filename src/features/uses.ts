/** Who uses which feature, and what the lock says of it. Pure. */
import type { Address, Estate } from '../config/model.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Feature } from './library.ts';
import type { Lock } from './lock-file.ts';

/** Addresses by the id of a feature, sorted; features that are brought along count too. */
export function usersOf(estate: Estate, kinds: readonly Kind[]): ReadonlyMap<string, readonly Address[]> {
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const users = new Map<string, Address[]>();
  for (const { address, kind, spec } of estate.resources.values()) {
    const ids = spec === null ? [] : (byName.get(kind)?.features?.(spec) ?? []);
    for (const id of ids) users.set(id, [...(users.get(id) ?? []), address]);
  }
  for (const addresses of users.values()) addresses.sort();
  return users;
}

export type Pinned =
  | { readonly is: 'pinned' | 'unused' | 'not-pinned' | 'own' }
  /** The library has gone on since. */
  | { readonly is: 'behind'; readonly version: string };

export function pinnedOf(feature: Feature, lock: Lock | null, isUsed: boolean): Pinned {
  if (feature.origin === 'own') return { is: 'own' };
  const pin = lock && Object.hasOwn(lock.features, feature.id) ? lock.features[feature.id] : undefined;
  if (!pin) return { is: isUsed ? 'not-pinned' : 'unused' };
  return pin.hash === feature.content ? { is: 'pinned' } : { is: 'behind', version: pin.version };
}
