/** How long an apply will still take: by its longest path, its work, its busiest lock, and how well estimates were kept. */
import * as assert from 'uvu/assert';
import { estimate } from '../../../src/apply/estimate.ts';
import { timeLeft } from '../../../src/apply/time-left.ts';
import { describe } from '../../support/describe.ts';
import { toyStep } from './toy.ts';

const free = (id: string, after: readonly string[] = []) =>
  toyStep(id, 'run', 101, ['pct', 'set'], { id, after, locks: [] });
const locked = (id: string) => ({
  ...free(id),
  locks: [{ name: 'storage:one', mode: 'exclusive' as const }],
});
const ONE = estimate(free('x'));

const CASES: readonly (readonly [string, Parameters<typeof timeLeft>, number])[] = [
  ['nothing', [[], 4], 0],
  ['work spread over all hands', [[free('a'), free('b'), free('c'), free('d')], 2], 2 * ONE],
  ['the longest path', [[free('a'), free('b', ['a']), free('c', ['b'])], 8], 3 * ONE],
  ['the busiest lock', [[locked('a'), locked('b'), locked('c')], 8], 3 * ONE],
  ['a way back that nobody needs', [[free('a'), { ...free('b'), rescue: true }], 1], ONE],
];

describe('the time that is left', (test) => {
  for (const [name, input, want] of CASES) {
    test(`counts ${name}`, () => assert.is(timeLeft(...input).left(0), want));
  }

  test('goes down while steps run, and never below nothing', () => {
    const time = timeLeft([free('a')], 1);
    time.started('a', 0);
    assert.is(time.left(ONE / 2), ONE / 2);
    assert.is(time.left(ONE * 3), 0);
    time.ended('a', ONE * 3);
    assert.is(time.left(ONE * 3), 0);
  });

  test('learns from steps that were slower, and little from one alone', () => {
    const steps = Array.from({ length: 40 }, (_, at) => free(`s${at}`));
    const time = timeLeft(steps, 1);
    const guessed = time.left(0);
    let now = 0;
    for (const { id } of steps.slice(0, 20)) {
      time.started(id, now);
      now += ONE * 3;
      time.ended(id, now);
    }
    const left = time.left(now);
    assert.ok(left > guessed / 2 && left < (guessed / 2) * 3, String(left));
  });

  test('is not changed by steps that never began', () => {
    const time = timeLeft([free('a'), free('b')], 1);
    time.ended('a', 0);
    assert.is(time.left(0), ONE);
  });
});
