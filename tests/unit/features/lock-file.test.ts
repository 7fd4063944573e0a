/** phoenix.lock: read, written, compared, renewed. */
import * as assert from 'uvu/assert';
import { featuresOf as estateFeatures, lockFindings } from '../../../src/features/estate-features.ts';
import { readLibrary } from '../../../src/features/library.ts';
import {
  compareLock,
  formatLock,
  type Lock,
  parseLock,
  updateLock,
} from '../../../src/features/lock-file.ts';
import { describe } from '../../support/describe.ts';
import { featuresOf, filesOf, manifest } from '../../support/feature-files.ts';

const library = [...featuresOf({ b: {}, a: {}, c: { version: '2.0.0' } }).values()];
const [a, b, c] = ['a', 'b', 'c'].map((id) => library.find((one) => one.id === id) ?? null);
const lock = updateLock(null, library, '0.1.0', null);
const told = (of: Lock | null, used = library) =>
  compareLock(of, used).map(({ id, message }) => `${id} ${message}`);

const broken: readonly [string, string][] = [
  ['no JSON', '{'],
  ['a merge conflict', '<<<<<<< HEAD\n{}'],
  ['another version', JSON.stringify({ v: 2, phoenix: '1', features: {} })],
  ['an unknown key', JSON.stringify({ v: 1, phoenix: '1', features: {}, x: 1 })],
  [
    'a hash that is none',
    JSON.stringify({ v: 1, phoenix: '1', features: { a: { version: '1.0.0', hash: 'x' } } }),
  ],
  ['a name that is none', JSON.stringify({ v: 1, phoenix: '1', features: { '../a': lock.features['a'] } })],
];

describe('phoenix.lock', (test) => {
  test('is read as it was written, sorted', () => {
    assert.equal(parseLock(formatLock(lock)), { lock, findings: [] });
    assert.is(
      formatLock({ ...lock, features: Object.fromEntries(Object.entries(lock.features).toReversed()) }),
      formatLock(lock),
    );
    assert.match(
      formatLock(lock),
      /^\{\n {2}"v": 1,\n {2}"phoenix": "0.1.0",\n {2}"features": \{\n {4}"a": [\s\S]*"b"[\s\S]*\}\n$/,
    );
    assert.equal(parseLock(null), { lock: null, findings: [] });
  });

  for (const [name, text] of broken) {
    test(`refuses ${name}`, () => {
      const { lock: read, findings } = parseLock(text);
      assert.is(read, null);
      assert.equal(
        findings.map(({ id, at }) => [id, at?.file]),
        [['PHX731', 'phoenix.lock']],
      );
    });
  }

  test('is silent when all that is used is pinned as it is', () => assert.equal(told(lock), []));

  test('tells what is not pinned, what is other, and what is not used', () => {
    assert.equal(told(null, a ? [a] : []), ['PHX733 the feature "a" is used and not pinned']);
    const pins = { ...lock.features, a: { version: '0.9.0', hash: `sha256:${'0'.repeat(64)}` } };
    const other = {
      ...lock,
      features: { ...pins, b: { version: '1.0.0', hash: `sha256:${'1'.repeat(64)}` } },
    };
    assert.equal(told(other, a && b ? [b, a] : []), [
      'PHX732 the library has version 1.0.0 of "a"; version 0.9.0 is pinned',
      'PHX732 the library has other contents under the same version 1.0.0 of "b"; version 1.0.0 is pinned',
      'PHX734 the feature "c" is pinned and not used',
    ]);
  });

  test('tells of another version for the same contents', () => {
    const pin = { version: '0.9.0', hash: a?.content ?? '' };
    assert.equal(told({ ...lock, features: { a: pin } }, a ? [a] : []), [
      'PHX732 the library has version 1.0.0 of "a"; version 0.9.0 is pinned',
    ]);
  });

  test('that cannot be read is told of once, and not also as a pin that is missing', () => {
    const kept = new Map([['phoenix.lock', Buffer.from('{')]]);
    const tree = { root: '', revision: null, files: new Map(), kept, findings: [] };
    const estate = estateFeatures(
      tree,
      () => filesOf({ 'a/feature.json': manifest('a'), 'a/install.sh': '' }),
      null,
    );
    assert.equal(
      [...estate.findings, ...lockFindings(estate, new Set(['a']))].map(({ id }) => id),
      ['PHX731'],
    );
  });

  test('has nothing to do with own features', () => {
    const own = readLibrary({
      own: filesOf({ 'x/feature.json': manifest('x'), 'x/install.sh': '' }),
      shipped: new Map(),
    });
    const used = [...own.features.values()];
    assert.equal(told(null, used), []);
    assert.equal(updateLock(lock, used, '0.2.0', null), { phoenix: '0.2.0', features: {} });
  });

  test('is renewed for all, or for those that are named', () => {
    const old = { version: '0.1.0', hash: `sha256:${'0'.repeat(64)}` };
    const before: Lock = { phoenix: '0.0.9', features: { a: old, c: old, gone: old } };
    assert.equal(updateLock(before, library, '0.1.0', null), lock);
    const one = updateLock(before, library, '0.1.0', ['c']);
    assert.equal(one.features, { a: old, b: lock.features['b'], c: { version: '2.0.0', hash: c?.content } });
  });
});
