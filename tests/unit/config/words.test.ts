/** The small things: field names, suggestions, quoting, loops, units. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { fieldName, pointerOf } from '../../../src/config/field-name.ts';
import { loopsIn } from '../../../src/config/loops.ts';
import { quote } from '../../../src/config/quote.ts';
import { didYouMean, nearest } from '../../../src/config/suggest.ts';
import { diskSize, durationInMs, durationText, momentText, sizeInKiB } from '../../../src/config/units.ts';
import { describe } from '../../support/describe.ts';

const DOCUMENT = {
  net0: { ip: 'x' },
  mounts: { '/data': { size: '1G' } },
  raw: { 'lxc.cap': 'a', 'lxc.cap.drop': 'b' },
  tags: ['a'],
};

const names: readonly [field: string, path: string, name: string][] = [
  ['net0.ip', '/net0/ip', 'net0.ip'],
  ['/net0/ip', '/net0/ip', 'net0.ip'],
  ['mounts./data.size', '/mounts/~1data/size', 'mounts["/data"].size'],
  ['mounts["/data"].size', '/mounts/~1data/size', 'mounts["/data"].size'],
  ['raw.lxc.cap.drop', '/raw/lxc.cap.drop', 'raw["lxc.cap.drop"]'],
  ['raw.lxc.cap', '/raw/lxc.cap', 'raw["lxc.cap"]'],
  ['tags[0]', '/tags/0', 'tags[0]'],
  ['net1.ip', '/net1/ip', 'net1.ip'],
];

describe('field names', (test) => {
  for (const [field, path, name] of names) {
    test(`${field} is ${path}`, () => {
      assert.is(pointerOf(field, [DOCUMENT]), path);
      assert.is(fieldName(path), name);
      assert.is(pointerOf(name, [DOCUMENT]), path);
    });
  }
  test('the empty pointer is the file', () => {
    assert.is(fieldName(''), 'the file');
  });
});

describe('suggestions', (test) => {
  const known = ['memory', 'cores', 'net0', 'onboot', 'gpu', 'lxc/db', 'lxc/web'];
  const cases: readonly [text: string, name: string | null][] = [
    ['memroy', 'memory'],
    ['lxc/wbe', 'lxc/web'],
    ['Memory', 'memory'],
    ['core', 'cores'],
    ['nett0', 'net0'],
    ['gppu', 'gpu'],
    ['onBoot', 'onboot'],
    ['zzz', null],
    ['x'.repeat(10_000), null],
  ];
  for (const [text, want] of cases) {
    test(`${text.slice(0, 20)} is ${want}`, () => {
      assert.is(nearest(text, known), want);
    });
  }
  test('without a near name, what there is', () => {
    assert.is(didYouMean('zzz', ['b', 'a'], 'none'), 'Known here: "a", "b".');
    assert.is(didYouMean('zzz', [], 'none'), 'none');
    assert.match(
      didYouMean(
        'zzzzzzz',
        [...Array(20).keys()].map((n) => `name-${n}`),
        '',
      ),
      / …\.$/,
    );
  });
});

describe('quotes', (test) => {
  test('keep a text on one line, visible and short', () => {
    assert.is(quote('a"b'), '"a\\"b"');
    assert.is(quote('a\n\u001b[31m\u202e\u200b'), '"a\\n\\u001b[31m\\u202e\\u200b"');
    assert.is(quote('x'.repeat(100), 5), '"xxxxx…"');
  });
  test('hold no control character of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.not.match(quote(text), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });
});

describe('loops', (test) => {
  const graph = (edges: Readonly<Record<string, readonly string[]>>) =>
    loopsIn(new Map(Object.entries(edges)));
  test('are found once, from their smallest member', () => {
    assert.equal(graph({ c: ['a'], a: ['b'], b: ['c'] }), [['a', 'b', 'c']]);
    assert.equal(graph({ a: ['a'] }), [['a']]);
    assert.equal(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }), []);
    assert.equal(graph({ a: ['b'], b: ['a', 'c'], c: ['b'] }), [
      ['a', 'b'],
      ['b', 'c'],
    ]);
  });
  test('do not need a deep stack', () => {
    const chain = Object.fromEntries([...Array(50_000).keys()].map((n) => [`n${n}`, [`n${n + 1}`]]));
    assert.equal(graph(chain), []);
  });
  test('there is one exactly when no order exists', () => {
    const edges = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.subarray(['a', 'b', 'c', 'd', 'e']),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(edges, (some) => {
        const left = new Map(Object.entries(some).map(([from, to]) => [from, new Set(to)]));
        for (let removed = true; removed;) {
          removed = false;
          for (const [from, to] of left) {
            for (const one of to) if (!left.has(one)) to.delete(one);
            if (to.size === 0) removed = left.delete(from) || removed;
          }
        }
        assert.is(graph(some).length > 0, left.size > 0);
      }),
    );
  });
});

describe('units', (test) => {
  const sizes: readonly [value: number | string, unit: 'M' | 'G', kib: number | null][] = [
    [512, 'M', 512 * 1024],
    ['24G', 'M', 24 * 1024 ** 2],
    ['1.5G', 'M', 1.5 * 1024 ** 2],
    ['512 MiB', 'M', 512 * 1024],
    [8, 'G', 8 * 1024 ** 2],
    ['2t', 'G', 2 * 1024 ** 3],
    ['G', 'G', null],
    ['-1G', 'G', null],
    ['1X', 'G', null],
    ['', 'G', null],
  ];
  for (const [value, unit, want] of sizes) {
    test(`${JSON.stringify(value)} in ${unit} is ${want} KiB`, () => {
      assert.is(sizeInKiB(value, unit), want);
    });
  }
  test('disk sizes are whole', () => {
    assert.equal([1024, 1536 * 1024, 1024 ** 2, 1024 ** 3, 1000].map(diskSize), [
      '1M',
      '1536M',
      '1G',
      '1T',
      '1000K',
    ]);
  });
  test('durations', () => {
    assert.equal(['10m', '7d', '24h', 90, '1500ms', '1w'].map(durationInMs), [
      600_000,
      604_800_000,
      86_400_000,
      90_000,
      1500,
      null,
    ]);
    assert.equal([0, 25_000, 751_000, 7_500_000, 604_800_000].map(durationText), [
      '0 s',
      '25 s',
      '12 min 31 s',
      '2 h 5 min',
      '7 d',
    ]);
    assert.is(momentText(Date.parse('2026-11-30T22:00:59.999Z')), '30 Nov 22:00 UTC');
  });
});
