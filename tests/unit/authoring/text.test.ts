/** Config that a program writes reads as if a person had written it: it is laid out as `phoenix fmt` does. */
import * as assert from 'uvu/assert';
import { format } from '../../../src/authoring/format/format.ts';
import { byName } from '../../../src/authoring/natural.ts';
import { textOf, textsOf } from '../../../src/authoring/text.ts';
import { parseFile } from '../../../src/config/parse.ts';
import type { JsonObject } from '../../../src/json.ts';
import { readDiskTree } from '../../../src/sources/disk.ts';
import { describe } from '../../support/describe.ts';
import { fc } from '../../support/fast-check.ts';

const paths = [
  'lxc/a.jsonc',
  'lxc/a.json',
  'phoenix.json',
  'profiles/p.jsonc',
  'base/layer.json',
  'layer/x.jsonc',
];
const keys = fc.oneof(
  fc.constantFrom('vmid', 'net0', 'net12', 'mounts', 'features', 'health', 'raw', '10', '9', 'nodes'),
  fc.string({ maxLength: 6 }).filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key)),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ maxLength: 40 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
  ),
}));
const objects = fc.dictionary(keys, value, { maxKeys: 6 }) as fc.Arbitrary<JsonObject>;

describe('text of config', (test) => {
  test('is what it was made of, and formatted', () => {
    fc.assert(
      fc.property(
        objects,
        fc.constantFrom(...paths),
        fc.array(fc.string({ unit: 'binary' })),
        (own, path, comment) => {
          const text = textOf({ value: own, comment }, path);
          const file = { path, text };
          // Texts of any characters: what cannot be seen is refused by the loader, not lost here.
          const result = format(file);
          if (result.is === 'broken') {
            assert.ok(
              result.findings.every(({ id }) => id === 'PHX104'),
              text,
            );
            return;
          }
          assert.is(result.text, text);
          assert.equal(parseFile(file).value, JSON.parse(JSON.stringify(own)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('the example estate could have been written so', () => {
    for (const file of readDiskTree('configs').files.values()) {
      const own = parseFile(file).value as JsonObject;
      const [, head = ''] = /^((?:\/\/.*\n)*)/.exec(file.text) ?? [];
      const comment = head
        .split('\n')
        .slice(0, -1)
        .map((line) => line.slice(3));
      const others =
        file.text.slice(head.length).includes('//') &&
        file.path.endsWith('.jsonc') &&
        file.text
          .slice(head.length)
          .split('\n')
          .some((line) => line.trim().startsWith('//'));
      if (others) continue;
      assert.is(textOf({ value: own, comment }, file.path), file.text, file.path);
    }
  });

  test('a line break in a comment cannot end it', () => {
    const text = textOf({ value: { vmid: 1 }, comment: ['a\n"x": 1', 'b\u2028c'] }, 'lxc/a.jsonc');
    assert.is(text, '// a\n// "x": 1\n// b\n// c\n{ "vmid": 1 }\n');
    assert.is(
      textOf({ value: { vmid: 1 }, comment: ['a'] }, 'lxc/a.json'),
      '{ "vmid": 1 }\n',
      'none in JSON',
    );
  });

  test('a file of some length has a key a line, and so have several things of some size', () => {
    const texts = textsOf(
      new Map([
        [
          'lxc/a.jsonc',
          {
            value: {
              cores: 2,
              vmid: 100,
              ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
            },
          },
        ],
        ['profiles/p.jsonc', { value: { mounts: { '/b': { bind: 'b' }, '/a': { bind: 'a' } } } }],
      ]),
    );
    assert.equal(
      [...texts.values()],
      [
        '{\n  "vmid": 100,\n  "ostemplate": "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",\n  "cores": 2,\n}\n',
        '{\n  "mounts": {\n    "/a": { "bind": "a" },\n    "/b": { "bind": "b" },\n  },\n}\n',
      ],
    );
  });
});

describe('names in order', (test) => {
  test('numbers by value, case aside', () => {
    const names = ['gpu10', 'b', 'gpu2', 'A', 'a', 'gpu02', '/a/b', '/a', '100', '99', 'net1x', 'net1'];
    assert.equal(names.toSorted(byName), [
      '99',
      '100',
      '/a',
      '/a/b',
      'A',
      'a',
      'b',
      'gpu02',
      'gpu2',
      'gpu10',
      'net1',
      'net1x',
    ]);
  });

  test('is one order, whatever the names', () => {
    const name = fc
      .array(fc.constantFrom('a', 'B', '1', '01', '10', '-', ''), { maxLength: 4 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        assert.is(Math.sign(byName(a, b)), -Math.sign(byName(b, a)) + 0);
        if (byName(a, b) <= 0 && byName(b, c) <= 0) assert.ok(byName(a, c) <= 0, `${a} ${b} ${c}`);
        assert.is(byName(a, b) === 0, a === b);
      }),
    );
  });
});
