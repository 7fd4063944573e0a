/** The order of features: total, reproducible, and true to what each asks for. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { type Orderable, orderFeatures, predecessors } from '../../../src/features/order.ts';
import { describe } from '../../support/describe.ts';

const one = (id: string, more: Partial<Orderable> = {}): Orderable => ({
  id,
  dependsOn: [],
  installsAfter: [],
  provides: [],
  ...more,
});

const cases: readonly [string, readonly Orderable[], readonly (readonly string[])[]][] = [
  ['nothing', [], []],
  ['by id, when nothing is asked for', [one('b'), one('a')], [['a', 'b']]],
  ['what is depended on first', [one('a', { dependsOn: ['z'] }), one('z')], [['z'], ['a']]],
  ['softly, what is there', [one('a', { installsAfter: ['z', 'gone'] }), one('z')], [['z'], ['a']]],
  [
    'a word that others provide',
    [one('a', { installsAfter: ['http'] }), one('y'), one('z', { provides: ['http'] })],
    [['y', 'z'], ['a']],
  ],
  ['a word that it provides itself', [one('a', { installsAfter: ['http'], provides: ['http'] })], [['a']]],
  [
    'in rounds: a later one does not overtake',
    [
      one('a', { dependsOn: ['c'] }),
      one('b', { dependsOn: ['d'] }),
      one('c'),
      one('d', { dependsOn: ['c'] }),
    ],
    [['c'], ['a', 'd'], ['b']],
  ],
];

const X = '${secret:x}';
const Y = '${secret:y}';
/** `a` uses, or uses and defines. */
const user = (id: string, uses: readonly string[], more: Partial<Orderable> = {}) =>
  one(id, { uses, ...more });
const definer = (id: string, secret: string, more: Partial<Orderable> = {}) =>
  one(id, { uses: [secret], defines: [secret], ...more });

const secrets: readonly [string, readonly Orderable[], readonly (readonly string[])[]][] = [
  ['who defines a secret, then who uses it', [user('a', [X]), definer('z', X)], [['z'], ['a']]],
  ['who uses another one does not wait', [user('a', [Y]), definer('z', X)], [['a', 'z']]],
  ['a use defines nothing', [user('a', [X]), user('z', [X])], [['a', 'z']]],
  [
    'two that define it have no order, and who uses it comes after both',
    [user('a', [X]), definer('y', X), definer('z', X)],
    [['y', 'z'], ['a']],
  ],
  [
    'another part of the same secret counts',
    [user('a', ['${secret:x#user}']), user('b', ['${secret:x#*}']), definer('z', X)],
    [['z'], ['a', 'b']],
  ],
  [
    'the same name in another place does not',
    [user('a', ['${secret:env:x}']), definer('z', X)],
    [['a', 'z']],
  ],
  [
    'what depends on it otherwise goes first',
    [user('a', [X]), definer('z', X, { dependsOn: ['a'] })],
    [['a'], ['z']],
  ],
  [
    'also softly, and behind others',
    [user('a', [X]), one('m', { dependsOn: ['a'] }), definer('z', X, { installsAfter: ['m'] })],
    [['a'], ['m'], ['z']],
  ],
  [
    'of two that define for each other, the first by name goes first',
    [definer('b', X, { uses: [X, Y] }), definer('a', Y, { uses: [X, Y] })],
    [['a'], ['b']],
  ],
  [
    'one that defines and uses comes between',
    [user('a', [Y]), definer('b', Y, { uses: [X, Y] }), definer('c', X)],
    [['c'], ['b'], ['a']],
  ],
];

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const some = fc
  .array(
    fc.record({
      dependsOn: fc.subarray(ids),
      installsAfter: fc.subarray([...ids, 'w']),
      provides: fc.subarray(['w']),
      uses: fc.constant([X, Y]),
      defines: fc.subarray([X, Y]),
    }),
    {
      minLength: ids.length,
      maxLength: ids.length,
    },
  )
  .chain((all) =>
    fc.shuffledSubarray(
      ids.map((id, index) => one(id, all[index])),
      { minLength: 0 },
    ),
  );
/** The same without loops: a feature asks for those of larger ids only. */
const loopless = some.map((all) =>
  all.map((each) => ({
    ...each,
    provides: [],
    dependsOn: each.dependsOn.filter((other) => other > each.id),
    installsAfter: each.installsAfter.filter((other) => other > each.id),
  })),
);

describe('order', (test) => {
  for (const [name, features, rounds] of cases) {
    test(name, () => assert.equal(orderFeatures(features), { rounds, loops: [] }));
  }

  for (const [name, features, rounds] of secrets) {
    test(`secrets: ${name}`, () => {
      assert.equal(orderFeatures(features), { rounds, loops: [] });
      assert.equal(orderFeatures(features.toReversed()), { rounds, loops: [] });
    });
  }

  test('names the features of a loop, hard or soft', () => {
    const hard = orderFeatures([one('b', { dependsOn: ['a'] }), one('a', { dependsOn: ['b'] }), one('c')]);
    assert.equal(hard, { rounds: null, loops: [['a', 'b']] });
    const soft = orderFeatures([one('b', { installsAfter: ['a'] }), one('a', { dependsOn: ['b'] })]);
    assert.equal(soft, { rounds: null, loops: [['a', 'b']] });
  });

  test('is the same whatever the order of the input', () => {
    fc.assert(
      fc.property(
        some.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          assert.equal(orderFeatures(shuffled), orderFeatures(all));
        },
      ),
    );
  });

  test('has each feature once, and after what it waits for', () => {
    fc.assert(
      fc.property(loopless, (all) => {
        const order = orderFeatures(all).rounds?.flat() ?? [];
        assert.equal(order.toSorted(), all.map(({ id }) => id).sort());
        for (const [id, before] of predecessors(all)) {
          for (const other of before)
            assert.ok(order.indexOf(other) < order.indexOf(id), `${other} before ${id}`);
        }
      }),
    );
  });
});
