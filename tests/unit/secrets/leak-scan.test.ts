/** The look for leaked secrets finds them, in each form in which a program may print one; else it would prove nothing. */
import * as assert from 'uvu/assert';
import { nasty, nastyHeader, nastyLines, privateKey } from '../../support/canaries.ts';
import { describe } from '../../support/describe.ts';
import { leaksIn } from '../../support/leak-scan.ts';

const CANARIES = Object.entries({
  line: nasty(),
  lines: nastyLines(),
  header: nastyHeader(),
  key: privateKey(),
}).map(([name, value]) => ({ name, value }));

/** How a secret may stand in what was printed: written for this test alone. */
const PLANTED: Readonly<Record<string, (value: string) => string>> = {
  plain: (value) => value,
  'a line of it': (value) => longestLine(value),
  'a piece of it': (value) => longestLine(value).slice(2, 14),
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64 behind something': (value) => Buffer.from(`me:${value}`).toString('base64'),
  'base64 in lines': (value) => Buffer.from(`x${value}`).toString('base64').replace(/.{20}/g, '$&\n'),
  'base64 for addresses': (value) => Buffer.from(value).toString('base64url'),
  hex: (value) => Buffer.from(value).toString('hex'),
  'hex with blanks': (value) => Buffer.from(value).toString('hex').toUpperCase().replace(/../g, '$& '),
  JSON: (value) => JSON.stringify({ value }),
  'JSON in JSON': (value) => JSON.stringify(JSON.stringify({ value })),
  'JSON in ASCII': (value) =>
    JSON.stringify(value).replace(
      /[^ -~]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  address: (value) => `https://me:${encodeURIComponent(value)}@host`,
  form: (value) => new URLSearchParams({ value }).toString(),
  'lower-case address': (value) => encodeURIComponent(value).replace(/%../g, (hex) => hex.toLowerCase()),
  'a command of the runner': (value) =>
    `::error::${value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`,
  'single quotes': (value) => `'${value.split("'").join("'\\''")}'`,
  'quotes of dash': (value) => `'${value.split("'").join(`'"'"'`)}'`,
  'double quotes': (value) => `"${value.replace(/["$`\\]/g, '\\$&')}"`,
  backslashes: (value) => value.replace(/[^\w\n]/g, '\\$&'),
  octal: (value) =>
    [...Buffer.from(value)]
      .map((byte) => (byte > 126 || byte === 39 ? `\\${byte.toString(8)}` : String.fromCharCode(byte)))
      .join(''),
  HTML: (value) => value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`),
  'with what is not seen': (value) => value.replace(/./g, '$&\u200b'),
  'in colours': (value) => value.replace(/.{4}/g, '\u001b[1m$&\u001b[0m'),
};

const longestLine = (value: string) =>
  value
    .split('\n')
    .sort((a, b) => b.length - a.length)[0]
    ?.trim() ?? '';

describe('the look for leaks', (test) => {
  for (const [form, write] of Object.entries(PLANTED)) {
    test(`finds ${form}`, () => {
      for (const { name, value } of CANARIES) {
        const bytes = `something before ${write(value)} and after`;
        const found = leaksIn([{ name: 'planted', bytes }], CANARIES);
        assert.ok(
          found.some((leak) => leak.startsWith(`planted: ${name} `)),
          `${name}: ${bytes}\n${found.join('\n')}`,
        );
      }
    });
  }

  test('finds nothing where there is nothing, nor in what anybody may see', () => {
    const [canary] = CANARIES;
    assert.ok(canary);
    assert.equal(leaksIn([{ name: 'nothing', bytes: 'nothing in here' }], CANARIES), []);
    const known = [{ ...canary, known: canary.value }];
    assert.equal(leaksIn([{ name: 'planted', bytes: canary.value }], known), []);
  });
});
