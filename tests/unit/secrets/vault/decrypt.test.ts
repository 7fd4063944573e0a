/** What opens, and what is refused and how that is said; the messages are real, by openpgp.js. */
import {
  AEADEncryptedDataPacket,
  config,
  createMessage,
  encrypt,
  encryptSessionKey,
  enums,
  generateKey,
  LiteralDataPacket,
  PacketList,
  SymmetricallyEncryptedDataPacket,
} from 'openpgp';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../../src/errors.ts';
import { decryptEntry } from '../../../../src/secrets/vault/decrypt.ts';
import { openKeyring } from '../../../../src/secrets/vault/keyring.ts';
import { describe } from '../../../support/describe.ts';
import { fc } from '../../../support/fast-check.ts';
import { read, vaultOf, written } from '../../../support/vault.ts';

const anna = await generateKey({ userIDs: [{ email: 'anna@example.org' }], format: 'object' });
const ben = await generateKey({ userIDs: [{ email: 'ben@example.org' }], format: 'object' });
const secret = anna.privateKey.armor();
const files = vaultOf({
  '.gpg-id': anna.publicKey.getFingerprint(),
  '.public-keys/anna': anna.publicKey.armor(),
});
const entry = await written(files, 'db/app', 'hunter2\nuser: bob\n');

const message = async (text: string | Uint8Array, more: object = {}, filename = '') =>
  await encrypt({
    message: await createMessage({ binary: Buffer.from(text), filename }),
    encryptionKeys: anna.publicKey,
    format: 'binary',
    ...more,
  });

/** A message whose data stand in another packet than openpgp.js writes. */
async function inPacket(
  packet: SymmetricallyEncryptedDataPacket | AEADEncryptedDataPacket,
): Promise<Uint8Array> {
  const data = Buffer.from('0123456789abcdef');
  const literal = new LiteralDataPacket();
  Object.assign(literal, {
    data: Buffer.from('hunter2\n'),
    text: null,
    filename: 'db/app',
    format: enums.literal.binary,
  });
  const inner = new PacketList();
  inner.push(literal);
  Object.assign(packet, { packets: inner });
  const inside = packet as unknown as Inside;
  await inside.encrypt(enums.symmetric.aes128, data, config);
  if (!(inside.encrypted instanceof Uint8Array))
    inside.encrypted = await inside.encrypted.readToEnd((parts) => Buffer.concat(parts));
  const whole = new PacketList();
  whole.push(packet);
  const keys = { encryptionKeys: anna.publicKey, format: 'binary' } as const;
  const session = await encryptSessionKey({ data, algorithm: 'aes128', ...keys });
  return Buffer.concat([session, whole.write()]);
}

/** What is private in openpgp.js, and there. */
interface Inside {
  encrypt(algorithm: number, key: Uint8Array, config: object): Promise<void>;
  encrypted:
    | Uint8Array
    | { readToEnd(join: (parts: readonly Uint8Array[]) => Uint8Array): Promise<Uint8Array> };
}

const open = async (bytes: Uint8Array, options: { requireBound?: boolean; key?: string } = {}) =>
  await read(vaultOf({ 'db/app.gpg': bytes }), 'db/app', options.key ?? secret, options);

describe('an entry that opens', (test) => {
  const unbound = 'The entry db/app does not hold its name, so that it could be another entry in its place.';
  const cases: readonly [
    what: string,
    bytes: () => Promise<Uint8Array>,
    text: string,
    said: string | null,
  ][] = [
    ['as Phoenix wrote it', async () => entry, 'hunter2\nuser: bob\n', null],
    ['empty', () => message('', {}, 'db/app'), '', null],
    ['with a byte order mark, which stays', () => message('\u{FEFF}x', {}, 'db/app'), '\u{FEFF}x', null],
    ['without a name', () => message('hunter2\n'), 'hunter2\n', unbound],
    ['for eyes only', () => message('hunter2\n', {}, '_CONSOLE'), 'hunter2\n', unbound],
    ['that pass edited', () => message('hunter2\n', {}, 'a1B2c3-db-app.txt'), 'hunter2\n', unbound],
    ['as GnuPG 2.4 writes them with OCB', () => inPacket(ocb()), 'hunter2\n', null],
    [
      'for others too',
      () => message('x', { encryptionKeys: [ben.publicKey, anna.publicKey] }, 'db/app'),
      'x',
      null,
    ],
    ['compressed', () => compressed('y'.repeat(9000)), 'y'.repeat(9000), null],
    ['that hides for whom it is', () => message('x', { wildcard: true }, 'db/app'), 'x', null],
  ];
  for (const [what, bytes, text, said] of cases) {
    test(what, async () => {
      const found = await open(await bytes());
      assert.is(found.text, text);
      assert.is(found.said.length, said === null ? 0 : 1);
      assert.match(found.said.join(), said ?? '');
    });
  }
});

function ocb(): AEADEncryptedDataPacket {
  const packet = new AEADEncryptedDataPacket();
  return Object.assign(packet, { aeadAlgorithm: enums.aead.ocb });
}

/** Changed at a byte, counted from the end where it is negative. */
const changed = (bytes: Uint8Array, at: number) => {
  const copy = Uint8Array.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
};

describe('an entry that is refused', (test) => {
  const cases: readonly [what: string, bytes: () => Promise<Uint8Array>, why: RegExp, options?: object][] = [
    ['plain text', async () => Buffer.from('hunter2\n'), /is not encrypted; Restore/],
    ['an empty file', async () => Uint8Array.of(), /is empty/],
    ['cut off', async () => entry.subarray(0, -1), /is cut off/],
    ['changed at its end', async () => changed(entry, -1), /is damaged or was changed/],
    ['changed within', async () => changed(entry, -40), /is damaged or was changed/],
    [
      'not protected against changes',
      () => inPacket(new SymmetricallyEncryptedDataPacket()),
      /not protected/,
    ],
    [
      'for a passphrase',
      () => message('x', { encryptionKeys: [], passwords: ['p'] }),
      /with a passphrase, not for a key/,
    ],
    [
      'for others',
      () => message('x', { encryptionKeys: ben.publicKey }),
      /is encrypted for others: [0-9A-F]{16}; Give/,
    ],
    [
      'for hidden others',
      () => message('x', { encryptionKeys: ben.publicKey, wildcard: true }),
      /no key fits/,
    ],
    ['that of another name', () => message('x', {}, 'db/web'), /was written as "db\/web": one entry stands/],
    ['that of another name, cut at the end', () => message('x', {}, 'db/ap'), /was written as "db\/ap"/],
    [
      'that of another, edited by pass',
      () => message('x', {}, 'a1B2c3-db-web.txt'),
      /was written as "a1B2c3/,
    ],
    ['a name with line ends', () => message('x', {}, 'a\n::error::b'), /was written as "a\\n::error::b"/],
    [
      'without a name, where one is required',
      () => message('x'),
      /does not hold its name/,
      { requireBound: true },
    ],
    [
      'that pass edited, likewise',
      () => message('x', {}, 'a1B2c3-db-app.txt'),
      /hold its name/,
      { requireBound: true },
    ],
    ['not UTF-8', () => message(Uint8Array.of(0xff, 0xfe), {}, 'db/app'), /is not UTF-8 text/],
    ['a bomb', () => compressed(Buffer.alloc(64 * 1024 * 1024)), /is larger than 2 MiB when it is unpacked/],
  ];
  for (const [what, bytes, why, options] of cases) {
    test(what, async () => {
      const found = await open(await bytes(), options);
      assert.match(found.text, why);
      assert.match(found.text, /^REFUSED the entry db\/app /);
      assert.equal(found.said, []);
    });
  }
});

function compressed(text: string | Uint8Array): Promise<Uint8Array> {
  return message(text, { config: { preferredCompressionAlgorithm: enums.compression.zlib } }, 'db/app');
}

describe('bytes that were changed', (test) => {
  const keyring = openKeyring({ key: secret, passphrase: '' }, { say: () => {} });
  const opened = async (bytes: Uint8Array): Promise<string | null> => {
    try {
      return await decryptEntry('db/app', bytes, await keyring, { requireBound: false, say: () => {} });
    } catch (error) {
      if (error instanceof PhoenixError && error.code === 'REFUSED') return null;
      throw error;
    }
  };

  test('never become a value, wherever one is', async () => {
    const changes = fc.array(fc.tuple(fc.nat(entry.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (places) => {
        const copy = Uint8Array.from(entry);
        for (const [at, mask] of places) copy[at] = (entry[at] ?? 0) ^ mask;
        const value = await opened(copy);
        // The header of a packet can be written in other ways that mean the same.
        assert.ok(value === null || value === 'hunter2\nuser: bob\n', value ?? '');
      }),
      { numRuns: 400 },
    );
  });

  test('nor do bytes at random, cut or put together', async () => {
    const slice = fc
      .tuple(fc.nat(entry.length), fc.nat(entry.length))
      .map(([a, b]) => entry.slice(Math.min(a, b), Math.max(a, b)));
    const parts = fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), slice), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(parts, async (all) => {
        const bytes = Buffer.concat(all);
        assert.ok((await opened(bytes)) === null || Buffer.from(entry).equals(bytes));
      }),
      { numRuns: 400 },
    );
  });
});
