/** One resource while it is made of a container: what is put where, and from which value of the source. Pure. */
import { isObject, type Json } from '../../json.ts';
import type { Manifest } from '../../features/manifest.ts';
import { type Making, putAt } from '../../put-at.ts';
import type { Secrets } from './secret.ts';
import { type Guest, type Guests, read } from './guests.ts';
import type { Findings, Found, Source, Target } from './source.ts';

/** What all containers are made in view of. */
export interface World {
  readonly source: Source;
  readonly guests: Guests;
  readonly findings: Findings;
  /** The library that comes with Phoenix, by id. */
  readonly features: ReadonlyMap<string, Manifest>;
  /** Storages, by name, that the host has. */
  readonly storages: ReadonlyMap<string, readonly string[]>;
  /** Names of binds by their folder on the host; what containers bring is added. */
  readonly binds: Map<string, { readonly name: string; owner?: number }>;
  readonly driver: string | null;
  readonly secrets: Secrets;
}

export interface Draft {
  readonly world: World;
  readonly guest: Guest;
  readonly value: Making;
  /** Of the guest, else of the root of the file. */
  read(key: string): Found | null;
  /** Puts a value, and says of which it is made. */
  put(path: readonly string[], value: Json, from: Found, fate?: 'kept' | 'mapped'): void;
  /** Says that a value stands at a path already. */
  same(path: readonly string[], from: Found, why?: string): void;
  drop(from: Found, why: string): void;
  later(from: Found, kind: string): void;
  mistake(from: Found, text: string): void;
}

export function draftOf(world: World, guest: Guest): Draft {
  const value: Making = {};
  const { claims, mistakes } = world.findings;
  const target = (path: readonly string[]): Target => ({ address: guest.address, path });
  const at = ({ role, pointer }: Found) => ({ role, pointer });
  return {
    world,
    guest,
    value,
    read: (key) => read(world.source, guest, key),
    put: (path, one, from, fate = 'mapped') => {
      putAt(value, path, one);
      claims.push({ ...at(from), fate, target: target(path) });
    },
    same: (path, from, why) =>
      claims.push({
        ...at(from),
        fate: 'mapped',
        target: target(path),
        ...(why === undefined ? {} : { why }),
      }),
    drop: (from, why) => claims.push({ ...at(from), fate: 'dropped', why }),
    later: (from, kind) => claims.push({ ...at(from), fate: 'later', why: `kind ${kind}` }),
    mistake: (from, text) => mistakes.push({ ...at(from), text }),
  };
}

/** Takes away what stands at a path, and what is empty then. Whether something stood there. */
export function takenAway(root: Making, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(root, key)) return false;
  const there = root[key];
  if (rest.length === 0) {
    delete root[key];
    return true;
  }
  if (Array.isArray(there)) {
    const kept = (there as readonly Json[]).filter((_, index) => String(index) !== rest[0]);
    if (kept.length === 0) delete root[key];
    else root[key] = kept;
    return true;
  }
  if (!isObject(there)) return false;
  const inner: Making = { ...there };
  const taken = takenAway(inner, rest);
  if (taken && Object.keys(inner).length === 0) delete root[key];
  else root[key] = inner;
  return taken;
}
