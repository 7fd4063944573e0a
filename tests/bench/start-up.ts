/** (b) How long the action takes to start beside a bundle that only imports @actions/core. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { CLI } from '../support/world.ts';
import { compare } from './measure.ts';
import { type Row, timesRow } from './row.ts';

const FLOOR = "import * as core from '@actions/core';\ncore.setFailed('nothing to do');\n";

async function bundleFloor(folder: string): Promise<string> {
  const source = join(process.cwd(), 'node_modules', '.phoenix-bench.ts');
  writeFileSync(source, FLOOR);
  try {
    const bundle = await rolldown({ input: source, platform: 'node' });
    await bundle.write({ file: join(folder, 'floor.mjs'), format: 'esm' });
    return join(folder, 'floor.mjs');
  } finally {
    rmSync(source);
  }
}

export async function startUp(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
  try {
    const floor = await bundleFloor(folder);
    const programs = { floor: [floor], action: [join(dirname(CLI), 'action.js')] };
    const { floor: base, action } = await compare(programs, { cwd: folder, runs: 15, allowed: [1] });
    return [timesRow('start of dist/action.js / bundle of @actions/core', action.ms, base.ms, 1.15)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
