import * as assert from 'uvu/assert';
import { problemOf } from '../../../src/features/option-value.ts';
import { matches } from '../../../src/features/pattern.ts';
import { describe } from '../../support/describe.ts';

describe('patterns of options', (test) => {
  for (const [pattern, text, expected] of [
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'abc1', false],
    ['b', 'abc', true],
    ['^\\p{Lu}$', 'Ä', true],
    ['^.$', '😀', true],
    ['', '', true],
    ['^"\\);process\\.exit\\(\\)$', '");process.exit()', true],
  ] as const) {
    test(`${JSON.stringify(text)} and ${pattern}`, () => {
      assert.is(matches(pattern, text), expected);
      assert.is(matches(pattern, text), expected, 'the second time, too');
    });
  }

  test('one that would take years is given up, and said', () => {
    const [pattern, text] = ['^(a+)+$', `${'a'.repeat(60)}b`];
    assert.is(matches(pattern, text), null);
    assert.is(matches('^a', 'a'), true, 'the next one is judged');
    const problem = problemOf(text, { type: 'string', pattern });
    assert.match(problem?.must ?? '', /^cannot be held against "\^\(a\+\)\+\$" in time$/);
    assert.match(problem?.hint ?? '', 'Simplify the pattern');
  });
});
