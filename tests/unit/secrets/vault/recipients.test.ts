import { generateKey, revokeKey } from 'openpgp';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../../src/errors.ts';
import { nameOfKey, readPublicKeys } from '../../../../src/secrets/vault/public-keys.ts';
import { findRecipients, recipientsFor } from '../../../../src/secrets/vault/recipients.ts';
import { describe } from '../../../support/describe.ts';
import { inWords, vaultOf } from '../../../support/vault.ts';

const DAY = 24 * 60 * 60;
const NOW = new Date('2026-06-01T12:00:00Z');
const made = (email: string, more: object = {}) =>
  generateKey({
    userIDs: [{ name: email.split('@')[0] ?? '', email }],
    date: new Date('2026-01-01T00:00:00Z'),
    format: 'object',
    ...more,
  });

const anna = await made('anna@example.org');
const six = await made('six@example.org', { type: 'curve25519', config: { v6Keys: true } });
const expired = await made('old@example.org', { keyExpirationTime: 30 * DAY });
const renewed = await made('old@example.org');
const expiring = await made('soon@example.org', { keyExpirationTime: 160 * DAY });
const subExpired = await made('sub@example.org', { subkeys: [{ keyExpirationTime: 30 * DAY }] });
const weak = await made('weak@example.org', { type: 'rsa', rsaBits: 1024, config: { minRSABits: 1024 } });
const signing = await made('sign@example.org', { subkeys: [] });
const revoked = await revokeKey({ key: (await made('gone@example.org')).privateKey, format: 'object' });
const twins = [await made('twin@example.org'), await made('twin@example.org')];

const fingerprint = ({ publicKey }: Pick<typeof anna, 'publicKey'>) =>
  publicKey.getFingerprint().toUpperCase();
const all = {
  anna,
  six,
  expired,
  renewed,
  expiring,
  subExpired,
  weak,
  signing,
  revoked,
  one: twins[0],
  two: twins[1],
};
const files = vaultOf(
  Object.fromEntries(
    Object.entries(all).map(([name, key]) => [`.public-keys/${name}`, key?.publicKey.armor() ?? '']),
  ),
);
files.set('.public-keys/junk', Buffer.from('nothing'));
files.set('.public-keys/private', Buffer.from(anna.privateKey.armor()));
files.set('.public-keys/private-binary', anna.privateKey.write());
const { keys, unusable } = await readPublicKeys(files, NOW);

describe('public keys of a vault', (test) => {
  const states = {
    anna: 'valid',
    six: 'valid',
    expired: 'expired',
    renewed: 'valid',
    expiring: 'valid',
    subExpired: 'expired',
    weak: 'weak',
    signing: 'unfit',
    revoked: 'revoked',
  } as const;
  for (const [name, state] of Object.entries(states)) {
    test(`${name} is ${state}`, () => {
      const key = keys.find((one) => one.fingerprint === fingerprint(all[name as keyof typeof states]));
      assert.is(key?.state, state);
      assert.is((key?.keyIds.length ?? 0) > 0, !['unfit', 'revoked'].includes(state));
    });
  }

  test('it is told when a key expires, whichever part of it does first', () => {
    const ends = Object.fromEntries(keys.map((key) => [key.userIds[0], key.expires?.toISOString() ?? null]));
    assert.is(ends['anna <anna@example.org>'], null);
    assert.is(ends['soon <soon@example.org>'], '2026-06-10T00:00:00.000Z');
    assert.is(ends['sub <sub@example.org>'], '2026-01-31T00:00:00.000Z');
  });

  test('of two exports of a key the later one counts, whichever is read first', async () => {
    const later = await revokeKey({ key: anna.privateKey, format: 'object' });
    for (const names of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const vault = vaultOf({
        [`.public-keys/${names[0]}`]: anna.publicKey.armor(),
        [`.public-keys/${names[1]}`]: later.publicKey.armor(),
      });
      const { keys: found } = await readPublicKeys(vault, new Date());
      assert.equal(
        found.map(({ state }) => state),
        ['revoked'],
      );
    }
  });

  test('a fingerprint means the key itself, and not a valid one that has it as a subkey', () => {
    const [ours, theirs] = ['expired', 'anna'].map((name) =>
      keys.find((one) => one.fingerprint === fingerprint(all[name as 'expired' | 'anna'])),
    );
    assert.ok(ours && theirs);
    const thief = { ...theirs, fingerprints: [...theirs.fingerprints, ours.fingerprint] };
    for (const id of [ours.fingerprint, ours.fingerprint.slice(-16)]) {
      const [found] = findRecipients([id], [thief, ours]);
      assert.is(found?.key?.fingerprint, ours.fingerprint);
    }
  });

  test('names that people chose cannot hide what is said of them', () => {
    const named = (name: string) => nameOfKey({ userIds: [name], fingerprint: fingerprint(anna) });
    assert.is(named('<a@example.org>'), `a@example.org (${fingerprint(anna).slice(-16)})`);
    assert.match(named('a\n::error::b\u{202E}\u{1B}[2J'), /^a\\n::error::b\\u202e\\u001b\[2J \(/);
    assert.ok(named('x'.repeat(500)).length < 90);
  });

  test('what is no public key is told', () => {
    assert.equal(unusable, [
      { path: '.public-keys/junk', wrong: 'damaged' },
      { path: '.public-keys/private', wrong: 'private' },
      { path: '.public-keys/private-binary', wrong: 'private' },
    ]);
  });
});

describe('ids of recipients', (test) => {
  const id = fingerprint(anna);
  const subkey = anna.publicKey.subkeys[0]?.getFingerprint() ?? '';
  const cases: readonly [what: string, id: string, found: string][] = [
    ['a fingerprint', id, id],
    ['in lower case', id.toLowerCase(), id],
    ['with 0x', `0x${id}`, id],
    ['that of a subkey, as GnuPG writes it', `${subkey}!`, id],
    ['a long key id', id.slice(-16), id],
    ['a long key id with 0x', `0x${id.slice(-16).toLowerCase()}`, id],
    ['that of a subkey', subkey.slice(-16), id],
    ['a mail address', 'anna@example.org', id],
    ['a mail address in angle brackets', '<ANNA@example.org>', id],
    ['a user id', 'anna <anna@example.org>', id],
    ['a part of a user id', 'ANNA', id],
    ['a fingerprint of version 6', fingerprint(six), fingerprint(six)],
    ['the id of a key of version 6', fingerprint(six).slice(0, 16), fingerprint(six)],
    ['the end of a fingerprint of version 6', fingerprint(six).slice(-16), 'unknown'],
    ['a mail address of which one key is good', 'old@example.org', fingerprint(renewed)],
    ['a short key id', id.slice(-8), 'short'],
    ['a short key id with 0x', `0x${id.slice(-8)}`, 'short'],
    ['another fingerprint', `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`, 'unknown'],
    ['a part of a mail address', 'nna@example.org', 'unknown'],
    ['a mail address of two keys', 'twin@example.org', 'ambiguous'],
    ['what several have', 'example.org', 'ambiguous'],
  ];
  for (const [what, text, found] of cases) {
    test(what, () => {
      const [recipient] = findRecipients([text], keys);
      assert.is(recipient?.key ? recipient.key.fingerprint : recipient?.wrong, found);
    });
  }
});

describe('for whom an entry is encrypted', (test) => {
  const cases: readonly [what: string, gpgId: string | null, found: RegExp][] = [
    ['all of them', 'anna@example.org\nsix@example.org\n', /^2 keys$/],
    ['one that is named twice', `anna@example.org\n${fingerprint(anna)}\n`, /^1 keys$/],
    ['one that expires soon', 'soon@example.org', /^1 keys$/],
    ['nothing says so', null, /^REFUSED nothing says for whom db\/app is to be encrypted; Make/],
    ['an empty list', '# nobody', /^REFUSED nothing says .*; Add a recipient to \.gpg-id\.$/],
    [
      'an unknown one',
      'anna@example.org\neve@example.org',
      /^REFUSED db\/app cannot .*there is no public key of eve@/,
    ],
    [
      'an expired one',
      fingerprint(expired),
      /the key of old <old@example\.org> \([0-9A-F]{16}\) expired on 2026-01-31/,
    ],
    ['a revoked one', 'gone@example.org', /the key of gone .* is revoked/],
    ['a weak one', 'weak@example.org', /the key of weak .* is too weak \(RSA below 2048 bits/],
    ['one that only signs', 'sign@example.org', /the key of sign .* has no part that/],
    ['all faults at once', 'weak@example.org\n12345678\n', /weak.*; 12345678 is too short/],
  ];
  for (const [what, gpgId, found] of cases) {
    test(what, () => {
      const vault = vaultOf(gpgId === null ? {} : { '.gpg-id': gpgId });
      let told: string;
      try {
        told = `${recipientsFor(vault, 'db/app', keys).length} keys`;
      } catch (error) {
        if (!(error instanceof PhoenixError)) throw error;
        told = inWords(error);
      }
      assert.match(told, found);
    });
  }
});
