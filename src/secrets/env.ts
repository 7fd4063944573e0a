/** Secrets in the environment of Phoenix itself: `${secret:env:PG_PASSWORD}`. */
import process from 'node:process';
import type { Provider } from './registry.ts';

export const env: Provider = {
  read: async (name) => process.env[name] ?? null,
  missing: (name) =>
    `Set the variable ${name} where Phoenix runs; in a workflow, env: { ${name}: \${{ secrets.${name} }} }.`,
};
