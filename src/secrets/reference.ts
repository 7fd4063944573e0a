/** How files name a secret: `${secret:PROVIDER:NAME}`. Values are read by the registry, in an apply only. Pure. */

/** Providers that this version has; each is a file here and a line in registry.ts. */
export const PROVIDER_NAMES = ['env'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

const REFERENCE = /^\$\{secret:([a-z]+):([^${}]+)\}$/;

export interface SecretReference {
  readonly provider: string;
  readonly name: string;
}

export function parseReference(text: string): SecretReference | null {
  const [, provider, name] = REFERENCE.exec(text) ?? [];
  return provider === undefined || name === undefined ? null : { provider, name };
}

export const isSecretReference = (text: string): boolean => parseReference(text) !== null;

/** Whether this version can read it. */
export function knownProvider(text: string): boolean {
  const provider = parseReference(text)?.provider;
  return PROVIDER_NAMES.some((name) => name === provider);
}
