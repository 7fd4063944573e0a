import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { nearestPositionOf, positionOf } from '../../../src/config/positions.ts';
import { pointer, valueAt, type Json } from '../../../src/json.ts';
import { describe } from '../../support/describe.ts';
import { treeOf } from '../../support/tree.ts';

const TEXT = `{
  // a comment with "net0": { "ip": 1 }
  "net0": { "ip": "10.0.0.5/24" },
  "mounts": {
    "/data": { "size": "50G" },
    "~a": [1, { "b": true }],
  },
  "é": "x", "z": 1,
}`;

const cases: readonly [path: string, what: 'key' | 'value', place: string | null][] = [
  ['', 'value', '1:1'],
  ['/net0', 'key', '3:3'],
  ['/net0', 'value', '3:11'],
  ['/net0/ip', 'key', '3:13'],
  ['/net0/ip', 'value', '3:19'],
  ['/mounts/~1data/size', 'value', '5:24'],
  ['/mounts/~0a/1/b', 'value', '6:22'],
  ['/mounts/~0a/1', 'key', '6:15'],
  ['/z', 'key', '8:13'],
  ['/net0/gw', 'value', null],
  ['/net1', 'value', null],
  ['/mounts/~0a/7', 'value', null],
];

const tree = treeOf({ 'lxc/web.jsonc': TEXT });

describe('positions', (test) => {
  for (const [path, what, want] of cases) {
    test(`the ${what} of ${path || 'the whole'} stands at ${want}`, () => {
      const at = positionOf(tree, 'lxc/web.jsonc', path, what);
      assert.is(at ? `${at.line}:${at.column}` : null, want);
    });
  }

  test('the nearest place of what is missing is the object around it', () => {
    assert.equal(nearestPositionOf(tree, 'lxc/web.jsonc', '/net0/gw', 'key'), {
      file: 'lxc/web.jsonc',
      line: 3,
      column: 11,
    });
    assert.equal(nearestPositionOf(tree, 'lxc/web.jsonc', '/net1/ip', 'key'), {
      file: 'lxc/web.jsonc',
      line: 1,
      column: 1,
    });
  });

  test('a file that is not there, or cannot be parsed, has its first line', () => {
    const broken = treeOf({ 'a.json': '{"a": ', 'deep.json': '['.repeat(500_000) });
    for (const path of ['a.json', 'deep.json', 'none.json']) {
      assert.equal(nearestPositionOf(broken, path, '/a', 'value'), { file: path, line: 1, column: 1 });
    }
  });

  test('every value of a document is found where it stands', () => {
    const paths = (value: Json, above: readonly string[] = []): string[] =>
      typeof value === 'object' && value !== null
        ? [pointer(...above), ...Object.entries(value).flatMap(([key, one]) => paths(one, [...above, key]))]
        : [pointer(...above)];
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 })), (document) => {
        const clean = JSON.parse(JSON.stringify(document).replaceAll('__proto__', 'p')) as Json;
        const text = JSON.stringify(clean, null, 2);
        const one = treeOf({ 'a.json': text });
        const lines = text.split('\n');
        for (const path of paths(clean)) {
          const at = positionOf(one, 'a.json', path);
          // Files with hidden characters in their keys still have places; those with forbidden keys have none.
          if (!at) continue;
          const rest = [lines[at.line - 1]?.slice(at.column - 1), ...lines.slice(at.line)].join('\n');
          const value = valueAt(clean, path) as Json;
          const start =
            typeof value === 'object' && value !== null
              ? JSON.stringify(value).slice(0, 1)
              : JSON.stringify(value);
          assert.ok(rest.startsWith(start), `${path} in ${text}`);
        }
      }),
      { numRuns: 300 },
    );
  });
});
