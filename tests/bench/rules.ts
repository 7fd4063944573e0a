/**
 * (f) How much longer a validation takes than parsing and resolving alone. Each run is a process of its own, which
 * measures itself: nothing is warm, and what it takes to load code and to make the estate does not count.
 */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadEstate } from '../../src/config/estate.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { checkRules } from '../../src/rules/check/check.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { declaredEstate } from '../support/declared-estate.ts';
import { type Row, timesRow } from './row.ts';

const GUESTS = 10_000;
const RUNS = 7;

interface Times {
  /** Milliseconds of parsing, merging and resolving. */
  readonly load: number;
  /** The same with all rules. */
  readonly validate: number;
}

/** Milliseconds of this process on a processor: other work on the machine does not count. */
function processorTime(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function measure(): Times {
  const files = [...declaredEstate(GUESTS)].map(([path, text]) => [path, { path, text }] as const);
  const tree = { root: 'configs', revision: null, files: new Map(files), findings: [] };
  const start = process.cpuUsage();
  const estate = loadEstate(tree, { env: null, kinds, shipped: shippedFeatures });
  const load = processorTime(start);
  const { findings } = checkRules(estate);
  const validate = processorTime(start);
  // Rules that find something in each guest would be measured at another work than they have in a sound estate.
  if (findings.length > 100 || estate.resources.size !== GUESTS)
    throw new Error(`${findings.length} findings, such as ${JSON.stringify(findings[0])}`);
  return { load, validate };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export async function rulesCost(): Promise<Row[]> {
  const own = fileURLToPath(import.meta.url);
  const times: Times[] = [];
  for (let i = 0; i < RUNS; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, own, 'once']);
    times.push(JSON.parse(stdout) as Times);
  }
  const load = median(times.map((one) => one.load));
  const validate = median(times.map((one) => one.validate));
  return [timesRow('validate of 10,000 with all rules / parsing and resolving them', validate, load, 2)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(measure()));
