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
}

/** Of each secret those that make it true, before those that only use it; of two that make it true, none goes first. */
export function definersFirst(users: readonly SecretUser[]): readonly Wish[] {
  const definers = new Map<string, Set<string>>();
  for (const { name, defines } of users) {
    for (const secret of secretsOf(defines)) {
      definers.set(secret, (definers.get(secret) ?? new Set()).add(name));
    }
  }
  if (definers.size === 0) return [];
  return users.flatMap(({ name, uses }): Wish[] => {
    const before = [...secretsOf(uses)].flatMap((secret) => {
      const makers = definers.get(secret);
      return makers && !makers.has(name) ? [...makers] : [];
    });
    return [...new Set(before)].map((maker): Wish => [maker, name]);
  });
}

/** `vault:db/app` of `${secret:db/app#user}`; what cannot be understood stands for itself. */
function secretsOf(references: readonly string[]): ReadonlySet<string> {
  return new Set(
    references.map((text) => {
      const reference = parseReference(text);
      return reference ? `${reference.provider.scheme}:${reference.secret}` : text;
    }),
  );
}
