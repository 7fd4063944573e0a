/** Values that stand for secrets in a proof. Only what phoenix.json declares has one; the secrets themselves are never read. */
import { PhoenixError } from '../errors.ts';
import type { Settings } from '../config/settings.ts';

type Placeholders = NonNullable<Settings['proof']>['placeholders'];

/** `db/app#user` of `${secret:db/app#user}`, `env:PG_PASSWORD` of `${secret:env:PG_PASSWORD}`: as phoenix.json names it. */
export function secretName(reference: string): string {
  return reference.replace(/^\$\{secret:(.*)\}$/s, '$1');
}

export function declaredIn({ proof }: Settings, reference: string): string | true | undefined {
  const declared: Placeholders = proof?.placeholders ?? {};
  const name = secretName(reference);
  return Object.hasOwn(declared, name) ? declared[name] : undefined;
}

/**
 * Reads placeholders instead of secrets. One that is to be made up is the same wherever its secret is used, so that a
 * service and its database agree.
 * @param makeUp gives another value on every call
 */
export function placeholderReader(
  settings: Settings,
  makeUp: () => string,
): (reference: string) => Promise<string> {
  const made = new Map<string, string>();
  return async (reference) => {
    const declared = declaredIn(settings, reference);
    if (typeof declared === 'string') return declared;
    if (declared === undefined)
      throw new PhoenixError('REFUSED', `no placeholder is declared for the secret ${secretName(reference)}`);
    const known = made.get(reference) ?? makeUp();
    made.set(reference, known);
    return known;
  };
}
