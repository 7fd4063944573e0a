/**
 * The bench: speed as ratios within one run, since machines differ. Prints a table, or JSON with `--json`.
 *
 *   npm run bench            everything
 *   npm run bench start-up   one part
 */
import process from 'node:process';
import type { Row } from './measure.ts';

const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  'plan-speed': async () => (await import('./plan-speed.ts')).planSpeed(),
  'start-up': async () => (await import('./start-up.ts')).startUp(),
  makespan: async () => (await import('./makespan.ts')).makespan(),
};

const args = process.argv.slice(2);
const json = args.includes('--json');
const chosen = args.filter((arg) => arg !== '--json');
const unknown = chosen.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`there is no part "${unknown}"; there are: ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}

const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (chosen.length === 0 || chosen.includes(name)) rows.push(...(await measure()));
}

const text = ({ what, value, unit, bound }: Row): string => {
  const shown = `${value.toFixed(unit === '×' ? 2 : 0)} ${unit}`;
  return `${what.padEnd(58)} ${shown.padStart(10)}   at most ${bound} ${unit}   ${value <= bound ? 'ok' : 'OVER'}`;
};
console.log(
  json ? JSON.stringify({ v: 1, node: process.version, rows }, null, 2) : rows.map(text).join('\n'),
);
