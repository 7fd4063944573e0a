/** Pools of guests and storages, as /etc/pve/user.cfg has them. */
import { die } from './failure.ts';
import type { Host } from './host.ts';
import { held } from './shared-files.ts';

export interface Pool {
  readonly comment: string;
  readonly guests: readonly number[];
  readonly storages: readonly string[];
}

const PATH = '/etc/pve/user.cfg';
const PREFIX = 'pool:';

const words = (text: string | undefined) => (text ?? '').split(',').filter((word) => word !== '');

/** Every pool by its id, in the file's order. */
export function readPools(host: Host): Map<string, Pool> {
  const lines = (host.read(PATH) ?? '').split('\n').filter((line) => line.startsWith(PREFIX));
  return new Map(
    lines.map((line) => {
      const [, id = '', comment = '', guests, storages] = line.split(':');
      const pool = {
        comment: decodeURIComponent(comment),
        guests: words(guests).map(Number),
        storages: words(storages),
      };
      return [id, pool];
    }),
  );
}

/** Writes the pools; lines of users, roles and permissions stay. */
export function writePools(host: Host, pools: ReadonlyMap<string, Pool>): void {
  const others = (host.read(PATH) ?? 'user:root@pam:1:0::::::\n')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(PREFIX));
  const lines = [...pools].map(([id, { comment, guests, storages }]) => {
    const vmids = [...guests].sort((a, b) => a - b).join(',');
    return `${PREFIX}${id}:${encodeURIComponent(comment)}:${vmids}:${[...storages].sort().join(',')}:`;
  });
  host.write(PATH, [...others, ...lines].map((line) => `${line}\n`).join(''));
}

/** @throws Failure with the words that `pct create --pool nope` has */
export function requirePool(host: Host, id: string): Pool {
  return readPools(host).get(id) ?? die(`403 Permission check failed (pool '${id}' does not exist)`, 2);
}

/** A guest is in one pool at most. */
export function poolOf(host: Host, vmid: number): string | null {
  for (const [id, pool] of readPools(host)) if (pool.guests.includes(vmid)) return id;
  return null;
}

export function addToPool(host: Host, id: string, vmid: number): void {
  held(host, 'pools', () => {
    const pool = requirePool(host, id);
    dropFromPools(host, vmid);
    writePools(host, new Map([...readPools(host), [id, { ...pool, guests: [...pool.guests, vmid] }]]));
  });
}

export function dropFromPools(host: Host, vmid: number): void {
  if (poolOf(host, vmid) === null) return;
  held(host, 'pools', () => {
    const kept = [...readPools(host)].map(([id, pool]): [string, Pool] => [
      id,
      { ...pool, guests: pool.guests.filter((guest) => guest !== vmid) },
    ]);
    writePools(host, new Map(kept));
  });
}
