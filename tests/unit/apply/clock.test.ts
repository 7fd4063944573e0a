/** The engine's clock while the machine's is set. */
import * as assert from 'uvu/assert';
import { realClock } from '../../../src/apply/clock.ts';
import { describe } from '../../support/describe.ts';

describe('the clock of an apply', (test) => {
  test('tells the time, and never jumps with the one of the machine', () => {
    const real = Date.now;
    const start = realClock.now();
    assert.ok(Math.abs(start - real()) < 60_000, 'it tells another time');
    try {
      for (const jump of [-86_400_000, 86_400_000]) {
        Date.now = () => real() + jump;
        const ms = realClock.now() - start;
        assert.ok(ms >= 0 && ms < 60_000, `${jump}: ${ms} ms have gone by`);
      }
    } finally {
      Date.now = real;
    }
  });
});
