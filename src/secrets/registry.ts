/** Reads values of secrets, each once, from the provider that its reference names. Only an apply calls it. */
import { PhoenixError } from '../errors.ts';
import { env } from './env.ts';
import { parseReference, type ProviderName } from './reference.ts';

export interface Provider {
  /** Null: there is no such secret. */
  readonly read: (name: string) => Promise<string | null>;
  /** What to do about one that is not there. */
  readonly missing: (name: string) => string;
}

const PROVIDERS: Readonly<Record<ProviderName, Provider>> = { env };

/** Gives the value of `${secret:…}`. @throws PhoenixError `REFUSED` where there is none */
export type ReadSecret = (reference: string) => Promise<string>;

export function secretReader(providers: Readonly<Record<string, Provider>> = PROVIDERS): ReadSecret {
  const known = new Map<string, Promise<string>>();
  const read = async (reference: string): Promise<string> => {
    const { provider: name = '', name: secret = '' } = parseReference(reference) ?? {};
    const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
    if (!provider) throw new PhoenixError('REFUSED', `this version cannot read the secret ${reference}`);
    const value = await provider.read(secret);
    if (value !== null && value !== '') return value;
    throw new PhoenixError('REFUSED', `the secret ${reference} is not there`, {
      hint: provider.missing(secret),
    });
  };
  return (reference) => {
    const value = known.get(reference) ?? read(reference);
    known.set(reference, value);
    return value;
  };
}
