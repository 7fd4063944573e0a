/**
 * Holds every pin of the library against upstream, without any secret: each download is fetched and its checksum compared,
 * each image is asked for by its digest. Newer versions are told, and are no failure.
 *
 *   npx tsx scripts/pins.ts               all
 *   npx tsx scripts/pins.ts qdrant n8n    these features
 */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { checkPin, pinsOf, type Verdict } from './pins/check.ts';

const LIBRARY = new URL('../features/', import.meta.url).pathname;

const MARKS: Readonly<Record<Verdict['is'], string>> = {
  same: 'ok',
  newer: 'newer',
  wrong: 'WRONG',
  unknown: 'UNKNOWN',
};

function featuresHere(): string[] {
  return readdirSync(LIBRARY, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

const wanted = process.argv.slice(2);
const pins = (wanted.length > 0 ? wanted : featuresHere()).flatMap((id) =>
  pinsOf(id, JSON.parse(readFileSync(join(LIBRARY, id, 'feature.json'), 'utf8'))),
);
const rows: string[] = [];
let bad = 0;
for (const pin of pins) {
  const verdict = await checkPin(pin, fetch);
  if (verdict.is === 'wrong' || verdict.is === 'unknown') bad += 1;
  const row = [MARKS[verdict.is], pin.feature, pin.name, pin.version, verdict.why] as const;
  console.log(row.join('  '));
  rows.push(`| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
}
const summary = process.env['GITHUB_STEP_SUMMARY'];
if (summary) {
  const head = '| | Feature | Pin | Version | |\n| --- | --- | --- | --- | --- |';
  appendFileSync(summary, `${head}\n${rows.join('\n')}\n`);
}
console.log(`${pins.length} pins, ${bad} of them wrong or not to be seen`);
process.exitCode = bad > 0 ? 1 : 0;
