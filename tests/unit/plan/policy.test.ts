import * as assert from 'uvu/assert';
import { type Policies, settingsSchema } from '../../../src/config/settings.ts';
import type { Effect } from '../../../src/kinds/effect.ts';
import type { PlanItem } from '../../../src/plan/plan.ts';
import { heldBy, judge, stricter } from '../../../src/plan/policy.ts';
import { describe } from '../../support/describe.ts';

const policies = (part: object = {}): Policies =>
  settingsSchema.parse({ name: 'lab', nodes: {}, policies: part }).policies;

const item = (name: string, effect: Effect): PlanItem => ({
  address: `lxc/${name}`,
  kind: 'lxc',
  id: `vmid:${name}`,
  node: 'pve1',
  action: effect === 'retire' ? 'retire' : 'update',
  effect,
  changes: [],
  notes: [],
  downtime: 0,
  summary: '',
  file: `lxc/${name}.json`,
  dependsOn: [],
  digest: name,
});

describe('policy', (test) => {
  test('the stricter of two ends, in either order', () => {
    const loose = policies({
      drift: 'live',
      retire: '1d',
      restarts: { max: 9, maxParallel: 3 },
      retires: { share: 0.5 },
    });
    const tight = policies({ retire: '7d', restarts: { max: 2, when: 'manual' }, retires: { max: 1 } });
    for (const both of [stricter(loose, tight), stricter(tight, loose)]) {
      assert.is(both.drift, 'report');
      assert.is(both.retire, '7d');
      assert.equal(both.restarts, { when: 'manual', maxParallel: 1, max: 2 });
      assert.equal(both.retires, { max: 1, share: 0.5 });
    }
  });

  test('a backup policy cannot be dropped by the change that it guards', () => {
    const guarded = policies({ backup: { storage: 'nas', maxAge: '12h' } });
    assert.is(stricter(policies(), guarded).backup?.storage, 'nas');
    assert.is(stricter(guarded, policies()).backup?.maxAge, '12h');
  });

  test('retires over the limit are held, the rest is not', () => {
    const items = [item('a', 'retire'), item('b', 'retire'), item('c', 'live')];
    const input = { items, size: 10, policies: policies({ retires: { share: 0.1 } }), runners: [] };
    const verdicts = judge(input);
    assert.is(verdicts.find((v) => v.policy === 'retire')?.text, 'retire 2 of at most 1');
    assert.equal(
      items.map((i) => heldBy(i, input, verdicts) !== null),
      [true, true, false],
    );
  });

  test('manual restarts wait', () => {
    const items = [item('a', 'restart'), item('b', 'live')];
    const input = { items, size: 2, policies: policies({ restarts: { when: 'manual' } }), runners: [] };
    assert.match(heldBy(item('a', 'restart'), input, judge(input)) ?? '', 'manual');
    assert.is(heldBy(item('b', 'live'), input, judge(input)), null);
  });

  test('what is impossible hides no restart', () => {
    const change = (path: string, effect: Effect) => ({ path, slot: path, before: '1', after: '2', effect });
    const both = {
      ...item('a', 'impossible'),
      changes: [change('/rootfs/size', 'impossible'), change('/nesting', 'restart')],
    };
    const input = { items: [both], size: 2, policies: policies({ restarts: { max: 0 } }), runners: [] };
    assert.is(heldBy(both, input, judge(input)), 'policy: restart 1 of at most 0');
    const harmless = { ...both, changes: both.changes.slice(0, 1) };
    const other = { ...input, items: [harmless] };
    assert.is(heldBy(harmless, other, judge(other)), null);
  });

  test('the runner is never stopped by its own job', () => {
    const items = [item('runner', 'restart')];
    const input = { items, size: 2, policies: policies(), runners: ['lxc/runner'] };
    assert.match(heldBy(item('runner', 'restart'), input, judge(input)) ?? '', 'runs this job');
    assert.is(heldBy(item('runner', 'live'), input, judge(input)), null);
  });
});
