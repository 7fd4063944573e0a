/**
 * One harness for all fuzz targets: what failed once comes first (tests/data/fuzz/TARGET/), then inputs by chance, of one seed.
 * `FUZZ_SEED=4711 FUZZ_RUNS=20000 FUZZ_TARGET=conf` looks elsewhere, longer and at one alone; what it finds becomes a file
 * of the corpus.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { sha256 } from '../../../src/hash.ts';
import type { describe } from '../describe.ts';
import { fc } from '../fast-check.ts';

export interface Target {
  /** Its folder in the corpus. */
  readonly name: string;
  /** How an input stands in a file: text, or bytes as one character each. */
  readonly encoding: 'utf8' | 'latin1';
  readonly inputs: fc.Arbitrary<string>;
  /** Unless FUZZ_RUNS says otherwise; all targets together take some seconds. */
  readonly runs: number;
  /** @throws what the input breaks */
  readonly check: (input: string) => void | Promise<void>;
}

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);
const RUNS = process.env['FUZZ_RUNS'] === undefined ? null : Number(process.env['FUZZ_RUNS']);
const ONLY = process.env['FUZZ_TARGET'];
const CORPUS = 'tests/data/fuzz';

function corpusOf({ name, encoding }: Target): [file: string, input: string][] {
  const folder = join(CORPUS, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((file) => [file, readFileSync(join(folder, file), encoding)]);
}

/** Writes down an input that broke something. @returns where */
function keep({ name, encoding }: Target, input: string): string {
  const folder = join(CORPUS, name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `found-${sha256(input).slice(0, 12)}`);
  writeFileSync(path, Buffer.from(input, encoding));
  return path;
}

type Test = Parameters<Parameters<typeof describe>[1]>[0];

/** Two tests of one target. */
export function fuzz(test: Test, target: Target): void {
  const { name, inputs, runs, check } = target;
  if (ONLY !== undefined && ONLY !== name) return;
  for (const [file, input] of corpusOf(target)) {
    test(`${name}: ${file} of the corpus`, async () => {
      await check(input);
    });
  }
  test(`${name}: by chance (FUZZ_SEED=${SEED})`, async () => {
    const property = fc.asyncProperty(inputs, async (input) => {
      await check(input);
    });
    const found = await fc.check(property, { seed: SEED, numRuns: RUNS ?? runs, endOnFailure: false });
    if (!found.failed) return;
    const [input = ''] = found.counterexample ?? [];
    const path = keep(target, input);
    throw new Error(
      `FUZZ_SEED=${SEED}: ${path} breaks it, which stays in the corpus: ${String(found.errorInstance)}`,
    );
  });
}
