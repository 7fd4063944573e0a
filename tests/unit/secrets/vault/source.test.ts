/** What an apply reads of the vault: by the contract of a provider, through the reader. */
import { generateKey } from 'openpgp';
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../../../src/config/settings.ts';
import { PhoenixError } from '../../../../src/errors.ts';
import type { SecretContext } from '../../../../src/secrets/provider.ts';
import { secretReader } from '../../../../src/secrets/reader.ts';
import { describe } from '../../../support/describe.ts';
import { inWords, vaultOf, written } from '../../../support/vault.ts';

const made = await generateKey({ userIDs: [{ name: 'Anna' }], passphrase: 'right', format: 'object' });
const files = vaultOf({
  '.gpg-id': made.publicKey.getFingerprint(),
  '.public-keys/anna': made.publicKey.armor(),
});
for (const [name, text] of [
  ['db/app', 'hunter2\nuser: alice\nRecovery Code: 1234\n'],
  ['web', 'hunter3'],
  ['short', 'abc\n'],
  ['empty', '\nuser: alice\n'],
] as const) {
  files.set(`${name}.gpg`, await written(files, name, text));
}
files.set('plain.gpg', Buffer.from('hunter4\n'));
files.set('swapped.gpg', files.get('web.gpg') ?? Uint8Array.of());

const kept = new Map([...files].map(([path, bytes]) => [`vault/${path}`, bytes]));
const context = (said: string[] = [], passphrase = 'right'): SecretContext => ({
  settings: settingsSchema.parse({ name: 'lab', nodes: {} }).secrets,
  kept,
  vaultKeys: { key: made.privateKey.armor(), passphrase },
  say: (line) => said.push(line),
});

const told = (reading: Promise<string>): Promise<string> =>
  reading.catch((error: unknown) => {
    if (error instanceof PhoenixError) return inWords(error);
    throw error;
  });

describe('secrets of the vault', (test) => {
  const cases: readonly [reference: string, found: RegExp][] = [
    ['db/app', /^hunter2$/],
    ['db/app#user', /^alice$/],
    ['db/app#Recovery Code', /^1234$/],
    ['db/app#*', /^hunter2\nuser: alice\nRecovery Code: 1234\n$/],
    ['web', /^hunter3$/],
    ['db/app#User', /^REFUSED the secret \$\{secret:db\/app#User\} has no "User"/],
    ['db/web', /^REFUSED the secret \$\{secret:db\/web\} is not there; Add it: phoenix vault set db\/web/],
    ['short', /^REFUSED .* fewer than 4 characters/],
    ['empty', /^REFUSED .* is empty/],
    ['empty#user', /^alice$/],
    ['plain', /^REFUSED the entry plain is not encrypted/],
    ['swapped', /^REFUSED the entry swapped was written as "web"/],
  ];
  test('are read together, and each answer is its own', async () => {
    const said: string[] = [];
    const read = secretReader(context(said));
    const found = await Promise.all(cases.map(([reference]) => told(read(`\${secret:${reference}}`))));
    for (const [index, [reference, text]] of cases.entries())
      assert.match(found[index] ?? '', text, reference);
    assert.equal(said, []);
  });

  test('that are not there need no key to be told so', async () => {
    const read = secretReader(context([], 'wrong'));
    assert.match(await told(read('${secret:db/web}')), /is not there/);
    assert.match(
      await told(read('${secret:db/app}')),
      /^REFUSED no passphrase that was given fits the key Anna/,
    );
    assert.match(
      await told(read('${secret:web}')),
      /^REFUSED no passphrase that was given fits the key Anna/,
    );
  });
});
