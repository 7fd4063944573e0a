/** Secrets in the environment of Phoenix itself: `${secret:env:PG_PASSWORD}`. */
import process from 'node:process';
import type { Provider } from './registry.ts';

export const env: Provider = {
  // Own ones only: `constructor` is no variable.
  read: async (name) => (Object.hasOwn(process.env, name) ? (process.env[name] ?? null) : null),
  missing: (name) =>
    `Set the variable ${name} where Phoenix runs; in a workflow, env: { ${name}: \${{ secrets.${name} }} }.`,
};
