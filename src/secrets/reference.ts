/** How files name a secret: `${secret:PROVIDER:NAME}`. Values are read by the registry, in an apply only. Pure. */

/** Providers that this version has; each is a file here and a line in registry.ts. */
const PROVIDER_NAMES = ['env'] as const;
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

/** What names of each provider look like. */
const NAMES: Readonly<Record<ProviderName, { readonly is: RegExp; readonly hint: string }>> = {
  env: {
    is: /^[A-Za-z_]\w*$/,
    hint: 'Write "${secret:env:NAME}" with the name of a variable: letters, digits and "_".',
  },
};

/** What to write instead; null when it can be read by this version. */
export function wrongWithReference(text: string): string | null {
  const { provider = '', name = '' } = parseReference(text) ?? {};
  const known = PROVIDER_NAMES.find((one) => one === provider);
  if (!known) return `Write "\${secret:PROVIDER:NAME}"; this version knows ${PROVIDER_NAMES.join(', ')}.`;
  return NAMES[known].is.test(name) ? null : NAMES[known].hint;
}
