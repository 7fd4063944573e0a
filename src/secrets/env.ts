/** Secrets in the environment of Phoenix itself: `${secret:env:PG_PASSWORD}`. */
import process from 'node:process';
import type { Provider, Secret } from './provider.ts';
import { wholeOnly } from './whole.ts';

/**
 * What opens other doors than that of a guest, and no file in git may take: tokens, keys and inputs of Phoenix, of the runner
 * and its job, of gh, of AWS, of whoever receives traces, and proxies with a password in their address.
 */
const RESERVED = /^(?:(?:PHOENIX|INPUT|ACTIONS|GITHUB|GH|RUNNER|AWS|OTEL)_|(?:HTTPS?|ALL)_PROXY$)/i;

const read = (name: string): Secret | null => {
  // Own ones only: `constructor` is no variable.
  const value = Object.hasOwn(process.env, name) ? process.env[name] : undefined;
  return value === undefined ? null : wholeOnly(value, 'a variable');
};

export const env: Provider = {
  scheme: 'env',
  parse: (name) =>
    /^[A-Za-z_]\w*$/.test(name) && !RESERVED.test(name) ? { secret: name, field: null } : null,
  hint: 'Write "${secret:env:NAME}" with the name of a variable: letters, digits and "_"; none of those that the runner itself uses, such as GITHUB_… and AWS_….',
  floats: () => true,
  open: async () => async (names) => new Map(names.map((name) => [name, read(name)])),
  missing: (name) =>
    `Set the variable ${name} where Phoenix runs; in a workflow, env: { ${name}: \${{ secrets.${name} }} }.`,
};
