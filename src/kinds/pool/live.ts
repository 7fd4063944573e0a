/** Pools as /etc/pve/user.cfg has them: `pool:ID:COMMENT:GUESTS:STORAGES:` (PVE 8.4 and 9.2). */

export const USERS = '/etc/pve/user.cfg';

export interface PoolLive {
  readonly comment: string;
  /** VMIDs. */
  readonly guests: readonly number[];
  readonly storages: readonly string[];
}

const words = (text = '') => text.split(/[\s,;]+/).filter((word) => word !== '');

/** Proxmox writes what a line cannot hold as `%3A`. */
function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function poolsIn(text: string): ReadonlyMap<string, PoolLive> {
  const pools = new Map<string, PoolLive>();
  for (const line of text.split('\n')) {
    const [word, id = '', comment, guests, storages] = line.split(':');
    if (word !== 'pool' || id === '') continue;
    pools.set(id, {
      comment: decoded(comment),
      guests: words(guests).map(Number),
      storages: words(storages).toSorted(),
    });
  }
  return pools;
}
