import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { parseFile } from '../../../src/config/parse.ts';
import type { Json } from '../../../src/json.ts';
import { describe } from '../../support/describe.ts';

const parse = (text: string, path = 'lxc/web.json') => parseFile({ path, text });

/** [name, text, findings as `ID line:column`, whether a value can be used] */
const bad: readonly [
  name: string,
  text: string,
  findings: readonly string[],
  usable: boolean,
  path?: string,
][] = [
  ['an empty file', '', ['PHX101 1:1'], false],
  ['a bare word', '{"a": yes}', ['PHX101 1:7'], false],
  ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', ['PHX101 3:3'], false],
  ['a trailing comma in .json', '{\n  "a": 1,\n}', ['PHX101 2:9'], false],
  ['a comment in .json', '{\n  // x\n  "a": 1\n}', ['PHX101 2:3'], false],
  ['an open text', '{"a": "b\n}', ['PHX101 1:7'], false],
  ['an open object', '{"a": 1', ['PHX101 1:8'], false],
  ['two objects', '{}\n{}', ['PHX101 2:1'], false],
  ['a wrong escape', '{"a": "\\x"}', ['PHX101 1:7'], false],
  ['a raw control character', '{"a": "b\u0001"}', ['PHX101 1:7'], false],
  ['a text that ends with a backslash', '{"a": "\\', ['PHX101 1:7'], false],
  ['an open comment', '{} /*', ['PHX101 1:4'], false, 'a.jsonc'],
  ['a list', ' [1]', ['PHX107 1:2'], false],
  ['a single value', '"x"', ['PHX107 1:1'], false],
  ['null', 'null', ['PHX107 1:1'], false],
  ['a double key', '{\n  "a": 1,\n  "b": 2,\n  "a": 3\n}', ['PHX102 4:3'], true],
  ['a double key deep inside', '{"x": [{"a": 1, "a": 1}]}', ['PHX102 1:17'], true],
  ['a double key written in two ways', '{"a": 1, "\\u0061": 2}', ['PHX102 1:10'], true],
  ['__proto__', '{"__proto__": {"vmid": 1}}', ['PHX103 1:2'], false],
  ['__proto__ by an escape', '{"\\u005f_proto__": {}}', ['PHX103 1:2'], false],
  ['constructor in .jsonc', '{ // x\n"a": {"constructor": 1}}', ['PHX103 2:7'], false, 'a.jsonc'],
  ['NUL in a text', '{"a": "b\\u0000"}', ['PHX104 1:7'], true],
  ['NUL in a key', '{"a\\u0000": 1}', ['PHX104 1:2'], true],
  ['a newline in a key', '{"a\\nb": 1, "c\\u0007": 1}', ['PHX104 1:13', 'PHX104 1:2'], true],
  ['a carriage return in a text', '{"a": "safe\\rrm"}', ['PHX104 1:7'], true],
  ['a mark of text direction', '{"a": "b\u202ec"}', ['PHX104 1:7'], true],
  ['half a character', '{"a": "\\ud800"}', ['PHX104 1:7'], true],
  ['a byte order mark', '\ufeff{"a": 1}', ['PHX106 1:1'], true],
  ['65 levels', `{"a": ${'['.repeat(64)}${']'.repeat(64)}}`, ['PHX105 1:70'], false],
  ['a million levels', '['.repeat(1_000_000), ['PHX105 1:65'], false],
  ['a million levels in .jsonc', `// x\n${'{"a":'.repeat(200_000)}`, ['PHX105 2:321'], false, 'a.jsonc'],
];

const good: readonly [name: string, text: string, value: Json, path?: string][] = [
  ['nothing', '{}', {}],
  ['newline and tab in a text', '{"a": "b\\n\\tc"}', { a: 'b\n\tc' }],
  [
    'escaped quotes and colons in texts',
    '{"a\\"": "b\\\\", "c": "d\\": e", "f": ":"}',
    { 'a"': 'b\\', c: 'd": e', f: ':' },
  ],
  ['texts that look like keys', '{"a": ["b", "c"], "d": {"e": "f:g"}}', { a: ['b', 'c'], d: { e: 'f:g' } }],
  [
    'comments and trailing commas in .jsonc',
    '// x\n{ "a": 1, /* "b": 2 */ "c": [1,], }',
    { a: 1, c: [1] },
    'a.jsonc',
  ],
  ['slashes in texts in .jsonc', '{ "a": "http://x" } // y', { a: 'http://x' }, 'a.jsonc'],
  [
    '64 levels',
    `{"a": ${'['.repeat(63)}${']'.repeat(63)}}`,
    JSON.parse(`{"a": ${'['.repeat(63)}${']'.repeat(63)}}`),
  ],
];

describe('parse', (test) => {
  for (const [name, text, want, usable, path] of bad) {
    test(`finds ${name}`, () => {
      const { findings, value } = parse(text, path);
      const got = findings.map((one) => `${one.id} ${one.at?.line}:${one.at?.column}`).toSorted();
      assert.equal(got, [...want]);
      assert.is(value !== null, usable);
      for (const one of findings) assert.ok(one.hint && one.message, one.id);
    });
  }

  for (const [name, text, want, path] of good) {
    test(`takes ${name}`, () => {
      const { findings, value } = parse(text, path);
      assert.equal(findings, []);
      assert.equal(value, want);
    });
  }

  test('shows both places of a double key', () => {
    const [found] = parse('{\n  "a": 1,\n  "a": 2\n}').findings;
    assert.equal(found?.also, { file: 'lxc/web.json', line: 2, column: 3 });
  });

  test('does not pollute prototypes', () => {
    parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
    parse('// x\n{"__proto__": {"polluted": 1}}', 'a.jsonc');
    assert.is(({} as Record<string, unknown>)['polluted'], undefined);
  });

  test('says whether a text refers to something', () => {
    assert.is(parse('{"env": {"A": "${self.vmid}"}}').refers, true);
    assert.is(parse('{"env": {"A": "\\u0024{self.vmid}"}}').refers, true);
    assert.is(parse('{"env": {"A": "$x"}}').refers, false);
  });

  test('gives the same value for an equal text of an earlier tree', () => {
    const first = { path: 'a.json', text: '{"a": 1}' };
    const again = { path: 'a.json', text: '{"a": 1}' };
    assert.is(parseFile(again, first).value === parseFile(first).value, false, 'the twin was not parsed yet');
    const third = { path: 'a.json', text: '{"a": 1}' };
    assert.is(parseFile(third, first).value, parseFile(first).value);
  });

  test('finds nothing wrong in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom('a.json', 'a.jsonc'),
        (value, path) => {
          const text = JSON.stringify(value, null, 2);
          const { findings, value: got } = parse(text, path);
          // Random keys and texts may hold hidden characters; nothing else may be found.
          const other = findings.filter((one) => one.id !== 'PHX104' && one.id !== 'PHX103');
          assert.equal(other, []);
          if (findings.length === 0) assert.equal(got, JSON.parse(text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('reads keys with escapes as they are written, whatever was read before', () => {
    const texts = [
      '{"a": 1, "\\\\": 1}',
      '{"a": 1, "\\"": 1}',
      '{"a": 1, "\\\\n": 1}',
      '{"a": 1, "\\"n": 1}',
    ];
    const keys = [...texts, ...texts.toReversed()].map((text) => Object.keys(parse(text).value ?? {})[1]);
    const once = ['\\', '"', '\\n', '"n'];
    assert.equal(keys, [...once, ...once.toReversed()]);
  });

  test('ends, whatever the text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ':',
      ',',
      '/*',
      '*/',
      '//',
      '\n',
      '\\u',
      '1',
      '-',
      'a',
      'true',
      ' ',
      '\ufeff',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.constantFrom('a.json', 'a.jsonc'), (all, path) => {
        const { findings, value } = parse(all.join(''), path);
        assert.ok(value !== null || findings.length > 0);
      }),
      { numRuns: 5000 },
    );
  });

  test('finds a double key wherever it stands, and no other', () => {
    interface Written {
      readonly text: string;
      readonly double: boolean;
    }
    const plain = (text: string): Written => ({ text, double: false });
    const key = fc.constantFrom('a', 'b', 'c', '"', '\\', ':', '{', ' ');
    const { tree } = fc.letrec<{ tree: Written }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        fc.constantFrom(...['1', '"x"', '"a\\": 1"', 'null', '[]', '{}'].map(plain)),
        fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({
          text: `[${all.map((one) => one.text).join(' , ')}]`,
          double: all.some((one) => one.double),
        })),
        fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map((all) => ({
          text: `{${all.map(([name, { text }]) => `${JSON.stringify(name)} : ${text}`).join(',\n')}}`,
          double: new Set(all.map(([name]) => name)).size < all.length || all.some(([, one]) => one.double),
        })),
      ),
    }));
    fc.assert(
      fc.property(tree, ({ text, double }) => {
        assert.is(
          parse(`{"top": ${text}}`).findings.some((one) => one.id === 'PHX102'),
          double,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
