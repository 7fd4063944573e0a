/** Where private keys and passphrases are found, and what is said of those that do not open anything. */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { enums, generateKey, revokeKey } from 'openpgp';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../../src/errors.ts';
import type { VaultKeys } from '../../../../src/secrets/provider.ts';
import { type KeyringOptions, openKeyring } from '../../../../src/secrets/vault/keyring.ts';
import { readPublicKeys } from '../../../../src/secrets/vault/public-keys.ts';
import { describe } from '../../../support/describe.ts';
import { fc } from '../../../support/fast-check.ts';
import { scratchFolder } from '../../../support/scratch-folder.ts';
import { inWords } from '../../../support/vault.ts';

const made = (name: string, more: object = {}) =>
  generateKey({ userIDs: [{ name }], format: 'object', ...more });
const open = await made('open');
const locked = await made('locked', { passphrase: 'right' });
const revoked = await revokeKey({ key: open.privateKey, format: 'object' });
const DAY = 24 * 60 * 60;
const expired = await made('expired', { date: new Date('2026-01-01T00:00:00Z'), keyExpirationTime: DAY });

const armoured = {
  open: open.privateKey.armor(),
  locked: locked.privateKey.armor(),
  revoked: revoked.privateKey.armor(),
  expired: expired.privateKey.armor(),
};
const ids = [open, locked, expired].flatMap(({ publicKey }) =>
  publicKey.getKeyIDs().map((id) => id.toHex().toUpperCase()),
);
const idOf = ({ publicKey }: Pick<typeof open, 'publicKey'>) => [
  publicKey.getKeyIDs()[1]?.toHex().toUpperCase() ?? '',
];

/** `NAME, NAME` of the keys that open something, or why there are none; then what was said. */
async function opened(
  given: Partial<VaultKeys> | undefined,
  options: Partial<KeyringOptions> = {},
  keyIds: readonly string[] = ids,
): Promise<string> {
  const said: string[] = [];
  const told = (text: string) => [text, ...said].join(' | ');
  try {
    const keys = given && { key: '', passphrase: '', ...given };
    const ring = await openKeyring(keys, { say: (line) => said.push(line), env: alone(), ...options });
    const found = await ring.opening(keyIds, false);
    assert.ok(found.every((key) => key.isDecrypted()));
    return told(found.map((key) => key.getUserIDs().join()).join(', '));
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return told(inWords(error));
  }
}

/** An environment without this machine's own keys; the folder of the user's is `XDG_CONFIG_HOME`. */
const alone = (variables: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  XDG_CONFIG_HOME: scratchFolder('phx home'),
  ...variables,
});

const scratch = scratchFolder('phx keys');

function privateFile(folder: string, name: string, text: string | Uint8Array, mode = 0o600): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('keys that were given', (test) => {
  const cases: readonly [what: string, given: Partial<VaultKeys>, told: RegExp][] = [
    ['one without a passphrase', { key: armoured.open }, /^open$/],
    [
      'one with a passphrase that it does not need',
      { key: armoured.open, passphrase: 'x' },
      /^open \| The passphrase of the vault protects nothing: the key open \([0-9A-F]{16}\) has none\.$/,
    ],
    ['a locked one', { key: armoured.locked, passphrase: 'right' }, /^locked$/],
    ['a passphrase among others', { key: armoured.locked, passphrase: 'wrong\r\nright\r\n' }, /^locked$/],
    ['several in one text', { key: `${armoured.open}\n${armoured.locked}`, passphrase: 'right' }, /^open$/],
    ['text around it', { key: `# mine\n${armoured.open}# end`, passphrase: '' }, /^open$/],
    [
      'no passphrase',
      { key: armoured.locked },
      /^REFUSED the key locked \([0-9A-F]{16}\) is locked, and there is no passphrase; Set/,
    ],
    [
      'a wrong passphrase',
      { key: armoured.locked, passphrase: 'Right' },
      /^REFUSED no passphrase that was given fits the key locked/,
    ],
    ['a revoked one', { key: armoured.revoked }, /^REFUSED the key open .* is revoked; Give/],
    [
      'an expired one',
      { key: armoured.expired },
      /^expired \| The key expired \([0-9A-F]{16}\) expired on 2026-01-02\. It still opens/,
    ],
    [
      'a public one',
      { key: open.publicKey.armor() },
      /^REFUSED the input vault-key holds a public key, and only a private one opens/,
    ],
    ['text', { key: 'hunter2' }, /^REFUSED the input vault-key holds no private key; It must hold/],
    [
      'one that is cut off',
      { key: armoured.open.slice(0, 300) },
      /^REFUSED the private key of the input vault-key is damaged/,
    ],
    [
      'one that lost a line',
      { key: armoured.open.split('\n').toSpliced(4, 1).join('\n') },
      /^REFUSED the private key of the input vault-key is damaged/,
    ],
  ];
  const argon2 = {
    aeadProtect: true,
    s2kType: enums.s2k.argon2,
    s2kArgon2Params: { passes: 1, parallelism: 1, memoryExponent: 10 },
  };
  for (const [what, more] of [
    ['Argon2', { config: argon2 }],
    ['AEAD', { type: 'curve25519', config: { v6Keys: true, aeadProtect: true } }],
  ] as const) {
    test(`a locked one by ${what}`, async () => {
      const key = await made('new', { passphrase: 'right', ...more });
      const found = await opened({ key: key.privateKey.armor(), passphrase: 'right' }, {}, idOf(key));
      assert.is(found, 'new');
    });
  }

  for (const [what, given, told] of cases) {
    test(what, async () => {
      assert.match(await opened(given), told);
    });
  }

  test('one that is open is enough, whatever else fits and cannot be unlocked', async () => {
    const key = `${armoured.locked}${armoured.open}`;
    assert.is(await opened({ key }), 'open');
    const ring = await openKeyring({ key, passphrase: '' }, { say: () => {}, env: alone() });
    assert.is((await ring.opening([], true)).length, 1);
    assert.match(await opened({ key }, {}, idOf(locked)), /^REFUSED the key locked/);
  });

  test('one that fits nothing opens nothing, and is not unlocked for it', async () => {
    assert.is(await opened({ key: armoured.locked }, {}, idOf(open)), '');
  });

  test('where an entry hides for whom it is, all are tried', async () => {
    const ring = await openKeyring({ key: armoured.open, passphrase: '' }, { say: () => {}, env: alone() });
    assert.is((await ring.opening([], true)).length, 1);
  });

  test('each is unlocked once, however many entries it opens at once', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return 'right';
    };
    const ring = await openKeyring(
      { key: armoured.locked, passphrase: '' },
      { say: () => {}, ask, env: alone() },
    );
    const found = await Promise.all([1, 2, 3].map(() => ring.opening(ids, false)));
    assert.is(asked, 1);
    assert.is(new Set(found.flat()).size, 1);
  });

  test('a person is asked three times, and may refuse', async () => {
    const answers = ['a', 'b', 'right'];
    const names: string[] = [];
    const ask = async (name: string) => {
      names.push(name);
      return answers.shift() ?? null;
    };
    const twice = await opened({ key: armoured.locked }, { ask });
    const wrong = ` | That is not the passphrase of ${names[0]}.`;
    assert.is(twice, `locked${wrong}${wrong}`);
    assert.is(names.length, 3);
    assert.match(names[0] ?? '', /^locked \([0-9A-F]{16}\)$/);
    answers.push('a', 'b', 'c', 'right');
    assert.match(
      await opened({ key: armoured.locked }, { ask }),
      /^REFUSED no passphrase that was given fits the key locked/,
    );
    assert.is(names.length, 6);
    assert.match(
      await opened({ key: armoured.locked }, { ask: async () => null }),
      /^REFUSED the key locked/,
    );
  });
});

describe('keys that are found', (test) => {
  const isRoot = process.getuid?.() === 0;

  test('nowhere', async () => {
    const env = alone();
    assert.match(
      await opened(undefined, { env }),
      /^REFUSED the vault is locked: there is no private key; Set the input vault-key/,
    );
  });

  test('in the environment, from where they are taken', async () => {
    const env = alone({ PHOENIX_VAULT_KEY: armoured.locked, PHOENIX_VAULT_PASSPHRASE: 'right' });
    assert.is(await opened(undefined, { env }), 'locked');
    assert.equal(
      Object.keys(env).filter((name) => name.startsWith('PHOENIX_VAULT_')),
      [],
    );
    assert.is(await opened({ key: '', passphrase: '' }, { env }), 'locked', 'and remembered');
  });

  test('what was given comes first, and the environment is cleared all the same', async () => {
    const env = alone({ PHOENIX_VAULT_KEY: armoured.locked, PHOENIX_VAULT_PASSPHRASE: 'right' });
    assert.match(await opened({ key: armoured.open }, { env }), /^open \|/);
    assert.is(env['PHOENIX_VAULT_KEY'], undefined);
  });

  test('in files that variables name, several of them', async () => {
    const folder = scratchFolder('phx keys');
    const [one, two] = [
      privateFile(folder, 'one', armoured.open),
      privateFile(folder, 'two', locked.privateKey.write(), 0o400),
    ];
    const env = alone({
      PHOENIX_VAULT_KEY_FILE: `${one}:${two}`,
      PHOENIX_VAULT_PASSPHRASE_FILE: privateFile(folder, 'pass', 'right\n'),
    });
    assert.is(await opened(undefined, { env }, idOf(open)), 'open');
    assert.is(await opened(undefined, { env }, idOf(locked)), 'locked');
  });

  test('in files of their own names', async () => {
    const env = alone();
    const home = env['XDG_CONFIG_HOME'] ?? '';
    privateFile(join(home, 'phoenix'), 'vault.key', armoured.locked);
    privateFile(join(home, 'phoenix'), 'vault.passphrase', 'right\n');
    assert.is(await opened(undefined, { env }), 'locked');
  });

  for (const mode of [0o640, 0o604, 0o610, 0o660, 0o602]) {
    test(`in a file that others can use: ${mode.toString(8)}`, async () => {
      const path = privateFile(scratchFolder('phx keys'), 'vault.key', armoured.open, mode);
      const env = alone({ PHOENIX_VAULT_KEY_FILE: path });
      assert.is(
        await opened(undefined, { env }),
        `REFUSED others can read ${path}, which opens the vault; Run: chmod 600 ${path}`,
      );
    });
  }

  test('in a folder, which nobody is told to shut', async () => {
    const path = scratchFolder('phx keys');
    chmodSync(path, 0o755);
    assert.is(
      await opened(undefined, { env: alone({ PHOENIX_VAULT_KEY_FILE: path }) }),
      `REFUSED ${path} is a folder, and no file that opens the vault; Name the file in it.`,
    );
  });

  test('in a file that a variable names and that is not there', async () => {
    const env = alone({ PHOENIX_VAULT_KEY_FILE: '/nowhere/vault.key' });
    assert.match(
      await opened(undefined, { env }),
      /^REFUSED PHOENIX_VAULT_KEY_FILE names "\/nowhere\/vault\.key", which is not there/,
    );
  });

  // Root may enter everywhere.
  if (!isRoot) {
    test('in a folder that this user may not enter, which is passed over unless it was named', async () => {
      const home = scratchFolder('phx home');
      const path = privateFile(join(home, 'phoenix'), 'vault.key', armoured.open);
      chmodSync(join(home, 'phoenix'), 0);
      const unnamed = await opened(undefined, { env: alone({ XDG_CONFIG_HOME: home }) });
      const named = await opened(undefined, { env: alone({ PHOENIX_VAULT_KEY_FILE: path }) });
      chmodSync(join(home, 'phoenix'), 0o700);
      assert.match(unnamed, /^REFUSED the vault is locked/);
      assert.match(named, /^REFUSED .* cannot be read: EACCES/);
    });
  }

  if (isRoot) {
    test('in a file of another user', async () => {
      const path = privateFile(scratchFolder('phx keys'), 'vault.key', armoured.open);
      chownSync(path, 12_345, 12_345);
      const env = alone({ PHOENIX_VAULT_KEY_FILE: path });
      assert.match(
        await opened(undefined, { env }),
        /belongs to another user, who can change it; Run: chown/,
      );
    });
  }
});

describe('keys that were changed', (test) => {
  const changes = (length: number) =>
    fc.array(fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 });
  const changed = (bytes: Uint8Array, places: readonly (readonly [number, number])[]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, mask] of places) copy[at] = (copy[at] ?? 0) ^ mask;
    return copy;
  };

  test('are read or refused, as private ones', async () => {
    const whole = open.privateKey.write();
    await fc.assert(
      fc.asyncProperty(changes(whole.length), async (places) => {
        const path = privateFile(scratch, 'vault.key', changed(whole, places));
        assert.type(await opened(undefined, { env: alone({ PHOENIX_VAULT_KEY_FILE: path }) }), 'string');
      }),
      { numRuns: 150 },
    );
  });

  test('are read or told, as public ones', async () => {
    const whole = open.publicKey.write();
    await fc.assert(
      fc.asyncProperty(changes(whole.length), async (places) => {
        const files = new Map([['.public-keys/a', changed(whole, places)]]);
        const { keys, unusable } = await readPublicKeys(files);
        assert.ok(keys.length + unusable.length > 0);
        // Nothing can be encrypted for what its owner did not sign.
        for (const { state, key, fingerprint } of keys) {
          const own = fingerprint === open.publicKey.getFingerprint().toUpperCase();
          assert.ok(state !== 'valid' || own, key.armor());
        }
      }),
      { numRuns: 300 },
    );
  });
});
