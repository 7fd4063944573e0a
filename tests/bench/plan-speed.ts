/** (a) How long a plan takes beside a bare Node process that only reads and parses the same files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { labOptionsOf } from '../../src/commands/estate-lab.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { git } from '../../src/sources/scratch.ts';
import { applyTo, estateOf } from '../support/in-process-apply.ts';
import { syntheticEstate } from '../support/synthetic-estate.ts';
import { CLI } from '../support/world.ts';
import { compare, type Figures, row, type Row } from './measure.ts';

const BARE = `
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
const folder = process.argv[2];
let files = 0;
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.json')) continue;
  JSON.parse(readFileSync(join(folder, name), 'utf8'));
  files += 1;
}
console.log(files);
`;

function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const file = join(folder, 'configs', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Two commits that differ in twenty guests, and a simulated node on which the second is applied. */
async function makeEstate(folder: string, guests: number): Promise<void> {
  const [before, after] = [syntheticEstate({ guests }), syntheticEstate({ guests, changed: 20 })];
  await git(folder, 'init', '--quiet', '.');
  for (const files of [before, after]) {
    writeAll(folder, files);
    await git(folder, 'add', '.');
    await git(folder, 'commit', '--quiet', '-m', 'Estate');
  }
  const estate = estateOf(after, { revision: await git(folder, 'rev-parse', 'HEAD') });
  const lab = openLab(join(folder, 'node'), labOptionsOf(estate));
  const { report } = await applyTo(lab.host, estate, { parallel: 1 });
  if (!report.ok) throw new Error('the estate could not be built');
}

async function measure(guests: number, runs: number): Promise<Record<string, Figures>> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
  try {
    await makeEstate(folder, guests);
    writeFileSync(join(folder, 'bare.mjs'), BARE);
    const plan = [CLI, 'plan', '--format', 'json'];
    const programs = {
      bare: [join(folder, 'bare.mjs'), join(folder, 'configs')],
      git: [...plan, '--base', 'HEAD~1', '--head', 'HEAD'],
      live: [...plan, '--live', '--node', `sim:${join(folder, 'node')}`],
    };
    return await compare(programs, { cwd: folder, runs });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function planSpeed(): Promise<Row[]> {
  const small = await measure(1000, 7);
  const large = await measure(10_000, 3);
  return (['git', 'live'] as const).flatMap((mode) => {
    const [bare, plan, many] = [small['bare'], small[mode], large[mode]];
    if (!bare || !plan || !many) return [];
    return [
      row(`plan of 1,000 (${mode}) / bare read and parse`, plan.ms / bare.ms, '×', 3),
      row(`plan per guest (${mode}), 10,000 / 1,000`, many.ms / 10 / plan.ms, '×', 1.2),
      row(`peak memory of plan of 10,000 (${mode})`, many.mib, 'MiB', 300),
    ];
  });
}
