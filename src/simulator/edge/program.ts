/** How the simulator is started as a program of its own: the bundle, or the sources where there is no bundle. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Node, its options, and the entry point. */
export function simulatorCommand(): string[] {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) {
    // Tests start it thousands of times, and bundle the sources once: a start costs a fifth then.
    const bundle = process.env['PHOENIX_SIMULATOR'];
    if (bundle !== undefined) return [process.execPath, bundle];
    const entry = join(dirname(here), 'main.ts');
    // Node strips types by itself from 22.18 on; before that, tsx does.
    const loader = process.features.typescript ? [] : ['--import', import.meta.resolve('tsx')];
    return [process.execPath, ...loader, entry];
  }
  for (const folder of [dirname(here), dirname(dirname(here))]) {
    const entry = join(folder, 'simulator.js');
    if (existsSync(entry)) return [process.execPath, entry];
  }
  throw new Error(`simulator.js is not beside ${here}`);
}
