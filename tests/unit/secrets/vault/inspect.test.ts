/** Real messages of openpgp.js, and bytes that are none. */
import { createMessage, encrypt, generateKey, readKey } from 'openpgp';
import * as assert from 'uvu/assert';
import { inspectMessage } from '../../../../src/secrets/vault/inspect.ts';
import { describe } from '../../../support/describe.ts';
import { fc } from '../../../support/fast-check.ts';

const made = await generateKey({ userIDs: [{ email: 'a@example.org' }] });
const key = await readKey({ armoredKey: made.publicKey });
const six = await generateKey({
  userIDs: [{ email: 'b@example.org' }],
  type: 'curve25519',
  config: { v6Keys: true, aeadProtect: true },
  format: 'object',
});
const idOf = (one: typeof key) => one.getKeyIDs()[1]?.toHex().toUpperCase();
const message = () => createMessage({ text: 'hunter2' });
const binary = (more: object) => async () =>
  await encrypt({ message: await message(), format: 'binary', encryptionKeys: key, ...more });

const packet = (tag: number, body: readonly number[]) => Uint8Array.from([0xc0 | tag, body.length, ...body]);
const PKESK = packet(1, [3, 1, 2, 3, 4, 5, 6, 7, 8, 1]);

describe('for whom a message is', (test) => {
  const cases: readonly [what: string, bytes: () => Promise<Uint8Array> | Uint8Array, told: object][] = [
    ['a key', binary({}), { keyIds: [idOf(key)], hidden: 0, passphrases: 0, protection: 'mdc' }],
    [
      'a key that is hidden',
      binary({ wildcard: true }),
      { keyIds: [], hidden: 1, passphrases: 0, protection: 'mdc' },
    ],
    [
      'a key of version 6',
      binary({ encryptionKeys: six.publicKey }),
      { keyIds: [idOf(six.publicKey)], hidden: 0, passphrases: 0, protection: 'aead' },
    ],
    [
      'one of version 6 that is hidden',
      binary({ encryptionKeys: six.publicKey, wildcard: true }),
      { keyIds: [], hidden: 1, passphrases: 0, protection: 'aead' },
    ],
    [
      'a key and a passphrase',
      binary({ passwords: ['p'] }),
      { keyIds: [idOf(key)], hidden: 0, passphrases: 1, protection: 'mdc' },
    ],
    [
      'armoured',
      async () => Buffer.from(await encrypt({ message: await message(), encryptionKeys: key })),
      { keyIds: [idOf(key)], hidden: 0, passphrases: 0, protection: 'mdc' },
    ],
    [
      'old lengths, parts of a length of their own, no protection',
      () => Uint8Array.from([0x84, 10, ...PKESK.subarray(2), 0xc9, 0xe0, 7, 0xe1, 8, 9, 1, 5]),
      { keyIds: ['0102030405060708'], hidden: 0, passphrases: 0, protection: null },
    ],
    [
      'a length of two bytes, and one that is not known',
      () => Uint8Array.from([0x85, 0, 10, ...PKESK.subarray(2), 0xa7, 1, 2]),
      { keyIds: ['0102030405060708'], hidden: 0, passphrases: 0, protection: null },
    ],
  ];
  for (const [what, bytes, told] of cases) {
    test(what, async () => assert.equal(inspectMessage(await bytes()), told));
  }

  const wrong: readonly [what: string, bytes: Uint8Array, why: RegExp][] = [
    ['nothing', Uint8Array.of(), /^is empty$/],
    ['text', Buffer.from('hunter2\n'), /^is not encrypted$/],
    ['text of other languages', Buffer.from('Übergang\n'), /^is not encrypted, or cut off$/],
    ['a public key', key.write(), /no encrypted message/],
    ['an armoured public key', Buffer.from(made.publicKey), /armour/],
    ['armour without an end', Buffer.from('-----BEGIN PGP MESSAGE-----\n\nAAAA\n'), /armour/],
    [
      'armour with other characters',
      Buffer.from('-----BEGIN PGP MESSAGE-----\n\nA!A\n-----END PGP MESSAGE-----'),
      /armour/,
    ],
    ['recipients alone', PKESK, /^is cut off$/],
    [
      'thousands of recipients',
      Buffer.concat([...Array<Uint8Array>(8000).fill(PKESK), packet(18, [1, 2])]),
      /^is encrypted for more than 256 keys$/,
    ],
    ['a cut packet', Uint8Array.from([...PKESK, 0xd2, 9, 1]), /^is cut off$/],
    ['a cut length', Uint8Array.from([...PKESK, 0xd2, 0xff, 0, 0]), /^is cut off$/],
    [
      'two messages',
      Uint8Array.from([...PKESK, ...packet(18, [1, 2]), ...packet(18, [1, 2])]),
      /more than one/,
    ],
    ['text after a message', Uint8Array.from([...PKESK, ...packet(18, [1, 2]), 0x41]), /^is damaged$/],
  ];
  for (const [what, bytes, why] of wrong) {
    test(`not a message: ${what}`, () => {
      const told = inspectMessage(bytes);
      assert.match('wrong' in told ? told.wrong : 'nothing is wrong', why);
    });
  }

  test('each way to cut a message is seen', async () => {
    const whole = await binary({})();
    for (let length = 0; length < whole.length; length += 1) {
      assert.ok('wrong' in inspectMessage(whole.subarray(0, length)), `${length} of ${whole.length} bytes`);
    }
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const told = inspectMessage(bytes);
        assert.ok('wrong' in told || told.keyIds.every((id) => /^[0-9A-F]{16}$/.test(id)));
      }),
      { numRuns: 2000 },
    );
  });
});
