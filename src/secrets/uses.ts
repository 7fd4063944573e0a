/** Who uses which entry of the vault, in an estate as its files say. Pure. */
import { placeOfField } from '../config/field-place.ts';
import type { Address, Estate } from '../config/model.ts';
import type { Position } from '../errors.ts';
import type { Kind } from '../kinds/kind.ts';
import { parseReference } from './reference.ts';

/** An entry of the vault in use. */
export interface EntryUse {
  readonly entry: string;
  /** `user` of `${secret:db/app#user}`, `*` for the whole entry; null: its value. */
  readonly field: string | null;
  readonly address: Address;
  /** The environment of which it is so; null: without one. */
  readonly env: string | null;
  readonly at: Position;
}

export function entryUses({ resources, env, tree }: Estate, kinds: readonly Kind[]): EntryUse[] {
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  return [...resources.values()].flatMap((resource) => {
    const { address, kind: name, spec } = resource;
    const kind = byName.get(name);
    const uses = (spec !== null && kind?.secrets?.(spec)) || [];
    return uses.flatMap(({ reference, path }) => {
      const parsed = parseReference(reference);
      if (parsed?.provider.scheme !== 'vault') return [];
      const at = placeOfField(tree, resource, new Set(kind?.sets), path);
      return [{ entry: parsed.secret, field: parsed.field, address, env, at }];
    });
  });
}

/** `lxc/db`, `lxc/db (prod)`. */
export const userOf = ({ address, env }: EntryUse): string =>
  env === null ? address : `${address} (${env})`;

/** The users of an entry, each once, sorted. What an environment leaves as it is, is no other use. */
export function usersOf(uses: readonly EntryUse[], entry: string): string[] {
  const own = uses.filter((use) => use.entry === entry);
  const everywhere = new Set(own.flatMap(({ address, env }) => (env === null ? [address] : [])));
  const users = own.filter(({ address, env }) => env === null || !everywhere.has(address)).map(userOf);
  return [...new Set(users)].sort();
}
