/**
 * Who makes a secret true, such as the server whose password it is, comes before those that use it. Told by secret, not by
 * reference: the parts of one entry belong together, and `db/app#*` holds them all. Pure.
 */
import type { Wish } from '../config/soft-order.ts';
import { parseReference } from './reference.ts';

/** A feature of a guest, or a guest. */
export interface SecretUser {
  readonly name: string;
  /** References: `${secret:db/app}`. */
  readonly uses: readonly string[];
  /** Those of them that it makes true. */
  readonly defines: readonly string[];
  /** Those of them that it makes true just now; all when absent. */
  readonly makes?: readonly string[];
}

/** Of each secret those that make it true, before those that only use it; of two that make it true, none goes first. */
export function definersFirst(users: readonly SecretUser[]): readonly Wish[] {
  const makers = new Map<string, string[]>();
  for (const { name, defines, makes = defines } of users) {
    for (const secret of secretsOf(makes)) makers.set(secret, [...(makers.get(secret) ?? []), name]);
  }
  if (makers.size === 0) return [];
  return users.flatMap(({ name, uses, defines }): Wish[] => {
    const own = secretsOf(defines);
    const others = [...secretsOf(uses)].filter((secret) => !own.has(secret));
    const before = new Set(others.flatMap((secret) => makers.get(secret) ?? []));
    return [...before].map((maker): Wish => [maker, name]);
  });
}

const secretsOf = (references: readonly string[]): ReadonlySet<string> => new Set(references.map(secretOf));

/** `vault:db/app` of `${secret:db/app#user}`; what cannot be understood stands for itself. */
export function secretOf(text: string): string {
  const reference = parseReference(text);
  return reference ? `${reference.provider.scheme}:${reference.secret}` : text;
}
