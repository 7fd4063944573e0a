/**
 * The laws of plan and apply, over random pairs of files: what is applied is what is there, a second plan is empty, a
 * second apply runs nothing, and nothing worse happens than the plan had said. LAWS_SEED and LAWS_PAIRS try others.
 */
import process from 'node:process';
import { fc } from '../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { arbitraryLawPair, type LawPair } from '../support/law-pairs.ts';
import { counterexample } from '../support/law-reduce.ts';
import { estatesOf, lawsOf, type LawOptions } from '../support/law-run.ts';

const SEED = Number(process.env['LAWS_SEED'] ?? 20_261_122);
const PAIRS = Number(process.env['LAWS_PAIRS'] ?? 1000);
/** Guests of one estate. */
const TOGETHER = 25;
/** Counterexamples that are told of; the others are most often the same again. */
const TOLD = 3;

interface Outcome {
  readonly tried: number;
  readonly impossible: number;
  readonly different: number;
  readonly broken: readonly string[];
}

async function tried(pairs: readonly LawPair[], options: LawOptions): Promise<Outcome> {
  const broken: string[] = [];
  let refused = 0;
  let different = 0;
  for (let at = 0; at < pairs.length; at += TOGETHER) {
    const some = pairs.slice(at, at + TOGETHER);
    const estates = estatesOf(some, options);
    refused += estates.refused.size;
    different += some.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after)).length;
    const violations = await lawsOf(estates, some);
    for (const { index, what } of violations) {
      const pair = index === null ? undefined : some[index];
      if (broken.length >= TOLD) return { tried: at, impossible: refused, different, broken };
      broken.push(pair ? await counterexample(pair, what, options) : what.slice(0, 600));
    }
  }
  return { tried: pairs.length, impossible: refused, different, broken };
}

const RUNS: readonly (readonly [name: string, share: number, options: LawOptions])[] = [
  ['PVE 9.2', 0.6, { pve: '9.2', drift: 'report' }],
  ['PVE 8.4', 0.25, { pve: '8.4', drift: 'report' }],
  ['guests that somebody stopped in between', 0.15, { pve: '9.2', drift: 'live' }],
];

describe(`the laws of plan and apply (LAWS_SEED=${SEED}, LAWS_PAIRS=${PAIRS})`, (test) => {
  for (const [name, share, options] of RUNS) {
    test(`hold for every pair of files: ${name}`, async () => {
      const numRuns = Math.round(PAIRS * share);
      const pairs = fc.sample(arbitraryLawPair(options.pve), { seed: SEED, numRuns });
      const outcome = await tried(pairs, options);
      assert.is(outcome.broken.length, 0, outcome.broken.join('\n\n'));
      // Pairs that say nothing would prove nothing.
      assert.ok(outcome.different > 0.8 * numRuns, `${outcome.different} of ${numRuns} differ`);
      assert.ok(outcome.impossible <= 0.05 * numRuns, `${outcome.impossible} of ${numRuns} cannot be done`);
    });
  }
});
