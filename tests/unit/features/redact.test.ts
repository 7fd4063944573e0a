/** Secrets in a stream: masked wherever the stream is cut. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { masksOf, redactor } from '../../../src/features/redact.ts';
import { describe } from '../../support/describe.ts';

function redacted(secrets: readonly string[], pieces: readonly string[]): string {
  const one = redactor(masksOf(secrets));
  return pieces.map((piece) => one.add(piece)).join('') + one.end();
}

const LONG = 'a secret of more than fifty-seven characters, so that base64 wraps it';

const cases: readonly [string, readonly string[], string, string][] = [
  ['a secret', ['hunter22'], 'a hunter22 b', 'a *** b'],
  ['twice, touching', ['hunter22'], 'hunter22hunter22', '******'],
  ['the longer of two', ['pass', 'password'], 'password pass passw', '*** *** ***'],
  ['one in another', ['abcdef', 'cdef'], 'abcdef cdef abcdex', '*** *** abcdex'],
  ['one that begins again', ['aabaa'], 'aabaabaa', '***'],
  ['as base64', ['hunter22'], `x ${Buffer.from('hunter22').toString('base64')} y`, 'x *** y'],
  [
    'as base64 of something longer',
    ['hunter22'],
    ['u:hunter22', 'us:hunter22', 'use:hunter22!']
      .map((one) => Buffer.from(one).toString('base64'))
      .join(' '),
    'dTp***g== dXM6*** dXNlOm***IQ==',
  ],
  ['as base64 in lines', [LONG], Buffer.from(LONG).toString('base64').replace(/.{76}/g, '$&\n'), '***\n***'],
  ['the value in a line', ['DEBUG=1\nTOKEN="hunter-22"'], 'got hunter-22, 1', 'got ***, 1'],
  ['in JSON', ['hun"ter\\22'], '{"password": "hun\\"ter\\\\22"}', '{"password": "***"}'],
  ['in an address', ['hun/ter@22'], 'http://me:hun%2Fter%4022@host', 'http://me:***@host'],
  ['lines of one', ['first line\nsecond line'], 'second line', '***'],
  [
    'what everybody knows is left',
    ['-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n{\n====\n}\n-----END PRIVATE KEY-----'],
    '-----BEGIN PRIVATE KEY-----, MIIEvQIBADANBg, {, ====',
    '-----BEGIN PRIVATE KEY-----, ***, {, ====',
  ],
  [
    'of JSON its texts',
    ['{"user":"me","password":"hunter-22","port":5432}'],
    'hunter-22 me 5432',
    '*** me 5432',
  ],
  ['the beginning at the end', ['hunter22'], 'a hunte', 'a ***'],
  ['too little of it at the end', ['hunter22'], 'a hun', 'a hun'],
  ['a short one is not masked', ['abc'], 'abc', 'abc'],
  ['none', [], 'abc', 'abc'],
];

describe('redact', (test) => {
  for (const [name, secrets, text, want] of cases) {
    test(name, () => assert.is(redacted(secrets, [text]), want));
    test(`${name}, one character at a time`, () => assert.is(redacted(secrets, text.split('')), want));
  }

  // Few letters, so that secrets overlap, begin alike and stand in each other.
  const letters = (maxLength: number) =>
    fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 4, maxLength });

  test('gives the same in any pieces, and lets no secret through', () => {
    fc.assert(
      fc.property(
        fc.array(letters(7), { minLength: 1, maxLength: 3 }),
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 9 }), { maxLength: 8 }),
        (secrets, pieces) => {
          const whole = redacted(secrets, [pieces.join('')]);
          assert.is(redacted(secrets, pieces), whole);
          for (const secret of secrets) assert.not.ok(whole.includes(secret), `${secret} in ${whole}`);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
