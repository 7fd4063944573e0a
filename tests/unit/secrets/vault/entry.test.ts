import * as assert from 'uvu/assert';
import { entrySecret, parseEntry } from '../../../../src/secrets/vault/entry.ts';
import { describe } from '../../../support/describe.ts';

/** [what, text, value, fields] */
const cases: readonly [
  what: string,
  text: string,
  value: string,
  fields: Readonly<Record<string, string>>,
][] = [
  ['nothing', '', '', {}],
  ['a value alone', 'hunter2', 'hunter2', {}],
  ['a value with a line end', 'hunter2\n', 'hunter2', {}],
  [
    'lines after it',
    'p\nuser: bob\nurl: https://e.org:8/?a=b: c\n',
    'p',
    { user: 'bob', url: 'https://e.org:8/?a=b: c' },
  ],
  ['of two lines of a name the first', 'p\nuser: bob\nuser: eve\n', 'p', { user: 'bob' }],
  ['no blank after the colon', 'p\nuser:bob', 'p', { user: 'bob' }],
  ['blanks around', 'p\nuser: \t bob \n', 'p', { user: 'bob' }],
  ['line ends as on Windows', 'p\r\nuser: bob\r\n', 'p', { user: 'bob' }],
  ['the value as it is, blanks too', '  p : q \nuser: bob', '  p : q ', { user: 'bob' }],
  ['names with blanks and capitals', 'p\nRecovery Code: 1\n', 'p', { 'Recovery Code': '1' }],
  ['a line without a name', 'p\n: x\nnote\n\nuser: bob', 'p', { user: 'bob' }],
  ['an empty field', 'p\nuser:\n', 'p', { user: '' }],
  ['names of what every object has', 'p\n__proto__: a\nconstructor: b', 'p', { constructor: 'b' }],
];

describe('what stands in an entry', (test) => {
  for (const [what, text, value, fields] of cases) {
    test(what, () => {
      const parsed = parseEntry(text);
      assert.is(parsed.value, value);
      for (const [name, field] of Object.entries(fields)) assert.is(parsed.fields.get(name), field, name);
      const secret = entrySecret(text);
      assert.is(secret.value, value);
      assert.is(secret.field('*'), text);
      assert.is(secret.field('absent'), null);
      assert.is(secret.field('USER'), null);
    });
  }
});
