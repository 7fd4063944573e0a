import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { renderFindingsJson, renderJson, renderReportJson } from '../../../../src/plan/render/json.ts';
import { describe } from '../../../support/describe.ts';
import { hostilePlan } from './hostile-plan.ts';
import { item, plan } from './sample-plan.ts';

/** The same data with its members in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, one]) => [key, reversed(one)]),
  );
}

describe('JSON', (test) => {
  test('says its version, and is read back as what it was', () => {
    const one = plan([item('lxc/a')]);
    assert.equal(JSON.parse(renderJson(one)), one);
    assert.is(JSON.parse(renderJson(one)).v, 1);
    const report = { estate: 'lab', run: 'r', commit: null, plan: one, resources: [], ms: 1, ok: true };
    assert.equal(JSON.parse(renderReportJson(report)), { v: 1, ...report });
  });

  test('equal plans are equal bytes, on one line', () => {
    fc.assert(
      fc.property(hostilePlan(5), (one) => {
        const text = renderJson(one);
        assert.is(renderJson(reversed(one) as typeof one), text);
        assert.not.match(text, /\n/);
        assert.equal(JSON.parse(text), JSON.parse(JSON.stringify(one)));
      }),
      { numRuns: 50 },
    );
  });

  test('findings are not ok when one is an error', () => {
    assert.is(renderFindingsJson([]), '{"findings":[],"ok":true,"v":1}');
    const finding = { id: 'PHX1', severity: 'error' as const, message: 'm', hint: undefined as never };
    assert.is(
      renderFindingsJson([finding]),
      '{"findings":[{"id":"PHX1","message":"m","severity":"error"}],"ok":false,"v":1}',
    );
  });
});
