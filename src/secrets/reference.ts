/** How files name a secret: `${secret:NAME}` for the vault, `${secret:PROVIDER:NAME}` for all others. Pure. */
import type { Provider, SecretName } from './provider.ts';
import { PROVIDERS } from './registry.ts';

const REFERENCE = /^\$\{secret:([^${}]+)\}$/;
const SCHEME = /^([a-z]+):(.*)$/s;

export interface SecretReference extends SecretName {
  readonly provider: Provider;
}

type Providers = readonly Provider[];

/** Whether a text is one reference and nothing else, be it understood or not. */
export const isReference = (text: string): boolean => REFERENCE.test(text);

/** Null for what no provider of this version understands. */
export function parseReference(text: string, providers: Providers = PROVIDERS): SecretReference | null {
  const { scheme, name } = partsOf(text) ?? {};
  const provider = providers.find((one) => one.scheme === scheme);
  const parsed = name === undefined ? null : provider?.parse(name);
  return provider && parsed ? { provider, ...parsed } : null;
}

function partsOf(text: string): { readonly scheme: string; readonly name: string } | null {
  const body = REFERENCE.exec(text)?.[1];
  if (body === undefined) return null;
  const [, scheme = 'vault', name = body] = SCHEME.exec(body) ?? [];
  return { scheme, name };
}

/** What to write instead; null when this version can read it. */
export function wrongWithReference(text: string, providers: Providers = PROVIDERS): string | null {
  if (parseReference(text, providers)) return null;
  const scheme = partsOf(text)?.scheme;
  const provider = providers.find((one) => one.scheme === scheme);
  if (provider) return provider.hint;
  const known = providers.map((one) => one.scheme).filter((one) => one !== 'vault');
  return `Write "\${secret:NAME}" for an entry of the vault, or "\${secret:PROVIDER:NAME}" with ${known.join(', ')}.`;
}
