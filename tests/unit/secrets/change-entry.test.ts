import * as assert from 'uvu/assert';
import { withField, withValue } from '../../../src/secrets/vault/change-entry.ts';
import { parseEntry } from '../../../src/secrets/vault/entry.ts';
import { describe } from '../../support/describe.ts';

describe('another value', (test) => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'new\n'],
    ['old', 'new\n'],
    ['old\n', 'new\n'],
    ['old\nuser: anna\n', 'new\nuser: anna\n'],
    ['old\r\nuser: anna\r\n', 'new\r\nuser: anna\r\n'],
    ['\nuser: anna', 'new\nuser: anna'],
  ];
  for (const [text, want] of cases) test(JSON.stringify(text), () => assert.is(withValue(text, 'new'), want));

  test('is taken as it is', () => assert.is(withValue('old\n', '$& $1'), '$& $1\n'));
});

describe('another line', (test) => {
  const cases: readonly (readonly [string, string])[] = [
    ['old\n', 'old\nuser: new\n'],
    ['old', 'old\nuser: new\n'],
    ['old\nuser: anna\nurl: x\n', 'old\nuser: new\nurl: x\n'],
    ['old\nuser:anna', 'old\nuser: new'],
    ['old\r\nuser: anna\r\nurl: x\r\n', 'old\r\nuser: new\r\nurl: x\r\n'],
    ['old\nuser: one\nuser: two\n', 'old\nuser: new\nuser: two\n'],
    // The first line is the value, whatever it looks like.
    ['user: anna\n', 'user: anna\nuser: new\n'],
    ['old\nmy user: anna\n', 'old\nmy user: anna\nuser: new\n'],
  ];
  for (const [text, want] of cases) {
    test(JSON.stringify(text), () => {
      assert.is(withField(text, 'user', 'new'), want);
      assert.is(parseEntry(want).fields.get('user'), 'new');
      assert.is(parseEntry(want).value, parseEntry(text).value);
    });
  }
});
