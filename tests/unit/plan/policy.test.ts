import * as assert from 'uvu/assert';
import { type Policies, settingsSchema } from '../../../src/config/settings.ts';
import { guarded, stricter } from '../../../src/plan/policy.ts';
import { describe } from '../../support/describe.ts';

const policies = (part: object = {}): Policies =>
  settingsSchema.parse({ name: 'lab', nodes: {}, policies: part }).policies;

describe('policy', (test) => {
  test('the stricter of two ends, in either order', () => {
    const loose = policies({
      drift: 'live',
      retire: '1d',
      restarts: { max: 9, maxParallel: 3 },
      retires: { share: 0.5 },
    });
    const tight = policies({
      retire: '7d',
      rollback: 'snapshot',
      restarts: { max: 2, when: 'manual' },
      retires: { max: 1 },
    });
    for (const both of [stricter(loose, tight), stricter(tight, loose)]) {
      assert.is(both.drift, 'report');
      assert.is(both.retire, '7d');
      assert.is(both.rollback, 'snapshot');
      assert.equal(both.restarts, { when: 'manual', maxParallel: 1, max: 2 });
      assert.equal(both.retires, { max: 1, share: 0.5 });
    }
  });

  test('a backup policy cannot be dropped by the change that it guards', () => {
    const guarded = policies({ backup: { storage: 'nas', maxAge: '12h' } });
    assert.is(stricter(policies(), guarded).backup?.storage, 'nas');
    assert.is(stricter(guarded, policies()).backup?.maxAge, '12h');
  });

  test('nor can entries without their names be let in by it', () => {
    const of = (requireBound: boolean) =>
      settingsSchema.parse({ name: 'lab', nodes: {}, secrets: { vault: { requireBound } } });
    for (const [after, before] of [
      [of(false), of(true)],
      [of(true), of(false)],
    ] as const)
      assert.is(guarded(after, before).secrets.vault.requireBound, true);
    assert.is(guarded(of(false), of(false)).secrets.vault.requireBound, false);
  });
});
