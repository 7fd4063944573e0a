/**
 * Reads values of secrets, each secret once in a run, from the provider that its reference names; those that are asked
 * for together are read together. Only an apply calls it.
 */
import { PhoenixError } from '../errors.ts';
import { SHORTEST } from '../features/mask-forms.ts';
import { once } from '../once.ts';
import { hide } from './masking.ts';
import type { Provider, Secret, SecretContext, SecretSource } from './provider.ts';
import { inSpan } from '../telemetry/current.ts';
import { parseReference, type SecretReference } from './reference.ts';
import { PROVIDERS } from './registry.ts';

/** Gives the value of `${secret:…}`, which nothing shows from then on. @throws PhoenixError `REFUSED` where there is none */
export type ReadSecret = (reference: string) => Promise<string>;

export function secretReader(context: SecretContext, providers: readonly Provider[] = PROVIDERS): ReadSecret {
  const sources = new Map<string, (secret: string) => Promise<Secret>>();
  const known = new Map<string, Promise<string>>();
  const read = async (reference: string): Promise<string> => {
    const parsed = parseReference(reference, providers);
    if (!parsed) throw new PhoenixError('REFUSED', `this version cannot read the secret ${reference}`);
    const { provider, secret } = parsed;
    const one = sources.get(provider.scheme) ?? oneByOne(provider, context);
    sources.set(provider.scheme, one);
    return partOf(await one(secret), parsed, reference);
  };
  return (reference) => {
    const value = known.get(reference) ?? read(reference);
    known.set(reference, value);
    return value;
  };
}

/** What is asked for in one turn of the loop, and while the provider opens, goes to it together. */
function oneByOne(provider: Provider, context: SecretContext): (secret: string) => Promise<Secret> {
  const known = new Map<string, Promise<Secret>>();
  const opened = once(() => provider.open(context));
  let waiting: { readonly names: string[]; readonly answer: ReturnType<SecretSource> } | undefined;
  const ask = (secret: string) => {
    if (!waiting) {
      const names: string[] = [];
      const answer = Promise.resolve().then(async () => {
        const about = { provider: provider.scheme };
        return inSpan('request', `read secrets: ${provider.scheme}`, about, async (span) => {
          const source = await opened().finally(() => (waiting = undefined));
          // Their number, and not their names: what somebody has secrets for is nobody's business.
          const answer = await source(names);
          span.end(true, { count: names.length });
          return answer;
        });
      });
      waiting = { names, answer };
    }
    waiting.names.push(secret);
    return waiting.answer;
  };
  const one = async (secret: string): Promise<Secret> => {
    const found = (await ask(secret)).get(secret) ?? null;
    if (found instanceof PhoenixError) throw found;
    if (found) return found;
    const hint = provider.missing(secret);
    throw new PhoenixError('REFUSED', `the secret ${nameOf(provider, secret)} is not there`, { hint });
  };
  return (secret) => {
    const answer = known.get(secret) ?? one(secret);
    known.set(secret, answer);
    return answer;
  };
}

const nameOf = ({ scheme }: Provider, secret: string): string =>
  scheme === 'vault' ? `\${secret:${secret}}` : `\${secret:${scheme}:${secret}}`;

function partOf(found: Secret, { field }: SecretReference, reference: string): string {
  const value = field === null ? found.value : found.field(field);
  if (value === null) {
    throw new PhoenixError('REFUSED', `the secret ${reference} has no "${field}"`, {
      hint: 'Add it to the secret, or name a part that it has.',
    });
  }
  // Not what else the secret holds: beside a password may stand a word such as "postgres".
  hide(value);
  if (value.includes('\0')) {
    throw new PhoenixError(
      'REFUSED',
      `the secret ${reference} holds a NUL character, which guests cannot be given`,
      {
        hint: 'Encode it as text first, such as with base64.',
      },
    );
  }
  if (value.length >= SHORTEST) return value;
  const what =
    value === ''
      ? 'is empty'
      : `has fewer than ${SHORTEST} characters: it could not be hidden in what is printed`;
  throw new PhoenixError('REFUSED', `the secret ${reference} ${what}`, { hint: 'Give it a longer value.' });
}
