/** How a test starts what is written in TypeScript here as a program of its own. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Node strips types by itself from 22.18 on; before that, tsx does. */
export const LOADER: readonly string[] = process.features.typescript
  ? []
  : ['--import', import.meta.resolve('tsx')];

const bundle = process.env['PHOENIX_CLI'];

/** The arguments of Node that start the command line from its sources, which the runner of tests bundles once. */
export const SOURCE_CLI: readonly string[] =
  bundle === undefined ? [...LOADER, fileURLToPath(new URL('../../src/cli.ts', import.meta.url))] : [bundle];
