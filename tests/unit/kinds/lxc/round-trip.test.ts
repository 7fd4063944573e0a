/** Spec to fields, spec to conf file to fields: the same values, whichever way they came. */
import { isDeepStrictEqual } from 'node:util';
import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { canonical, type Json } from '../../../../src/json.ts';
import { liveIn } from '../../../../src/kinds/lxc/live.ts';
import { LXC_KEYS, lxcSchema } from '../../../../src/kinds/lxc/schema.ts';
import { arbitraryInput, arbitraryInputOrTemplate, arbitraryPair } from '../../../support/arbitrary-spec.ts';
import { describe } from '../../../support/describe.ts';
import {
  comparable,
  confOf,
  fileOf,
  resolved,
  resource,
  shown,
  snapshotOf,
} from '../../../support/lxc-resource.ts';
import { SUBJECT } from '../../../support/spec-world.ts';

describe('arbitrary containers', (test) => {
  test('every file is taken by the schema and has no finding', () => {
    fc.assert(
      fc.property(arbitraryInputOrTemplate, (input) => {
        const parsed = lxcSchema.safeParse(input);
        assert.ok(parsed.success, JSON.stringify(parsed.error?.issues));
        assert.equal(resolved(input).findings, []);
      }),
      { numRuns: 300 },
    );
  });

  test('every key of the schema is produced', () => {
    const seen = new Set<string>();
    for (const input of fc.sample(arbitraryInputOrTemplate, { numRuns: 600, seed: 7 })) {
      for (const key of Object.keys(input)) seen.add(key);
    }
    assert.equal(
      LXC_KEYS.filter((key) => !seen.has(key)),
      [],
    );
  });

  test('pairs are files without findings, and most of them differ', () => {
    let different = 0;
    fc.assert(
      fc.property(arbitraryPair, ([before, after]) => {
        assert.equal(resolved(before).findings, []);
        assert.equal(resolved(after).findings, []);
        if (!isDeepStrictEqual(before, after)) different += 1;
      }),
      { numRuns: 200 },
    );
    assert.ok(different > 120, `${different} of 200 differ`);
  });
});

describe('resolve', (test) => {
  test('is deterministic, and its spec is JSON', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const spec = resource(input).spec as unknown as Json;
        assert.is(canonical(resource(structuredClone(input)).spec as unknown as Json), canonical(spec));
        assert.equal(JSON.parse(JSON.stringify(spec)), spec);
      }),
    );
  });
});

describe('fields', (test) => {
  test('of a conf file made from a spec are those of the spec', () => {
    fc.assert(
      fc.property(arbitraryInputOrTemplate, (input) => {
        const { spec } = resource(input);
        const running = spec.state === 'running' ? [SUBJECT.vmid] : [];
        const pools = spec.pool === undefined ? {} : { [spec.pool]: [SUBJECT.vmid] };
        const live = liveIn(snapshotOf([fileOf(confOf(spec))], { running, pools }), SUBJECT.vmid);
        const there = new Set(shown(live?.fields ?? []));
        assert.equal(
          shown(comparable(spec)).filter((text) => !there.has(text)),
          [],
        );
      }),
      { numRuns: 300 },
    );
  });

  test('have unique paths', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const { spec } = resource(input);
        const live = liveIn(snapshotOf([fileOf(confOf(spec))]), SUBJECT.vmid);
        for (const fields of [comparable(spec), live?.fields ?? []]) {
          assert.is(new Set(fields.map((one) => one.path)).size, fields.length);
        }
      }),
    );
  });
});
