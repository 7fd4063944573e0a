import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { mergePatch } from '../../../src/config/merge.ts';
import type { Json, JsonObject } from '../../../src/json.ts';
import { describe } from '../../support/describe.ts';

const SETS = new Set(['tags']);
const NONE = new Set<string>();

const cases: readonly [name: string, below: JsonObject, above: JsonObject, merged: JsonObject][] = [
  ['adds a key', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ['overrides a value', { a: 1 }, { a: 2 }, { a: 2 }],
  [
    'merges objects',
    { net0: { bridge: 'b', gw: 'g' } },
    { net0: { ip: 'i', gw: 'h' } },
    { net0: { bridge: 'b', gw: 'h', ip: 'i' } },
  ],
  ['removes with null', { a: { b: 1, c: 2 } }, { a: { b: null } }, { a: { c: 2 } }],
  ['removes a whole object', { a: { b: 1 } }, { a: null }, {}],
  ['has nothing to remove', {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ['replaces a value by an object', { a: 'x' }, { a: { b: 1 } }, { a: { b: 1 } }],
  ['replaces an object by a value', { a: { b: 1 } }, { a: 'x' }, { a: 'x' }],
  ['replaces a list', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['keeps null in a list', { a: [1] }, { a: [null] }, { a: [null] }],
  ['unites a set', { tags: ['a', 'b'] }, { tags: ['b', 'c'] }, { tags: ['a', 'b', 'c'] }],
  ['removes from a set', { tags: ['a', 'b'] }, { tags: ['!a', 'c'] }, { tags: ['b', 'c'] }],
  ['reads a set without anything below', {}, { tags: ['a', 'a', '!b'] }, { tags: ['a'] }],
  ['removes a whole set', { tags: ['a'] }, { tags: null }, {}],
  ['leaves a wrong set to the schema', { tags: ['a'] }, { tags: 'b' }, { tags: 'b' }],
  ['knows sets at the top only', { a: { tags: ['x'] } }, { a: { tags: ['y'] } }, { a: { tags: ['y'] } }],
  ['leaves out what Phoenix itself reads', { $schema: 's', extends: ['p'] }, { extends: ['q'] }, {}],
];

/** RFC 7396, section 2, word for word. */
function rfc7396(target: Json | undefined, patch: Json): Json {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? (target as JsonObject) : {};
  const result: Record<string, Json> = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = rfc7396(result[name], value);
  }
  return result;
}

const { object } = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(null, true, 1, 'x'),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
}));

/** What a merge may start from: no null in it, as in every merged document. */
const merged = object.map((one) => rfc7396({}, one) as JsonObject);

describe('merge', (test) => {
  for (const [name, below, above, want] of cases) {
    test(name, () => {
      const first = mergePatch({}, below, SETS);
      const before = structuredClone(first);
      assert.equal(mergePatch(first, above, SETS), want);
      assert.equal(first, before, 'what lies below is shared, so it must not change');
    });
  }

  test('is RFC 7396 where there are no sets', () => {
    fc.assert(
      fc.property(merged, object, (below, above) => {
        assert.equal(mergePatch(below, above, NONE), rfc7396(below, above));
      }),
      { numRuns: 2000 },
    );
  });

  test('changes nothing that it shares', () => {
    fc.assert(
      fc.property(merged, object, (below, above) => {
        const copies = structuredClone([below, above]);
        mergePatch(below, above, NONE);
        assert.equal([below, above], copies);
      }),
    );
  });
});
