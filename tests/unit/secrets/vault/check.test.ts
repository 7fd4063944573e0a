import { createMessage, encrypt, generateKey } from 'openpgp';
import * as assert from 'uvu/assert';
import { checkVault, type UsedEntry } from '../../../../src/secrets/vault/check.ts';
import { describe } from '../../../support/describe.ts';
import { vaultOf, written } from '../../../support/vault.ts';

const DAY = 24 * 60 * 60;
const BORN = new Date('2026-01-01T00:00:00Z');
const NOW = new Date('2026-06-01T12:00:00Z');
const made = (name: string, more: object = {}) =>
  generateKey({ userIDs: [{ email: `${name}@example.org` }], date: BORN, format: 'object', ...more });

/** When no key was expired yet. */
const THEN = { date: new Date('2026-01-01T12:00:00Z') };

const people = {
  anna: await made('anna'),
  ben: await made('ben'),
  eve: await made('eve'),
  soon: await made('soon', { keyExpirationTime: 160 * DAY }),
  later: await made('later', { keyExpirationTime: 182 * DAY }),
  old: await made('old', { keyExpirationTime: DAY }),
};
type Person = keyof typeof people;
const publicKey = (name: Person) => people[name].publicKey.armor();
const gpgId = (...names: readonly Person[]) => names.map((name) => `${name}@example.org\n`).join('');
const nameOf = (name: Person) =>
  `${name}@example.org (${people[name].publicKey.getKeyID().toHex().toUpperCase()})`;

/** A vault for Anna and Ben with an entry that is used. */
async function sound(): Promise<Map<string, Uint8Array>> {
  const files = vaultOf({
    '.gpg-id': gpgId('anna', 'ben'),
    '.public-keys/anna': publicKey('anna'),
    '.public-keys/ben': publicKey('ben'),
    '.public-keys/eve': publicKey('eve'),
    '.gitattributes': '*.gpg diff=gpg\n',
    'README.md': 'Secrets.\n',
  });
  files.set('db/app.gpg', await written(files, 'db/app', 'hunter2\n'));
  return files;
}

async function encrypted(names: readonly Person[], more: object = {}): Promise<Uint8Array> {
  const message = await createMessage({ binary: Buffer.from('hunter2\n') });
  return await encrypt({
    message,
    encryptionKeys: names.map((name) => people[name].publicKey),
    format: 'binary',
    ...more,
  });
}

const USES: readonly UsedEntry[] = [{ entry: 'db/app', by: 'lxc/db' }];
type Files = Map<string, Uint8Array>;

describe('a vault', (test) => {
  const cases: readonly [
    what: string,
    change: (files: Files) => unknown,
    found: readonly string[],
    uses?: readonly UsedEntry[],
  ][] = [
    ['that is sound', () => {}, []],
    [
      'without an entry that is used, twice',
      () => {},
      ['error PHX921 lxc/db.json the vault has no entry db/web, and it is used by lxc/db, lxc/web'],
      [
        ...USES,
        { entry: 'db/web', by: 'lxc/db', at: { file: 'lxc/db.json', line: 3, column: 5 } },
        { entry: 'db/web', by: 'lxc/web' },
      ],
    ],
    [
      'with an entry that is not used',
      () => {},
      ['warning PHX929 vault/db/app.gpg nothing uses the entry db/app'],
      [],
    ],
    [
      'with an entry that a recipient cannot read',
      async (files) => files.set('db/app.gpg', await encrypted(['anna'])),
      [`error PHX922 vault/db/app.gpg the entry db/app: ${nameOf('ben')} cannot read it`],
    ],
    [
      'with an entry that others can read',
      async (files) => files.set('db/app.gpg', await encrypted(['anna', 'ben', 'eve'])),
      [`error PHX922 vault/db/app.gpg the entry db/app: ${nameOf('eve')} can read it and is no recipient`],
    ],
    [
      'with an entry that somebody unknown can read',
      async (files) => files.set('db/app.gpg', await encrypted(['anna', 'ben', 'old'], THEN)),
      [
        `error PHX922 vault/db/app.gpg the entry db/app: the key ${people.old.publicKey.getKeyIDs()[1]?.toHex().toUpperCase()} can read it and is no recipient`,
      ],
    ],
    [
      'with an entry for one in the place of another',
      async (files) => files.set('db/app.gpg', await encrypted(['anna', 'eve'])),
      [
        `error PHX922 vault/db/app.gpg the entry db/app: ${nameOf('ben')} cannot read it; ${nameOf('eve')} can read it and is no recipient`,
      ],
    ],
    [
      'with an entry that a passphrase opens too',
      async (files) => files.set('db/app.gpg', await encrypted(['anna', 'ben'], { passwords: ['p'] })),
      ['error PHX922 vault/db/app.gpg the entry db/app: a passphrase opens it too'],
    ],
    [
      'with an entry that hides for whom it is',
      async (files) => files.set('db/app.gpg', await encrypted(['anna', 'ben'], { wildcard: true })),
      ['warning PHX923 vault/db/app.gpg the entry db/app hides for whom it is encrypted'],
    ],
    [
      'with an entry that hides more than it should',
      async (files) => files.set('db/app.gpg', await encrypted(['anna', 'ben', 'eve'], { wildcard: true })),
      [
        'error PHX922 vault/db/app.gpg the entry db/app: it is for 3 keys, 3 of them hidden, and has 2 recipients',
      ],
    ],
    [
      'with a folder of other recipients, for whom nothing was written anew',
      (files) => files.set('db/.gpg-id', Buffer.from(gpgId('anna', 'eve'))),
      [
        `error PHX922 vault/db/app.gpg the entry db/app: ${nameOf('eve')} cannot read it; ${nameOf('ben')} can read it and is no recipient`,
      ],
    ],
    [
      'with plain text',
      (files) => files.set('db/app.gpg', Buffer.from('hunter2\n')),
      ['error PHX924 vault/db/app.gpg the entry db/app is not encrypted'],
    ],
    [
      'with an entry that is cut off',
      (files) => files.set('db/app.gpg', (files.get('db/app.gpg') ?? Uint8Array.of()).subarray(0, -1)),
      ['error PHX924 vault/db/app.gpg the entry db/app is cut off'],
    ],
    [
      'with a note, a hidden file and a name that cannot be',
      (files) => {
        for (const path of ['db/notes.txt', 'db/.db.gpg', 'a:b.gpg', 'db/README.md'])
          files.set(path, Buffer.from('x'));
      },
      [
        'error PHX930 vault/a:b.gpg "a:b.gpg" is neither an entry nor a file that a vault needs',
        'error PHX930 vault/db/.db.gpg "db/.db.gpg" is neither an entry nor a file that a vault needs',
        'error PHX930 vault/db/README.md "db/README.md" is neither an entry nor a file that a vault needs',
        'error PHX930 vault/db/notes.txt "db/notes.txt" is neither an entry nor a file that a vault needs',
      ],
    ],
    [
      'with what a killed write left',
      (files) => files.set('db/.phoenix-0123456789abcdef.tmp', Buffer.from('x')),
      ['error PHX930 vault/db/.phoenix-0123456789abcdef.tmp a write of the vault was cut off here'],
    ],
    [
      'without recipients',
      (files) => files.delete('.gpg-id'),
      ['error PHX925 vault/db/app.gpg no .gpg-id says for whom db/app is encrypted'],
    ],
    [
      'with a recipient whose key is not there',
      (files) => files.delete('.public-keys/ben'),
      ['error PHX926 vault/.gpg-id there is no public key of ben@example.org'],
    ],
    [
      'with a recipient whose key is not there, and somebody else as well',
      async (files) => {
        files.set('db/app.gpg', await encrypted(['anna', 'ben', 'eve']));
        files.delete('.public-keys/ben');
      },
      [
        'error PHX926 vault/.gpg-id there is no public key of ben@example.org',
        `error PHX922 vault/db/app.gpg the entry db/app: ${nameOf('eve')} can read it and is no recipient`,
      ],
    ],
    [
      'with one recipient named twice, who cannot read an entry',
      async (files) => {
        files.set(
          '.gpg-id',
          Buffer.from(`${gpgId('anna', 'ben')}${people.ben.publicKey.getFingerprint()}\n`),
        );
        files.set('db/app.gpg', await encrypted(['anna']));
      },
      [`error PHX922 vault/db/app.gpg the entry db/app: ${nameOf('ben')} cannot read it`],
    ],
    [
      'with a private key',
      (files) => files.set('.public-keys/eve', Buffer.from(people.eve.privateKey.armor())),
      ['error PHX931 vault/.public-keys/eve this is a private key, which opens the vault'],
    ],
    [
      'with a public key that is damaged',
      (files) => files.set('.public-keys/eve', Buffer.from(publicKey('eve').slice(0, 200))),
      ['error PHX931 vault/.public-keys/eve this holds no public key that can be read'],
    ],
    [
      'with keys that expire before 30 days have passed, later, or did already',
      async (files) => {
        for (const name of ['soon', 'later', 'old'] as const)
          files.set(`.public-keys/${name}`, Buffer.from(publicKey(name)));
        files.set('.gpg-id', Buffer.from(gpgId('anna', 'soon', 'later', 'old')));
        files.set('db/app.gpg', await encrypted(['anna', 'soon', 'later', 'old'], THEN));
      },
      [
        `error PHX926 vault/.gpg-id the key of ${nameOf('old')} expired on 2026-01-02`,
        `warning PHX927 vault/.gpg-id the key of ${nameOf('soon')} expires on 2026-06-10: then nothing can be encrypted for it`,
      ],
    ],
    [
      'with a single recipient',
      async (files) => {
        files.set('.gpg-id', Buffer.from(`${gpgId('anna')}${people.anna.publicKey.getFingerprint()}\n`));
        files.set('db/app.gpg', await encrypted(['anna']));
      },
      ['warning PHX928 vault/.gpg-id there is a single recipient'],
    ],
  ];
  for (const [what, change, found, uses = USES] of cases) {
    test(what, async () => {
      const files = await sound();
      await change(files);
      const told = await checkVault(files, { uses, now: NOW });
      assert.equal(
        told.map(({ severity, id, at, message }) => `${severity} ${id} ${at?.file ?? ''} ${message}`),
        found,
      );
      for (const { hint } of told) assert.match(hint ?? '', /^[A-Z].*[^ ]$/);
    });
  }

  test('whose uses are not known, or not all of them, has no entry that is not used', async () => {
    const files = await sound();
    assert.equal(await checkVault(files, { uses: null, now: NOW }), []);
    assert.equal(await checkVault(files, { uses: [], inDoubt: true, now: NOW }), []);
  });
});
