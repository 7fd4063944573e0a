/** The differences that `phoenix fmt --diff` shows are those that `patch` would take. */
import * as assert from 'uvu/assert';
import { lineDiff } from '../../../src/authoring/format/line-diff.ts';
import { describe } from '../../support/describe.ts';
import { fc } from '../../support/fast-check.ts';

/** The text that a diff makes of another one: as `patch` reads it. */
function patched(before: string, diff: readonly string[]): string {
  const lines = before.split('\n');
  const result: string[] = [];
  let at = 0;
  for (const line of diff.slice(2).flatMap((one) => one.split('\n'))) {
    const head = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line);
    if (head) {
      const [from, to] = [Number(head[1]) - 1, Number(head[3]) - 1];
      result.push(...lines.slice(at, from));
      at = from;
      assert.is(result.length, to, 'where it goes');
      continue;
    }
    const text = line.slice(1);
    if (line.startsWith(' ') || line.startsWith('-')) assert.is(lines[at++], text);
    if (line.startsWith(' ') || line.startsWith('+')) result.push(text);
  }
  return [...result, ...lines.slice(at)].join('\n');
}

describe('lines that differ', (test) => {
  test('make the one text of the other', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', '{'), { maxLength: 30 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        assert.is(patched(before, lineDiff('x', before, after)), after);
      }),
      { numRuns: 2000 },
    );
  });

  test('are shown with three lines around', () => {
    const before = 'abcdefghijklmnopqrst'.split('').join('\n');
    assert.equal(lineDiff('f', `${before}\n`, `${before.replace('j', 'J')}\n`), [
      '--- f',
      '+++ f (formatted)',
      '@@ -7,7 +7,7 @@',
      ' g',
      ' h',
      ' i',
      '-j',
      '+J',
      ' k',
      ' l',
      ' m',
    ]);
  });

  test('show what ends a line, and a file', () => {
    assert.equal(lineDiff('f', 'a\r\nb', 'a\nb\n').slice(2), [
      '@@ -1,2 +1,2 @@',
      '-a\\r',
      '-b\n\\ No newline at end of file',
      '+a',
      '+b',
    ]);
  });

  test('of large texts that have nothing in common end soon', () => {
    const text = (word: string) => Array.from({ length: 20_000 }, (_, at) => `${word}${at}\n`).join('');
    assert.is(lineDiff('f', text('a'), text('b')).length, 3 + 40_000);
  });
});
