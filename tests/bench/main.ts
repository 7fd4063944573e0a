/**
 * The bench: speed as ratios within one run, since machines differ. It measures the built programs in dist/, prints a
 * table (or JSON with `--json`) on stdout and what it is at on stderr. What the figures mean: docs/performance.md.
 *
 *   npm run bench               everything
 *   npm run bench start-up      one part
 *   npm run bench -- --write    everything, and the table goes into docs/performance.md
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { CLI } from '../support/world.ts';
import { markdownTable, type Row, textTable } from './row.ts';

type Measure = (say: (what: string) => void) => Promise<Row[]>;

const parts: Readonly<Record<string, Measure>> = {
  'plan-speed': async (say) => (await import('./plan-speed.ts')).planSpeed(say),
  cluster: async (say) => (await import('./cluster.ts')).clusterSpeed(say),
  converged: async (say) => (await import('./converged.ts')).converged(say),
  rules: async () => (await import('./rules.ts')).rulesCost(),
  'start-up': async () => (await import('./start-up.ts')).startUp(),
  makespan: async () => (await import('./makespan.ts')).makespan(),
  features: async (say) => (await import('./features.ts')).features(say),
  vault: async (say) => (await import('./vault.ts')).vault(say),
};

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const TABLE = /(?<=<!-- table -->\n)[^]*(?=<!-- \/table -->)/;

function write(rows: readonly Row[], machine: string): void {
  const page = readFileSync(PAGE, 'utf8');
  if (!TABLE.test(page)) throw new Error(`${PAGE} has no place for the table`);
  writeFileSync(
    PAGE,
    page.replace(TABLE, () => `\n${machine}.\n\n${markdownTable(rows)}\n\n`),
  );
}

const args = process.argv.slice(2);
const options = new Set(args.filter((arg) => arg.startsWith('--')));
const chosen = args.filter((arg) => !options.has(arg));
const wrong =
  chosen.find((name) => !(name in parts)) ??
  [...options].find((option) => option !== '--json' && option !== '--write');
if (wrong !== undefined) {
  console.error(`${wrong}: the parts are ${Object.keys(parts).join(', ')}; the options --json and --write`);
  process.exit(1);
}
if (options.has('--write') && chosen.length > 0) {
  console.error('--write is for the whole table: leave the part out');
  process.exit(1);
}
if (!existsSync(CLI)) {
  console.error(`${CLI} is missing: run \`npm run build\` first`);
  process.exit(1);
}

// Processes that wait for a processor beside ours: with more than none, times mean little and ratios less.
const load = loadavg()[0]?.toFixed(1) ?? 'unknown';
const start = performance.now();
const say = (what: string) =>
  console.error(`${((performance.now() - start) / 1000).toFixed(0).padStart(4)} s  ${what}`);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  say(name);
  rows.push(...(await measure((what) => say(`${name}: ${what}`))));
}
say('done');

const model = cpus()[0]?.model.replaceAll(/\s+/g, ' ') ?? 'unknown processor';
const machine = `Node ${process.version}, ${availableParallelism()} cores (${model}), load ${load} before it began`;
console.log(options.has('--json') ? JSON.stringify({ v: 1, machine, rows }, null, 2) : textTable(rows));
if (options.has('--write')) write(rows, machine);
