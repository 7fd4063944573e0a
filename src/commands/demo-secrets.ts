/** Secrets of the demonstration: the placeholders that the estate declares for a proof, which a simulated node takes too. */
import type { Settings } from '../config/settings.ts';

/** Variables for the provider `env`. */
export function placeholderVariables({ proof }: Settings): Readonly<Record<string, string>> {
  const declared = Object.entries(proof?.placeholders ?? {});
  const variables = declared.flatMap(([name, value]) =>
    name.startsWith('env:') ? [[name.slice('env:'.length), value === true ? 'made-up' : value] as const] : [],
  );
  return Object.fromEntries(variables);
}
